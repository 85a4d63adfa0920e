"""What would change without a juror: nothing where the others agree, and never by the luck of drawing."""

from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from festival.scoring.ranking import leave_one_out, rank
from festival.scoring.ranking.leave_one_out import Without
from festival.scoring.scales import OF_TEN
from festival.scoring.values import Film, MarkKind, Score

FILMS = [Film(number, "short", 600) for number in range(8)]
PLACES = {"short": 3}


def without_each(scores: Iterable[Score], marks: Mapping[int, MarkKind] | None = None) -> tuple[Without, ...]:
    given_ = list(scores)
    ranked = rank.rank(FILMS, given_, PLACES, 1, OF_TEN)
    return leave_one_out.each(FILMS, given_, PLACES, ranked, marks or {}, OF_TEN)


def agreed(jurors: str = "abc") -> list[Score]:
    """Each film a point behind the one before, as all of them see it."""
    return [Score(film, juror, 10.0 - film) for film in range(8) for juror in jurors]


def test_where_all_agree_no_single_juror_decides() -> None:
    assert without_each(agreed()) == tuple(Without(juror, (), (), ()) for juror in "abc")


def swayed() -> list[Score]:
    """Four jurors a little apart, of whom only d gives the fourth film more than the third."""
    near_the_line = {(2, "a"): 8.0, (3, "a"): 8.0, (2, "b"): 7.5, (3, "b"): 7.5, (2, "d"): 7.0, (3, "d"): 8.0}
    return [
        Score(film, juror, near_the_line.get((film, juror), 10.0 - film + ((film + place) % 3 == 0) / 2))
        for film in range(8)
        for place, juror in enumerate("abcd")
    ]


def test_a_juror_who_lifts_a_film_over_the_line_takes_it_along() -> None:
    deciding = [each for each in without_each(swayed()) if each.comes_in or each.goes_out]
    assert deciding == [Without("d", (2,), (3,), ())]


def test_pinned_films_stay_and_dropped_ones_stay_away() -> None:
    found = without_each(swayed(), {3: MarkKind.PIN, 2: MarkKind.DROP})
    assert {film for each in found for film in (*each.comes_in, *each.goes_out)}.isdisjoint({2, 3})


def test_a_juror_who_alone_ties_the_others_together_is_named() -> None:
    halves = [score for score in agreed("abcd") if (score.film in range(4)) == (score.juror in ("a", "b"))]
    tied = [*halves, Score(3, "e", 7.0), Score(4, "e", 6.0)]
    found = {each.juror: each for each in without_each(tied)}
    assert found["e"] == Without("e", (), (), ("short",))
    assert {each.parted for juror, each in found.items() if juror != "e"} == {()}


def test_a_film_that_only_one_juror_saw_goes_out_with_them() -> None:
    scores = [score for score in agreed() if score.film != 0 or score.juror == "a"]
    found = {each.juror: each for each in without_each(scores)}
    assert found["a"].goes_out == (0,)


def test_who_gave_one_number_for_everything_is_passed_over() -> None:
    same = [Score(film, "z", 5.0) for film in range(8)]
    assert [each.juror for each in without_each([*agreed(), *same])] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("scores", "gone"),
    [
        ([], []),
        ([Score(0, "a", 5.0)], [((), (0,))]),
        (agreed("a"), [((), (0, 1, 2))]),
        ([*agreed("a"), *(Score(film, "z", 5.0) for film in range(8))], [((), (0, 1, 2))]),
    ],
    ids=["no score", "one score", "one juror", "one juror beside one who tells nothing"],
)
def test_small_juries_are_answered(
    scores: list[Score], gone: list[tuple[tuple[int, ...], tuple[int, ...]]]
) -> None:
    found = without_each(scores)
    assert [(each.comes_in, each.goes_out) for each in found] == gone


scores = st.lists(
    st.builds(Score, st.integers(0, 7), st.sampled_from("abcd"), st.integers(1, 10).map(float)),
    unique_by=lambda score: (score.film, score.juror),
    max_size=32,
)


@given(scores)
@settings(max_examples=60, deadline=None)
def test_lists_never_grow_beyond_their_places(given_: list[Score]) -> None:
    ranked = rank.rank(FILMS, given_, PLACES, 1, OF_TEN)
    for each in without_each(given_):
        assert len(each.comes_in) <= PLACES["short"]
        assert len(each.goes_out) <= PLACES["short"]
        assert set(each.comes_in).isdisjoint(each.goes_out)
        assert not each.parted or all(film.is_comparable for film in ranked.films)
