"""The last hours of a jury go where the shortlist is unsure, within what everybody can watch and give."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from festival.jury.films_and_jurors import Film, Juror, Pair, Score, can_follow
from festival.jury.scales import OF_TEN, Scale
from festival.jury.states import Why
from festival.shortlists import last_hours, ranking
from festival.shortlists.doubt import Doubt
from festival.shortlists.last_hours import MOST, NextViews
from festival.shortlists.ranked import FEWEST_VIEWS
from festival.shortlists.scored import Reading

MINUTES = 60
FILMS = [
    Film(
        number,
        "short" if number % 3 else "feature",
        (5 + number) * MINUTES,
        frozenset({"en", "fr"} if number % 2 else {"ar"}),
    )
    for number in range(12)
]
JURORS = [
    Juror("a", frozenset({"en"})),
    Juror("b", frozenset({"ar", "fr"}), seconds=60 * MINUTES),
    Juror("c", frozenset({"ar", "en"})),
    Juror("d"),
]
PLACES = {"short": 3, "feature": 2}

scores = st.lists(
    st.builds(Score, st.integers(0, 11), st.sampled_from("abcd"), st.integers(1, 10).map(float)),
    unique_by=lambda score: (score.film, score.juror),
    max_size=30,
)
pairs = st.lists(st.tuples(st.integers(0, 11), st.sampled_from("abcd")), max_size=8, unique=True)


@given(scores, pairs, pairs, st.integers(0, 300), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_no_plan_breaks_a_rule(
    given_: list[Score], conflicts: list[Pair], standing: list[Pair], minutes: int, seed: int
) -> None:
    def propose() -> NextViews:
        return last_hours.propose(
            FILMS, JURORS, conflicts, given_, PLACES, minutes * MINUTES, seed, OF_TEN, standing
        )

    plan = propose()
    films, jurors = {film.key: film for film in FILMS}, {juror.key: juror for juror in JURORS}
    taken = {(score.film, score.juror) for score in given_} | set(standing)
    spent = Counter(dict.fromkeys(jurors, 0))
    for film, juror in plan.pairs:
        assert (film, juror) not in conflicts
        assert can_follow(films[film], jurors[juror])
        spent[juror] += films[film].seconds
    assert len({*plan.pairs, *taken}) == len(plan.pairs) + len(taken)
    assert plan.load == spent
    assert plan.seconds <= minutes * MINUTES
    before = sum(films[film].seconds for film, juror in taken if juror == "b")
    assert not spent["b"] or before + spent["b"] <= 60 * MINUTES
    assert propose() == plan


@given(scores, st.sampled_from([0.5, 10.0]), st.integers(-5, 5))
@settings(max_examples=30, deadline=None)
def test_a_stretched_scale_gives_the_same_plan(given_: list[Score], stretch: float, more: int) -> None:
    moved = [Score(score.film, score.juror, stretch * score.value + more) for score in given_]
    stretched = Scale(stretch + more, 10 * stretch + more)
    plans = [
        last_hours.propose(FILMS, JURORS, [], rows, PLACES, 90 * MINUTES, 1, scale)
        for rows, scale in ((given_, OF_TEN), (moved, stretched))
    ]
    assert plans[0] == plans[1]


def test_films_near_the_line_are_asked_for_and_those_far_from_it_are_not() -> None:
    plan = _plan(40 * MINUTES)
    asked = {view.film for view in plan.views if view.why is Why.NEAR_LINE}
    assert asked == {3, 4, 5, 6}
    assert {view.film for view in plan.views if view.why is Why.DECOY}.isdisjoint(asked)


@given(st.integers(1, 4), st.integers(0, 30), st.integers(0, 1000))
@settings(max_examples=60, deadline=None)
def test_every_wave_of_three_views_hides_behind_a_decoy_and_about_one_in_ten_is_one(
    categories: int, views: int, seed: int
) -> None:
    plan, again = (_wave(categories, views, seed) for _ in range(2))
    decoys = {view.film for view in plan.views if view.why is Why.DECOY}
    assert len(plan.views) == views // categories * categories
    assert len(plan.views) / 10 - 0.3 <= len(decoys) < len(plan.views) / 10 + 1
    assert decoys if len(plan.views) >= 3 else len(decoys) <= len(plan.views) // 2
    assert decoys.isdisjoint(view.film for view in plan.views if view.why is not Why.DECOY)
    assert repr(again) == repr(plan)


def test_the_place_of_the_first_decoy_is_drawn_and_each_tenth_view_follows() -> None:
    waves = [[view.why for view in _wave(1, 23, seed).views] for seed in range(10)]
    places = {tuple(place for place, why in enumerate(whys, 1) if why is Why.DECOY) for whys in waves}
    assert places == {(2, 12, 22), (3, 13, 23)}


def test_in_a_wave_of_one_view_a_category_the_decoy_falls_on_any_of_them() -> None:
    hidden = [[view.film for view in _wave(3, 3, seed).views if view.why is Why.DECOY] for seed in range(20)]
    assert {len(films) for films in hidden} == {1}
    assert {str(films[0])[0] for films in hidden} == {"a", "b", "c"}


def test_a_decoy_that_a_category_has_no_film_for_is_left_to_the_next() -> None:
    for seed in range(10):
        taken = [(f"a{number}", juror) for number in range(1, 12) for juror in range(20)]
        views = _wave(2, 8, seed, taken).views
        assert [str(view.film)[0] for view in views if view.why is Why.DECOY] == ["b"]
        assert [view.film for view in views[:4]] == ["a0"] * 4


def test_decoys_lie_far_from_the_line_as_long_as_there_are_such_films() -> None:
    decoys = [view.film for seed in range(20) for view in _wave(1, 3, seed).views if view.why is Why.DECOY]
    assert len(decoys) == 20
    assert set(decoys) <= {"a0", "a1", "a8", "a9", "a10", "a11"}


def test_every_film_is_seen_twice_before_any_is_seen_more_often() -> None:
    given_ = [score for score in _steps() if score.film != 0 or score.juror == 0]
    given_ = [score for score in given_ if score.film != 9]
    views = [view for view in _plan(40 * MINUTES, given_).views if view.why is not Why.DECOY]
    few = [view.film for view in views if view.why is Why.FEW_VIEWS]
    assert sorted(few) == [0, 9, 9]
    assert [view.film for view in views[:3]] == few
    assert FEWEST_VIEWS == 2


def test_no_film_gets_more_views_than_the_most() -> None:
    plan = _plan(10_000 * MINUTES)
    counts = Counter(view.film for view in plan.views)
    assert max(counts.values()) + 3 == MOST


def test_groups_that_share_no_film_get_views_that_tie_them_together() -> None:
    given_ = [score for score in _steps() if (score.film in range(5)) == (score.juror in range(2))]
    plan = _plan(100 * MINUTES, given_)
    assert {view.why for view in plan.views} == {Why.BRIDGE}
    crossing = [(view.film in range(5)) != (view.juror in range(2)) for view in plan.views]
    assert crossing == [True] * 10


def test_a_juror_who_throws_dice_tells_least() -> None:
    dice = {0: 9.0, 1: 1.0, 2: 8.0, 3: 2.0, 4: 10.0, 5: 1.0, 6: 9.0, 7: 2.0, 8: 7.0, 9: 1.0}
    given_ = [
        Score(film, juror, dice[film] if juror == 2 else 10.0 - film + juror % 2)
        for film in range(10)
        for juror in range(5)
    ]
    jurors = [Juror(number) for number in range(5)]
    doubt = Doubt(Reading(_ten(), given_, {"short": 5}, OF_TEN), jurors)
    told = doubt.told_by(4).tolist()
    assert told.index(min(told)) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"seconds": 0},
        {"places": {}},
        {"places": {"short": 10}},
        {"jurors": []},
        {"films": [], "scores": []},
    ],
    ids=["no time", "no places", "a place for everyone", "no jurors", "no films"],
)
def test_nothing_to_gain_is_an_empty_plan(change: dict[str, Any]) -> None:
    asked: dict[str, Any] = {
        "films": _ten(),
        "jurors": [Juror(number) for number in range(8)],
        "conflicts": [],
        "scores": _steps(),
        "places": {"short": 5},
        "seconds": 600,
        "seed": 1,
        "scale": OF_TEN,
    }
    if change.get("jurors") == []:
        change = {**change, "scores": []}
    assert last_hours.propose(**(asked | change)).views == ()


def test_what_a_ranking_learned_of_the_jury_leads_to_the_same_plan() -> None:
    asked: dict[str, Any] = {
        "films": _ten(),
        "scores": _steps(),
        "places": {"short": 5},
        "seed": 1,
        "scale": OF_TEN,
    }
    model = ranking.rank(**asked).model
    asked |= {"jurors": [Juror(number) for number in range(8)], "conflicts": [], "seconds": 30 * MINUTES}
    assert last_hours.propose(**asked, model=model) == last_hours.propose(**asked)


def _ten() -> list[Film]:
    return [Film(number, "short", 5 * MINUTES) for number in range(10)]


def _steps() -> list[Score]:
    """Ten films, each a point behind the one before; jurors 0 to 2 agree but for half a point."""
    return [Score(film, juror, 10.0 - film + (juror - 1) / 2) for film in range(10) for juror in range(3)]


def _plan(seconds: int, given_: list[Score] | None = None, jurors: int = 20) -> NextViews:
    return last_hours.propose(
        _ten(),
        [Juror(number) for number in range(jurors)],
        [],
        _steps() if given_ is None else given_,
        {"short": 5},
        seconds,
        1,
        OF_TEN,
    )


def _wave(categories: int, views: int, seed: int, conflicts: Iterable[Pair] = ()) -> NextViews:
    """Time for so many views: films are equally long, each half a point behind the one before."""
    films = [Film(f"{name}{number}", name, MINUTES) for name in "abcd"[:categories] for number in range(12)]
    given_ = [
        Score(film.key, juror, 10 - int(str(film.key)[1:]) / 2 + juror / 2)
        for film in films
        for juror in range(3)
    ]
    return last_hours.propose(
        films,
        [Juror(number) for number in range(20)],
        conflicts,
        given_,
        dict.fromkeys("abcd"[:categories], 5),
        views * MINUTES,
        seed,
        OF_TEN,
    )
