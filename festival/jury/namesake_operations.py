"""How organizers tell a juror apart from somebody of a similar name in a film."""

from datetime import datetime

from festival import db, journal
from festival.accounts.models import Person
from festival.entries.models import Entry
from festival.jury import matching, namesake_queries, namesake_rules
from festival.jury.namesake_models import Namesake
from festival.kernel.refusals import enforce
from festival.kernel.roles import Actor


def tell_apart(
    entry: Entry, juror: Person, name: str, reason: str, *, actor: Actor, now: datetime
) -> Namesake:
    """This name in this film is not the juror: it keeps the two apart no more. The caller holds the film."""
    known = namesake_queries.of_pair(entry.id, juror.id)
    enforce(namesake_rules.tell_apart(actor, entry, juror, name, reason, known))
    namesake = Namesake(
        juror_id=juror.id,
        entry_id=entry.id,
        name=name,
        key=matching.key(name),
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
    enforce(namesake_rules.withdraw_namesake(actor, namesake, reason))
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
