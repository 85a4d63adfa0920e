"""Until when the bytes of a film are waited for: told to its uploads whenever more time is given."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from festival import journal
from festival.accounts.models import Person
from festival.editions import queries as editions
from festival.editions.models import Edition
from festival.entries import rules as entry_rules
from festival.entries.films import queries, rules, waiting_queries
from festival.entries.models import Entry
from festival.kernel import texts
from festival.kernel.refusals import enforce
from festival.kernel.windows import whole_minute
from festival.messages import operations as messages
from festival.uploads import operations as uploads
from festival.uploads.models import Upload

LEAST_GRACE = timedelta(hours=24)  # of a film that was refused, also where the call itself has no grace
LONGEST_REASON = 1000


def extended_until(entry: Entry) -> datetime | None:
    """What its owner was given beyond the window."""
    return editions.extended_until(entry.edition_id, entry.owner_id)


def accept_until(entry: Entry) -> datetime:
    """The last instant for the bytes of its film, as things stand for this entrant."""
    return entry.bytes_until(extended_until(entry))


def wait_for_bytes(entry: Entry) -> None:
    """Tell its uploads until when their bytes may arrive."""
    _wait(
        waiting_queries.arriving(entry.edition_id, entry_id=entry.id), {entry.owner_id: extended_until(entry)}
    )


def wait_for_edition(edition: Edition) -> None:
    """Tell it to every film of an edition that still arrives: a bound or the grace was moved."""
    _wait(waiting_queries.arriving(edition.id), editions.ends_of_extensions(edition.id))


def wait_for_person(edition: Edition, owner: Person) -> None:
    """Tell it to the films of one entrant, who was given more time."""
    ends = {owner.id: editions.extended_until(edition.id, owner.id)}
    _wait(waiting_queries.arriving(edition.id, owner_id=owner.id), ends)


def await_film(entry: Entry, until: datetime, *, reason: str, actor: Person, now: datetime) -> None:
    """An organizer awaits the film of a submitted entry, although the grace is over or too short."""
    said, end = texts.clean_text(reason, LONGEST_REASON), whole_minute(until)
    film, standing = queries.of(entry, now).state, accept_until(entry)
    enforce(
        rules.await_film(actor, entry, film)
        or entry_rules.needs_reason(said)
        or rules.needs_longer_wait(entry, end, standing, now)
    )
    entry.film_awaited_until = end
    wait_for_bytes(entry)
    journal.record("entries.await_film", entry, actor=actor, now=now, until=end.isoformat(), reason=said)
    messages.post(
        "entries/film_awaited",
        to=entry.owner,
        key=f"entries/film_awaited:{entry.id}:{end.isoformat()}",
        now=now,
        entry=entry,
        until=end,
        reason=said,
    )


def await_again(entry: Entry, *, now: datetime) -> None:
    """A grace of its own, from now on: an organizer lets the entry in without its film."""
    ends = _grace_from(entry, now)
    entry.film_awaited_until = max(entry.film_awaited_until or ends, ends)


def await_after_refusal(entry: Entry, *, now: datetime) -> None:
    """The film was refused: time for another one, where the entry has less than that already.

    Once: whoever sends what cannot be shown again and again has no more time than others. More is the
    organizers' to give.
    """
    standing = max(entry.closing(extended_until(entry)), entry.film_awaited_until or now)
    if entry.refusal_grace_at is None and _grace_from(entry, now) > standing:
        entry.refusal_grace_at = now
        await_again(entry, now=now)
        until = accept_until(entry).isoformat()
        journal.record("entries.await_after_refusal", entry, actor=None, now=now, until=until)


def _grace_from(entry: Entry, now: datetime) -> datetime:
    return now + max(entry.edition.upload_grace, LEAST_GRACE)


def _wait(arriving: Sequence[tuple[Entry, Upload]], ends: Mapping[int, datetime | None]) -> None:
    for entry, upload in arriving:
        uploads.wait_until(upload, entry.bytes_until(ends.get(entry.owner_id)))
