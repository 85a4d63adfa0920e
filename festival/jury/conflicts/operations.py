"""How organizers tell a juror apart from somebody of a similar name in a film."""

from datetime import datetime

from festival import db, journal
from festival.accounts.models import Person
from festival.entries.models import Entry
from festival.jury import assignments as jury_assignments
from festival.jury import queries as jury_queries
from festival.jury import rules as jury_rules
from festival.jury.conflicts import name_matching, queries, rules
from festival.jury.conflicts.models import NotSamePerson
from festival.jury.models import Conflict
from festival.jury.states import AssignmentState
from festival.kernel.refusals import enforce
from festival.kernel.roles import Actor


def mark_not_same(
    entry: Entry, juror: Person, name: str, reason: str, *, actor: Actor, now: datetime
) -> NotSamePerson:
    """This name in this film is not the juror: it keeps the two apart no more. The caller holds the film."""
    known = queries.of_pair(entry.id, juror.id)
    enforce(
        rules.mark_not_same(actor)
        or rules.needs_matching_name(entry, juror, name, known)
        or jury_rules.needs_reason(reason)
    )
    not_same = NotSamePerson(
        juror_id=juror.id,
        entry_id=entry.id,
        name=name,
        key=name_matching.key(name),
        reason=reason,
        said_by_id=actor.id,
        said_at=now,
    )
    db.session().add(not_same)
    journal.record(
        "jury.tell_apart",
        not_same,
        actor=actor,
        now=now,
        entry=entry.id,
        juror=juror.id,
        name=name,
        reason=reason,
    )
    return not_same


def withdraw_not_same(not_same: NotSamePerson, reason: str, *, actor: Actor, now: datetime) -> None:
    """It was the same person after all: no plan assigns them the film.

    What was assigned stays until changed.
    """
    enforce(rules.withdraw_not_same(actor, not_same) or jury_rules.needs_reason(reason))
    not_same.withdrawn_at, not_same.withdrawn_by_id = now, actor.id
    not_same.withdrawn_reason = reason
    journal.record(
        "jury.withdraw_namesake",
        not_same,
        actor=actor,
        now=now,
        entry=not_same.entry_id,
        juror=not_same.juror_id,
        name=not_same.name,
        reason=reason,
    )


def declare_conflict(entry: Entry, juror: Person, reason: str, *, actor: Actor, now: datetime) -> Conflict:
    """An organizer knows of a conflict: the juror is kept away from the film, and a score is void."""
    enforce(rules.declare_conflict(actor) or jury_rules.needs_reason(reason))
    return jury_assignments.recuse(entry, juror.id, reason, actor=actor, now=now)


def withdraw_conflict(conflict: Conflict, reason: str, *, actor: Actor, now: datetime) -> None:
    """A conflict was a mistake: the film can be assigned to the juror again.

    A score it made void stays void.
    """
    enforce(rules.withdraw_conflict(actor, conflict) or jury_rules.needs_reason(reason))
    conflict.withdrawn_at, conflict.withdrawn_by_id = now, actor.id
    conflict.withdrawn_reason = reason
    entry_id, juror_id = conflict.entry_id, conflict.juror_id
    for assignment in jury_queries.assignments_of_juror_on(entry_id, juror_id, {AssignmentState.RECUSED}):
        jury_assignments.take_back(assignment)
    journal.record(
        "jury.withdraw_conflict",
        conflict,
        actor=actor,
        now=now,
        entry=entry_id,
        juror=juror_id,
        reason=reason,
    )
