"""The last hours of a jury go where the shortlist is unsure, within what everybody can watch and give."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from festival.scoring.extra_reviews import propose as extra_propose
from festival.scoring.extra_reviews.budget import EVENING
from festival.scoring.extra_reviews.choose_juror import MOST
from festival.scoring.extra_reviews.propose import ExtraReviews
from festival.scoring.extra_reviews.uncertainty import Uncertainty
from festival.scoring.extra_reviews.unspent import Unspent
from festival.scoring.ranking import rank
from festival.scoring.ranking.dataset import Reading
from festival.scoring.ranking.results import FEWEST_REVIEWS
from festival.scoring.scales import OF_TEN, Scale
from festival.scoring.values import Film, Juror, Pair, Score, Why, can_follow

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

pairs_of_wave = st.sets(
    st.tuples(
        st.sampled_from([f"{name}{number}" for name in "abcd" for number in range(12)]), st.integers(0, 19)
    )
)


@given(scores, pairs, pairs, st.integers(0, 300), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_no_plan_breaks_a_rule(
    given_: list[Score], conflicts: list[Pair], standing: list[Pair], minutes: int, seed: int
) -> None:
    def propose() -> ExtraReviews:
        return extra_propose.propose(
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
@example([Score(0, "b", 2.0), Score(1, "a", 2.0), Score(2, "b", 1.0), Score(9, "b", 2.0)], 10.0, 0)
def test_a_stretched_scale_gives_the_same_plan(given_: list[Score], stretch: float, more: int) -> None:
    moved = [Score(score.film, score.juror, stretch * score.value + more) for score in given_]
    stretched = Scale(stretch + more, 10 * stretch + more)
    plans = [
        extra_propose.propose(FILMS, JURORS, [], rows, PLACES, 90 * MINUTES, 1, scale)
        for rows, scale in ((given_, OF_TEN), (moved, stretched))
    ]
    assert plans[0] == plans[1]


def test_films_near_the_line_are_asked_for_and_those_far_from_it_are_not() -> None:
    plan = _plan(40 * MINUTES)
    asked = {review.film for review in plan.reviews if review.why is Why.NEAR_LINE}
    assert asked == {3, 4, 5, 6}
    assert {review.film for review in plan.reviews if review.why is Why.DECOY}.isdisjoint(asked)


@given(st.integers(1, 4), st.integers(0, 30), st.integers(0, 1000))
@settings(max_examples=60, deadline=None)
def test_every_batch_of_three_views_hides_behind_a_decoy_and_about_one_in_ten_is_one(
    categories: int, reviews: int, seed: int
) -> None:
    plan, again = (_wave(categories, reviews, seed) for _ in range(2))
    decoys = {review.film for review in plan.reviews if review.why is Why.DECOY}
    assert len(plan.reviews) == reviews
    assert len(plan.reviews) / 10 - 0.3 <= len(decoys) < len(plan.reviews) / 10 + 1
    assert decoys if len(plan.reviews) >= 3 else len(decoys) <= len(plan.reviews) // 2
    assert decoys.isdisjoint(review.film for review in plan.reviews if review.why is not Why.DECOY)
    assert repr(again) == repr(plan)


def test_the_place_of_the_first_decoy_is_drawn_and_each_tenth_view_follows() -> None:
    batches = [[review.why for review in _wave(1, 23, seed).reviews] for seed in range(10)]
    places = {tuple(place for place, why in enumerate(whys, 1) if why is Why.DECOY) for whys in batches}
    assert places == {(2, 12, 22), (3, 13, 23)}


def test_in_a_batch_of_one_view_a_category_the_decoy_falls_on_any_of_them() -> None:
    hidden = [
        [review.film for review in _wave(3, 3, seed).reviews if review.why is Why.DECOY] for seed in range(20)
    ]
    assert {len(films) for films in hidden} == {1}
    assert {str(films[0])[0] for films in hidden} == {"a", "b", "c"}


def test_a_decoy_that_a_category_has_no_film_for_is_left_to_the_next() -> None:
    for seed in range(10):
        taken = [(f"a{number}", juror) for number in range(1, 12) for juror in range(20)]
        reviews = _wave(2, 8, seed, taken).reviews
        assert [str(review.film)[0] for review in reviews if review.why is Why.DECOY] == ["b"]
        assert [review.film for review in reviews[:4]] == ["a0"] * 4


def test_decoys_lie_far_from_the_line_as_long_as_there_are_such_films() -> None:
    decoys = [
        review.film for seed in range(20) for review in _wave(1, 3, seed).reviews if review.why is Why.DECOY
    ]
    assert len(decoys) == 20
    assert set(decoys) <= {"a0", "a1", "a8", "a9", "a10", "a11"}


def test_every_film_is_seen_twice_before_any_is_seen_more_often() -> None:
    given_ = [score for score in _steps() if score.film != 0 or score.juror == 0]
    given_ = [score for score in given_ if score.film != 9]
    reviews = [review for review in _plan(40 * MINUTES, given_).reviews if review.why is not Why.DECOY]
    few = [review.film for review in reviews if review.why is Why.FEW_REVIEWS]
    assert sorted(few) == [0, 9, 9]
    assert [review.film for review in reviews[:3]] == few
    assert FEWEST_REVIEWS == 2


def test_no_film_gets_more_views_than_the_most() -> None:
    plan = _plan(10_000 * MINUTES)
    counts = Counter(review.film for review in plan.reviews)
    assert max(counts.values()) + 3 == MOST


def test_a_view_that_tells_nothing_is_no_first_view() -> None:
    films = [Film(number, "short", 600) for number in range(8)]
    given_ = [Score(film, juror, 9.0 - film) for film in range(1, 8) for juror in "ab"]
    given_ += [Score(0, "a", 5.0), *(Score(film, "z", 5.0) for film in range(8))]
    jurors = [Juror(key) for key in "abz"]
    plan = extra_propose.propose(films, jurors, [], given_, {"short": 3}, 10 * MINUTES, 1, OF_TEN)
    assert [(review.film, review.juror, review.why) for review in plan.reviews] == [(0, "b", Why.FEW_REVIEWS)]
    nothing = extra_propose.propose(films, jurors, [], given_, {"short": 3}, 0, 1, OF_TEN)
    assert [(short.film, short.missing) for short in nothing.shortfalls] == [(0, 1)]


def test_groups_that_share_no_film_get_views_that_tie_them_together() -> None:
    given_ = [score for score in _steps() if (score.film in range(5)) == (score.juror in range(2))]
    plan = _plan(100 * MINUTES, given_)
    bridges = [review for review in plan.reviews if review.why is Why.LINK]
    assert [(review.film in range(5)) != (review.juror in range(2)) for review in bridges] == [True] * 9
    assert Counter(review.why for review in plan.reviews) == {Why.LINK: 9, Why.DECOY: 1}
    assert len({review.film for review in plan.reviews}) == 10


@given(
    st.lists(st.booleans(), min_size=1, max_size=4), st.integers(3, 40), pairs_of_wave, st.integers(0, 1000)
)
@settings(max_examples=60, deadline=None)
def test_every_batch_of_three_views_has_a_decoy_wherever_another_film_can_be_watched(
    divided: list[bool], minutes: int, conflicts: set[Pair], seed: int
) -> None:
    plan = _wave(len(divided), minutes, seed, conflicts, divided)
    whys = {why: {review.film for review in plan.reviews if review.why is why} for why in Why}
    asked = {review.film for review in plan.reviews}
    others = {
        film
        for film in (f"{name}{number}" for name in "abcd"[: len(divided)] for number in range(12))
        if film not in asked and any((film, juror) not in conflicts for juror in range(6, 20))
    }
    assert whys[Why.DECOY] or len(plan.reviews) < 3 or not others or len(plan.reviews) == minutes
    assert whys[Why.DECOY].isdisjoint(whys[Why.LINK])


def test_a_decoy_of_a_divided_category_leaves_a_juror_alone_with_their_only_film() -> None:
    given_ = [score for score in _steps() if (score.film == 0) == (score.juror == 0)]
    for seed in range(20):
        plan = _plan(100 * MINUTES, given_, seed=seed)
        decoys = {review.film for review in plan.reviews if review.why is Why.DECOY}
        assert (len(decoys), 0 in decoys) == (1, False)


def test_where_a_category_has_no_film_for_the_first_decoy_another_ones_serves() -> None:
    taken = [(f"a{number}", juror) for number in range(1, 12) for juror in range(20)]
    for seed in range(20):
        reviews = _wave(2, 12, seed, taken, minutes=(5, 1)).reviews
        assert [str(review.film)[0] for review in reviews if review.why is Why.DECOY] == ["b"]


def test_later_decoys_leave_a_divided_category_its_linking_reviews() -> None:
    for seed in range(5):
        plan = _wave(2, 200, seed, divided=(False, True))
        of_b = Counter(review.why for review in plan.reviews if str(review.film)[0] == "b")
        assert of_b == {Why.LINK: 10, Why.DECOY: of_b[Why.DECOY]}


@given(scores, pairs, st.integers(0, 300), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_no_time_is_left_that_a_film_with_a_line_could_use(
    given_: list[Score], conflicts: list[Pair], minutes: int, seed: int
) -> None:
    plan = extra_propose.propose(FILMS, JURORS, conflicts, given_, PLACES, minutes * MINUTES, seed, OF_TEN)
    divided = Reading(FILMS, given_, PLACES, OF_TEN).divided
    taken = {(score.film, score.juror) for score in given_} | set(plan.pairs)
    left = minutes * MINUTES - plan.seconds
    for film in FILMS:
        for juror in JURORS:
            if film.category in divided or (film.key, juror.key) in taken | set(conflicts):
                continue
            before = sum(each.seconds for each in FILMS if (each.key, "b") in taken) if juror.seconds else 0
            limit = juror.seconds - before if juror.seconds else EVENING - plan.load[juror.key]
            assert not can_follow(film, juror) or film.seconds > min(left, limit)


def test_what_a_category_cannot_use_goes_to_the_others_by_their_minutes() -> None:
    """Of 36 minutes 6, 12 and 18 are theirs; nobody may watch the third's, so a and b get 6 and 12 more."""
    nobody = [(f"c{number}", juror) for number in range(12) for juror in range(20)]
    for seed in range(5):
        plan = _wave(3, 36, seed, nobody, minutes=(1, 2, 3))
        assert Counter(str(review.film)[0] for review in plan.reviews) == {"a": 12, "b": 12}


def test_hours_that_a_divided_category_leaves_reach_films_near_another_line() -> None:
    plan = _wave(2, 200, 1, divided=(False, True))
    assert Counter(str(review.film)[0] for review in plan.reviews)["a"] == 12 * (MOST - 3)
    assert plan.unspent == {Unspent.MOST_REVIEWS: 12, Unspent.LINKS: 12}


def test_parts_that_are_each_too_small_for_a_film_are_spent_together() -> None:
    for seed in range(5):
        assert len(_wave(3, 5, seed, minutes=(2, 2, 2)).reviews) == 2


@pytest.mark.parametrize(
    ("jurors", "minutes", "reasons"),
    [
        ([Juror(number) for number in range(20)], 1000, {Unspent.MOST_REVIEWS: 10}),
        ([Juror(number) for number in range(4)], 1000, {Unspent.NOBODY: 10}),
        ([*(Juror(number) for number in range(3)), Juror(3, seconds=0)], 1000, {Unspent.NOBODY: 10}),
        (
            [*(Juror(number) for number in range(3)), Juror(3, seconds=21 * MINUTES)],
            1000,
            {Unspent.NOBODY: 4, Unspent.JURORS_TIME: 6},
        ),
        ([Juror(number) for number in range(20)], 9, {Unspent.TOO_LONG: 10}),
    ],
    ids=["most views", "all have seen it", "nobody is asked", "no time", "too long"],
)
def test_time_that_stays_unspent_says_why(
    jurors: list[Juror], minutes: int, reasons: dict[Unspent, int]
) -> None:
    plan = extra_propose.propose(_ten(), jurors, [], _steps(), {"short": 5}, minutes * MINUTES, 1, OF_TEN)
    assert plan.unspent == reasons


def test_of_jurors_who_tell_as_much_those_with_most_time_left_are_asked() -> None:
    limits = {0: 0, 1: 0, 2: 0, 3: 60, 4: 40, 5: 20}
    jurors = [Juror(number, seconds=limit * MINUTES) for number, limit in limits.items()]
    loads = [
        extra_propose.propose(_ten(), jurors, [], _steps(), {"short": 5}, seconds * MINUTES, 1, OF_TEN).load
        for seconds in (20, 40)
    ]
    assert [[load[juror] // MINUTES for juror in (3, 4, 5)] for load in loads] == [[15, 5, 0], [25, 10, 5]]


def test_a_juror_who_throws_dice_tells_least() -> None:
    dice = {0: 9.0, 1: 1.0, 2: 8.0, 3: 2.0, 4: 10.0, 5: 1.0, 6: 9.0, 7: 2.0, 8: 7.0, 9: 1.0}
    given_ = [
        Score(film, juror, dice[film] if juror == 2 else 10.0 - film + juror % 2)
        for film in range(10)
        for juror in range(5)
    ]
    jurors = [Juror(number) for number in range(5)]
    uncertainty = Uncertainty(Reading(_ten(), given_, {"short": 5}, OF_TEN), jurors)
    told = uncertainty.told_by(4).tolist()
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
    assert extra_propose.propose(**(asked | change)).reviews == ()


def test_what_a_ranking_learned_of_the_jury_leads_to_the_same_plan() -> None:
    asked: dict[str, Any] = {
        "films": _ten(),
        "scores": _steps(),
        "places": {"short": 5},
        "seed": 1,
        "scale": OF_TEN,
    }
    model = rank.rank(**asked).model
    asked |= {"jurors": [Juror(number) for number in range(8)], "conflicts": [], "seconds": 30 * MINUTES}
    assert extra_propose.propose(**asked, model=model) == extra_propose.propose(**asked)


def _ten() -> list[Film]:
    return [Film(number, "short", 5 * MINUTES) for number in range(10)]


def _steps() -> list[Score]:
    """Ten films, each a point behind the one before; jurors 0 to 2 agree but for half a point."""
    return [Score(film, juror, 10.0 - film + (juror - 1) / 2) for film in range(10) for juror in range(3)]


def _plan(seconds: int, given_: list[Score] | None = None, seed: int = 1) -> ExtraReviews:
    return extra_propose.propose(
        _ten(),
        [Juror(number) for number in range(20)],
        [],
        _steps() if given_ is None else given_,
        {"short": 5},
        seconds,
        seed,
        OF_TEN,
    )


def _wave(
    categories: int,
    reviews: int,
    seed: int,
    conflicts: Iterable[Pair] = (),
    divided: Sequence[bool] = (False,) * 4,
    minutes: Sequence[int] = (1,) * 4,
) -> ExtraReviews:
    """Time for so many reviews of a minute: each film half a point behind the one before.

    Of a divided category, jurors 0 to 2 have seen every other film, and jurors 3 to 5 the rest.
    """
    names = "abcd"[:categories]
    films = [
        Film(f"{name}{number}", name, length * MINUTES)
        for name, length in zip(names, minutes, strict=False)
        for number in range(12)
    ]
    given_ = [
        Score(f"{name}{number}", juror + 3 * (is_divided and number % 2), 10 - number / 2 + juror / 2)
        for name, is_divided in zip(names, divided, strict=False)
        for number in range(12)
        for juror in range(3)
    ]
    return extra_propose.propose(
        films,
        [Juror(number) for number in range(20)],
        conflicts,
        given_,
        dict.fromkeys(names, 5),
        reviews * MINUTES,
        seed,
        OF_TEN,
    )
