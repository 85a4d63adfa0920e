"""What a filmmaker is told of how a film was watched."""

import pytest

from festival.decisions import watched_queries
from festival.jury.rounds.results import FilmReview
from festival.jury.states import AssignmentState


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
