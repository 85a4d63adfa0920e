"""How organizers tell a juror apart from somebody of a similar name in a film."""

from datetime import datetime

from festival import db, journal
from festival.accounts.models import Person
from festival.entries.models import Entry
from festival.jury import assignments as screening_operations
from festival.jury import queries as screening_queries
from festival.jury import rules as panel_rules
from festival.jury.conflicts import name_matching, queries, rules
from festival.jury.conflicts.models import Namesake
from festival.jury.models import Conflict
from festival.jury.screening import rules as screening_rules
from festival.jury.states import AssignmentState
from festival.kernel.refusals import enforce
from festival.kernel.roles import Actor


def tell_apart(
    entry: Entry, juror: Person, name: str, reason: str, *, actor: Actor, now: datetime
) -> Namesake:
    """This name in this film is not the juror: it keeps the two apart no more. The caller holds the film."""
    known = queries.of_pair(entry.id, juror.id)
    enforce(rules.tell_apart(actor, entry, juror, name, reason, known))
    namesake = Namesake(
        juror_id=juror.id,
        entry_id=entry.id,
        name=name,
        key=name_matching.key(name),
        reason=reason,
        said_by_id=actor.id,
        said_at=now,
    )
    db.session().add(namesake)
    journal.record(
        "jury.tell_apart",
        namesake,
        actor=actor,
        now=now,
        entry=entry.id,
        juror=juror.id,
        name=name,
        reason=reason,
    )
    return namesake


def withdraw_namesake(namesake: Namesake, reason: str, *, actor: Actor, now: datetime) -> None:
    """It was the same person after all: no plan deals them the film; what was dealt stays until changed."""
    enforce(rules.withdraw_namesake(actor, namesake, reason))
    namesake.withdrawn_at, namesake.withdrawn_by_id = now, actor.id
    namesake.withdrawn_reason = reason
    journal.record(
        "jury.withdraw_namesake",
        namesake,
        actor=actor,
        now=now,
        entry=namesake.entry_id,
        juror=namesake.juror_id,
        name=namesake.name,
        reason=reason,
    )


def declare_conflict(entry: Entry, juror: Person, reason: str, *, actor: Actor, now: datetime) -> Conflict:
    """An organizer knows of a conflict: the juror is kept away from the film, and a score is void."""
    enforce(panel_rules.arrange(actor) or screening_rules.gives_a_reason(reason))
    return screening_operations.recuse(entry, juror.id, reason, actor=actor, now=now)


def withdraw_conflict(conflict: Conflict, reason: str, *, actor: Actor, now: datetime) -> None:
    """A conflict was a mistake: the film can be dealt to the juror again; a score it made void stays void."""
    enforce(rules.withdraw_conflict(actor, conflict, reason))
    conflict.withdrawn_at, conflict.withdrawn_by_id = now, actor.id
    conflict.withdrawn_reason = reason
    entry_id, juror_id = conflict.entry_id, conflict.juror_id
    for assignment in screening_queries.seats_of_juror_on(entry_id, juror_id, {AssignmentState.RECUSED}):
        screening_operations.take_back(assignment)
    journal.record(
        "jury.withdraw_conflict",
        conflict,
        actor=actor,
        now=now,
        entry=entry_id,
        juror=juror_id,
        reason=reason,
    )
