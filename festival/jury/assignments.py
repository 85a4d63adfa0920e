"""How an assignment changes: a juror steps aside, a film is taken back, a score is withdrawn."""

from datetime import datetime

from festival import db, journal
from festival.entries.models import Entry
from festival.jury import queries
from festival.jury.models import Assignment, Conflict
from festival.jury.states import ASSIGNMENT_MOVES, PLANNED_OR_ASSIGNED, AssignmentState
from festival.kernel.refusals import Refusal, refuse
from festival.kernel.roles import Actor


def recuse(entry: Entry, juror_id: int, reason: str, *, actor: Actor, now: datetime) -> Conflict:
    """Keep a juror away from a film, in every round; asked by the verbs that declare a conflict."""
    conflict = queries.conflict(juror_id, entry.id)
    if conflict is None:
        conflict = Conflict(
            juror_id=juror_id, entry_id=entry.id, reason=reason, declared_by_id=actor.id, declared_at=now
        )
        db.session().add(conflict)
    for assignment in queries.assignments_of_juror_on(
        entry.id, juror_id, PLANNED_OR_ASSIGNED - {AssignmentState.RECUSED}
    ):
        _step_aside(assignment, reason, actor=actor, now=now)
    journal.record(
        "jury.declare_conflict", conflict, actor=actor, now=now, entry=entry.id, juror=juror_id, reason=reason
    )
    return conflict


def keep_category(entry: Entry) -> Refusal | None:
    """A film that a juror was given stays in its category: it is judged among the films of that."""
    if not queries.is_assigned(entry.id):
        return None
    return refuse(
        "category_is_judged",
        "The jury has this film, so its category stays. If something is wrong with it, write to {contact}.",
        contact=entry.edition.contact,
    )


def keep_film(entry: Entry) -> Refusal | None:
    """Once a juror has begun with a film, its file is exchanged only if the festival wants it."""
    if not queries.has_begun(entry.id):
        return None
    return refuse(
        "jury_has_begun",
        "The jury has begun to watch this film. The festival decides whether the jury sees the new version. "
        "Until then, jurors see the first one.",
    )


def take_back(assignment: Assignment) -> None:
    """An assignment that was never assigned vanishes.

    One that was, now or before, keeps what its juror wrote.
    """
    if assignment.state is AssignmentState.PLANNED and assignment.assigned_at is None:
        db.session().delete(assignment)
    else:
        assignment.is_manual = False  # no organizer chose it: a proposal may bring the film back
        move(assignment, AssignmentState.REMOVED)


def take_up(assignment: Assignment) -> dict[str, int]:
    """Let the juror go on with the film; the score that stood, by criterion, which no longer counts."""
    move(assignment, AssignmentState.WATCHING)
    assignment.reason = ""
    return withdraw_score(assignment)


def withdraw_score(assignment: Assignment) -> dict[str, int]:
    """Make a submitted score a draft again; the scores that stood, by criterion."""
    review = assignment.review
    if review is None or not review.is_final:
        return {}
    review.is_final = False
    review.submitted_at = None
    return review.scores


def _step_aside(assignment: Assignment, reason: str, *, actor: Actor, now: datetime) -> None:
    if assignment.state is AssignmentState.PLANNED:
        take_back(assignment)
        return
    voided = withdraw_score(assignment)
    move(assignment, AssignmentState.RECUSED)
    assignment.reason = reason
    journal.record("jury.recuse", assignment, actor=actor, now=now, voided=voided)


def move(assignment: Assignment, state: AssignmentState) -> None:
    """Set a state that may follow the present one."""
    assignment.state = ASSIGNMENT_MOVES.step(assignment.state, state)
