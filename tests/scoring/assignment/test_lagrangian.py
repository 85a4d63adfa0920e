"""Prices prove how much of the jurors' affinity any plan can meet, and nearly reach it."""

from itertools import combinations, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from festival.scoring.assignment import lagrangian
from festival.scoring.assignment.lagrangian import Market
from festival.scoring.values import Film, Juror

shares = st.integers(0, 4).map(lambda quarters: quarters / 4)


def best(market: Market) -> float:
    """The most affinity of any plan that keeps the capacities, by trying all."""
    count = len(market.capacity)
    choices = list(combinations(range(count), market.reviews))
    plans = []
    for plan in product(choices, repeat=len(market.seconds)):
        asked = np.zeros(count)
        for seconds, chosen in zip(market.seconds, plan, strict=True):
            asked[list(chosen)] += seconds
        if (asked <= market.capacity).all():
            plans.append(sum(market.values[film, list(chosen)].sum() for film, chosen in enumerate(plan)))
    return float(max(plans, default=0))


@given(
    st.lists(st.lists(shares, min_size=3, max_size=3), min_size=1, max_size=3),
    st.lists(st.integers(1, 9), min_size=3, max_size=3),
    st.lists(st.integers(1, 20), min_size=3, max_size=3),
    st.lists(st.floats(0, 1), min_size=3, max_size=3),
    st.integers(1, 2),
)
def test_no_plan_has_more_affinity_than_any_prices_prove(
    values: list[list[float]], seconds: list[int], capacity: list[int], asked: list[float], reviews: int
) -> None:
    market = Market(
        np.array(values), np.array(seconds[: len(values)], float), np.array(capacity, float), reviews
    )
    assert best(market) <= min(market.demand(np.array(asked))[1], lagrangian.found(market, 9)[1]) + 1e-9


def test_who_knows_what_everybody_wants_gets_dear() -> None:
    values = np.array([[1.0, 0.0]] * 4)
    market = Market(values, np.ones(4), np.array([2.0, 2.0]), 1)
    found, bound = lagrangian.found(market)
    assert found[0] > found[1]
    assert 2 <= bound <= 2.2


def test_affinity_is_the_part_of_a_films_genres_that_a_juror_knows() -> None:
    films = [Film(1, "short", 60, genres=frozenset({"drama", "comedy"})), Film(2, "short", 60)]
    jurors = [Juror("a", genres=frozenset({"drama", "horror"})), Juror("b")]
    assert lagrangian.affinity(films, jurors).tolist() == [[0.5, 0], [0, 0]]
