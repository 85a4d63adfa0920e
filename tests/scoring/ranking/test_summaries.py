"""The plain numbers beside every film: exact, the same in every order, and silent where nothing is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.scoring.ranking import summaries
from festival.scoring.ranking.summaries import Summary, View

views = st.lists(
    st.builds(View, st.integers(1, 4), st.none() | st.floats(1, 10), st.none() | st.floats(0, 1)), max_size=12
)


def test_a_film_is_summed_up() -> None:
    given_views = [View(1, 6.0, 1.0), View(1, 9.0, 0.5), View(1, None, 1.0), View(2, 7.0, None)]
    assert summaries.of_films([1, 2, 3], given_views) == {
        1: Summary(1, 2, 7.5, 1.5, 6.0, 9.0, 0.75, 1),
        2: Summary(2, 1, 7.0, None, 7.0, 7.0, None, 0),
        3: Summary(3, 0, None, None, None, None, None, 0),
    }


@given(views)
def test_the_order_of_scores_changes_nothing(views: list[View]) -> None:
    films = range(1, 5)
    assert summaries.of_films(films, views[::-1]) == summaries.of_films(films, views)


@given(views)
def test_every_mean_lies_between_its_scores(views: list[View]) -> None:
    for summary in summaries.of_films(range(1, 5), views).values():
        if summary.mean is not None and summary.lowest is not None and summary.highest is not None:
            assert summary.lowest - 1e-5 <= summary.mean <= summary.highest + 1e-5
            assert summary.spread is None or 0 <= summary.spread <= summary.highest - summary.lowest + 1e-5


def test_equal_means_are_equal_whatever_the_arithmetic() -> None:
    found = summaries.of_films([1, 2], [View(1, 0.1 + 0.2, None), View(2, 0.3, None)])
    assert found[1].mean == found[2].mean


@pytest.mark.parametrize(("coverage", "count"), [(0.94, 0), (0.95, 1), (1.0, 1), (None, 0)])
def test_a_film_is_seen_to_the_end_when_only_credits_are_left(coverage: float | None, count: int) -> None:
    assert summaries.of_films([1], [View(1, 5, coverage)])[1].seen_to_end == count
