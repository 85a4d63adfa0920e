"""What came of a round, as the shortlist reads it."""

from datetime import timedelta

import pytest

from festival import db
from festival.jury import tallies
from festival.jury.models import Watching
from festival.jury.states import AssignmentState
from festival.kernel.windows import Window
from tests.jury import factories
from tests.jury.conftest import Jury
from tests.jury.factories import CLOSES, DURING, OPENS


def score(jury: Jury) -> None:
    with db.transaction() as session, session.no_autoflush:
        jury.seat.state = AssignmentState.SCORED
        session.add(factories.review(jury.seat, 5, 1, comment_for_jury="Strong."))
        session.add(
            Watching(assignment_id=jury.seat.id, intervals=[[0, 600]], seconds_seen=600, paid_until=DURING)
        )


def test_a_score_comes_with_its_weights_and_coverage(jury: Jury) -> None:
    score(jury)
    first, second = tallies.views_of(jury.round.id)[jury.film.id]
    assert (first.juror, first.total, first.coverage, first.is_counted) == ("Amal Juror", 4.0, 0.5, True)
    assert sorted(first.scores.values()) == [1, 5]
    assert (second.juror, second.total, second.is_counted) == ("Bruno Juror", None, False)


@pytest.mark.parametrize(
    "state", [AssignmentState.RECUSED, AssignmentState.WATCHING, AssignmentState.ABSTAINED]
)
def test_what_does_not_count_is_shown_without_a_number(jury: Jury, state: AssignmentState) -> None:
    score(jury)
    with db.transaction():
        jury.seat.state = state
    view = tallies.views_of(jury.round.id)[jury.film.id][0]
    assert (view.state, view.total, dict(view.scores), view.comment_for_jury) == (state, None, {}, "")


def test_planned_and_removed_seats_are_no_views(jury: Jury) -> None:
    with db.transaction():
        jury.seat.state = AssignmentState.PLANNED
        jury.others_seat.state = AssignmentState.REMOVED
    assert tallies.views_of(jury.round.id) == {}


def test_progress_is_told_in_minutes(jury: Jury) -> None:
    score(jury)
    done, waiting = tallies.progress_of(jury.round, CLOSES - timedelta(days=1))
    assert (done.films_done, done.seconds_done, done.seconds_left, done.is_behind) == (1, 1200, 0, False)
    assert (waiting.films_left, waiting.seconds_left, waiting.is_behind) == (1, 1200, True)


@pytest.mark.parametrize(
    ("done", "left", "share", "expected"),
    [
        (0, 100, 0.1, False),
        (0, 100, 0.3, True),
        (40, 60, 0.5, False),
        (29, 71, 0.5, True),
        (5, 0, 1.0, False),
    ],
)
def test_behind_is_clearly_behind(done: int, left: int, share: float, expected: bool) -> None:
    now = OPENS + share * (CLOSES - OPENS)
    assert tallies.is_behind(done, left, Window(OPENS, CLOSES), now) is expected
