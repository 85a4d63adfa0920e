"""Where the cut falls, and what pins and drops do to it."""

from hypothesis import given
from hypothesis import strategies as st

from festival.scoring.ranking.cutoff import Standing, stand
from festival.scoring.values import MarkKind

PIN, DROP = MarkKind.PIN, MarkKind.DROP


def inside(standings: list[Standing]) -> list[int]:
    return [standing.key for standing in standings if standing.is_in]


def test_the_best_fill_the_places() -> None:
    assert stand([(1, 9.0), (2, 8.0), (3, 7.0), (4, None)], {}, 2) == [
        Standing(1, 1, None, True),
        Standing(2, 2, None, True),
        Standing(3, 3, None, False),
        Standing(4, None, None, False),
    ]


def test_a_pin_takes_a_place_and_a_drop_frees_one() -> None:
    films = [(1, 9.0), (2, 8.0), (3, 7.0), (4, None)]
    assert inside(stand(films, {4: PIN}, 2)) == [1, 4]
    assert inside(stand(films, {1: DROP}, 2)) == [2, 3]


def test_a_tie_on_the_line_is_not_cut_by_chance() -> None:
    films = [(1, 9.0), (2, 8.0), (3, 8.0), (4, 7.0)]
    assert inside(stand(films, {}, 2)) == [1]
    assert inside(stand(films, {}, 3)) == [1, 2, 3]


def test_equal_scores_share_a_rank() -> None:
    ranks = [standing.rank for standing in stand([(1, 9.0), (2, 8.0), (3, 8.0), (4, 7.0)], {}, 4)]
    assert ranks == [1, 2, 2, 4]


scores = st.lists(st.one_of(st.none(), st.integers(1, 10).map(float)), max_size=30)


@given(scores, st.integers(0, 40), st.dictionaries(st.integers(0, 29), st.sampled_from(MarkKind)))
def test_marks_are_kept_and_places_are_never_exceeded(
    given_scores: list[float | None], places: int, marks: dict[int, MarkKind]
) -> None:
    films = sorted(enumerate(given_scores), key=lambda film: (film[1] is None, -(film[1] or 0), film[0]))
    standings = {standing.key: standing for standing in stand(films, marks, places)}
    pinned = [film for film in standings if marks.get(film) is PIN]
    assert all(standings[film].is_in for film in pinned)
    assert not any(standings[film].is_in for film in standings if marks.get(film) is DROP)
    assert len(inside(list(standings.values()))) <= max(places, len(pinned))
