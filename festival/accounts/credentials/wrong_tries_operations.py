"""Wrong passwords and codes, counted for each account: what organizers and owners learn of an attack."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from festival import db, journal
from festival.accounts import queries
from festival.accounts.models import Person, WrongTries
from festival.accounts.states import Proof
from festival.jobs import operations as jobs
from festival.messages import operations as messages
from festival.web import links

WINDOW = timedelta(days=1)
MANY = 50  # wrong passwords a day, from everywhere: more than anybody mistypes
TOLD_AFTER = {Proof.PASSWORD: MANY, Proof.CODE: 10}


def note_later(email_key: str, proof: Proof, *, network: str) -> None:
    """Queue the note; `email_key` may be nobody's."""
    jobs.later("accounts.note_wrong_try", email_key=email_key, proof=proof, network=network)


def note(email_key: str, proof: Proof, *, network: str, now: datetime) -> None:
    """Count a wrong try; the first, tenth, hundredth of a day is in the journal, so that none floods it."""
    person = queries.held_by_key(email_key)
    if person is None:
        return
    tries = _tries(person, proof, now)
    tries.count += 1
    details = {"count": tries.count, "network": network}
    if _is_power_of_ten(tries.count) and proof is Proof.CODE:
        journal.record("accounts.wrong_code", person, actor=None, now=now, **details)
    elif _is_power_of_ten(tries.count):
        journal.record("accounts.wrong_password", person, actor=None, now=now, **details)
    if tries.count == TOLD_AFTER[proof]:
        _tell(person, proof, tries, now)


def are_many(email_key: str, now: datetime) -> bool:
    """Whether so many wrong passwords came for this account lately that somebody is guessing."""
    count = (
        select(func.count(WrongTries.id))
        .join(Person, Person.id == WrongTries.person_id)
        .where(
            Person.email_key == email_key,
            WrongTries.proof == Proof.PASSWORD,
            WrongTries.count >= MANY,
            WrongTries.since > now - WINDOW,
        )
    )
    return bool(db.session().scalar(count))


def _is_power_of_ten(count: int) -> bool:
    return str(count).rstrip("0") == "1"


def _tries(person: Person, proof: Proof, now: datetime) -> WrongTries:
    """The count of today for this person, whose row is held; a new one when the last is a day old."""
    statement = select(WrongTries).where(WrongTries.person_id == person.id, WrongTries.proof == proof)
    tries = db.session().scalar(statement)
    if tries is None:
        tries = WrongTries(person_id=person.id, proof=proof, since=now, count=0)
        db.session().add(tries)
    if not now - WINDOW < tries.since <= now:
        tries.since, tries.count = now, 0
    return tries


def _tell(person: Person, proof: Proof, tries: WrongTries, now: datetime) -> None:
    messages.post(
        "accounts/wrong_tries",
        to=person,
        key=f"accounts/wrong_tries:{person.id}:{proof}:{tries.since.isoformat()}",
        now=now,
        proof=proof,
        count=tries.count,
        since=tries.since,
        zone=person.time_zone,
        forgotten=links.external("joining.forget_password"),
        profile=links.external("profile.second_factor"),
    )
