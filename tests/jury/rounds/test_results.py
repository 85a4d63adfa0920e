"""What came of a round, as the shortlist reads it."""

from datetime import timedelta

import pytest

from festival import db
from festival.entries.states import EntryState
from festival.jury.models import Watching
from festival.jury.planning import facts as plan_facts
from festival.jury.planning import queries as plan_queries
from festival.jury.rounds import queries as round_queries
from festival.jury.rounds import results
from festival.jury.screening import queries as screening_queries
from festival.jury.states import AssignmentState
from festival.kernel.windows import Window
from tests.jury import factories
from tests.jury.conftest import Jury
from tests.jury.factories import CLOSES, DURING, OPENS


def score(jury: Jury) -> None:
    with db.transaction() as session, session.no_autoflush:
        jury.assignment.state = AssignmentState.SCORED
        session.add(factories.review(jury.assignment, 5, 1, comment_for_jury="Strong."))
        session.add(
            Watching(
                assignment_id=jury.assignment.id, intervals=[[0, 600]], seconds_seen=600, paid_until=DURING
            )
        )


def test_a_score_comes_with_its_weights_and_coverage(jury: Jury) -> None:
    score(jury)
    first, second = results.reviews_of(jury.round.id)[jury.film.id]
    assert (first.juror, first.total, first.coverage, first.is_counted) == ("Amal Juror", 4.0, 0.5, True)
    assert sorted(first.scores.values()) == [1, 5]
    assert (second.juror, second.total, second.is_counted) == ("Bruno Juror", None, False)


@pytest.mark.parametrize(
    "state", [AssignmentState.RECUSED, AssignmentState.WATCHING, AssignmentState.ABSTAINED]
)
def test_what_does_not_count_is_shown_without_a_number(jury: Jury, state: AssignmentState) -> None:
    score(jury)
    with db.transaction():
        jury.assignment.state = state
    review = results.reviews_of(jury.round.id)[jury.film.id][0]
    assert (review.state, review.total, dict(review.scores), review.comment_for_jury) == (state, None, {}, "")


def test_planned_and_removed_assignments_are_no_views(jury: Jury) -> None:
    with db.transaction():
        jury.assignment.state = AssignmentState.PLANNED
        jury.others_assignment.state = AssignmentState.REMOVED
    assert results.reviews_of(jury.round.id) == {}


def test_progress_is_told_in_minutes(jury: Jury) -> None:
    score(jury)
    done, waiting = results.progress_of(jury.round, CLOSES - timedelta(days=1))
    assert (done.films_done, done.seconds_done, done.seconds_left, done.is_behind) == (1, 1200, 0, False)
    assert (waiting.films_left, waiting.seconds_left, waiting.is_behind) == (1, 1200, True)


@pytest.mark.parametrize("left_as", [EntryState.INELIGIBLE, EntryState.WITHDRAWN])
def test_a_film_that_does_not_compete_any_more_waits_for_nobody_on_any_page(
    jury: Jury, left_as: EntryState
) -> None:
    with db.transaction() as session, session.no_autoflush:
        gone = factories.film(jury.edition, runtime=900)
        assignments = [factories.assign(jury.round, gone, each) for each in (jury.juror, jury.other)]
        assignments[1].state = AssignmentState.PLANNED
        session.add_all(assignments)
    before = what_waits(jury)
    with db.transaction():
        gone.state = left_as
    assert (before, what_waits(jury)) == (
        ([2, 1], [2100, 1200], (0, 3), 4, [2, 2], [gone.id, jury.film.id], 2),
        ([1, 1], [1200, 1200], (0, 2), 2, [1, 1], [jury.film.id], 1),
    )


def what_waits(jury: Jury) -> tuple[object, ...]:
    """The films and seconds left, the plan, the films that have a review, and the juror's own queue."""
    progress = results.progress_of(jury.round, CLOSES - timedelta(days=1))
    facts = plan_queries.facts(jury.round)
    return (
        [each.films_left for each in progress],
        [each.seconds_left for each in progress],
        round_queries.done_and_assigned([jury.round.id])[jury.round.id],
        len(facts.assignments),
        [load.films for load in plan_facts.loads(facts)],
        sorted(results.reviews_of(jury.round.id), reverse=True),
        len(screening_queries.queue_of(jury.juror.id)),
    )


def test_what_was_given_to_a_film_that_left_stays_where_it_is(jury: Jury) -> None:
    score(jury)
    with db.transaction():
        jury.film.state = EntryState.WITHDRAWN
    assert [review.total for review in results.reviews_of(jury.round.id)[jury.film.id]] == [4.0]
    assert [(each.juror.id, each.films_done, each.films_left) for each in progress_now(jury)] == [
        (jury.juror.id, 1, 0)
    ]


def progress_now(jury: Jury) -> list[results.Progress]:
    return results.progress_of(jury.round, DURING)


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
    assert results.is_behind(done, left, Window(OPENS, CLOSES), now) is expected
