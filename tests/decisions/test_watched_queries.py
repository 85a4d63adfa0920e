"""What a filmmaker is told of how a film was watched."""

from dataclasses import replace
from typing import Any

import pytest

from festival.decisions import watched_queries
from festival.jury.rounds.results import FilmReview
from festival.jury.states import AssignmentState
from festival.scoring.values import ViewingKind


def scored(film_seconds: int, seconds_seen: int) -> FilmReview:
    """The review of a juror who gave a score after `seconds_seen`; a film of 0 seconds was never measured."""
    return FilmReview(
        assignment_id=1,
        entry_id=1,
        juror_id=1,
        juror="Mira",
        state=AssignmentState.SCORED,
        total=5.0,
        scores={},
        film_seconds=film_seconds,
        seconds_seen=seconds_seen,
        declared=None,
        reason="",
        comment_for_jury="",
        comment_for_filmmaker="",
        submitted_at=None,
    )


@pytest.mark.parametrize(("film", "seen", "count"), [(100, 94, 0), (100, 95, 1), (100, 100, 1), (0, 95, 0)])
def test_a_film_is_seen_to_the_end_when_only_credits_are_left(film: int, seen: int, count: int) -> None:
    assert watched_queries.of_reviews([scored(film, seen)]).to_the_end == count


def earlier(seconds: int, **values: Any) -> FilmReview:
    """The same of a juror who played so many of the 100 seconds of a version that was exchanged since."""
    before = {"earlier_seconds": seconds, "earlier_coverage": seconds / 100}
    return replace(scored(100, 0), **(before | values))


@pytest.mark.parametrize(
    ("review", "told"),
    [
        (earlier(100, is_for_earlier_film=True), (1, 1, 1)),
        (earlier(60, is_for_earlier_film=True), (1, 0, 1)),
        (earlier(100), (1, 1, 1)),  # who confirmed a score without a look at the new version
        (earlier(100, seconds_seen=100), (1, 1, 0)),
        (earlier(60, state=AssignmentState.WATCHING), (1, 0, 1)),
        (earlier(40, state=AssignmentState.WATCHING), (0, 0, 0)),
        (earlier(40, is_for_earlier_film=True, declared=ViewingKind.OFFLINE), (1, 1, 0)),
    ],
)
def test_the_line_says_who_watched_only_the_earlier_version(
    review: FilmReview, told: tuple[int, int, int]
) -> None:
    watched = watched_queries.of_reviews([review])
    assert (watched.jurors, watched.to_the_end, watched.earlier) == told


def test_a_juror_who_watched_both_versions_counts_once() -> None:
    of_round, of_another = earlier(100, is_for_earlier_film=True), scored(100, 100)
    watched = watched_queries.of_reviews([of_round, of_another])
    assert (watched.jurors, watched.earlier) == (1, 0)
