"""More time for who needs it, and a word in time for who has not submitted yet."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from festival.accounts.models import Person
from festival.editions import operations as editions
from festival.editions import queries as edition_queries
from festival.editions.models import Edition
from festival.entries import queries
from festival.entries.films import operations as film_operations
from festival.entries.models import Entry
from festival.kernel import texts
from festival.messages import operations as messages

REMINDED_DAYS_BEFORE = (1, 3)
LONGEST_REASON = 1000


def extend(
    edition: Edition, owner: Person, until: datetime, *, reason: str, actor: Person, now: datetime
) -> None:
    """Give an entrant a later deadline: for submitting, for the bytes of their drafts; and tell them."""
    said = texts.clean_text(reason, LONGEST_REASON)
    editions.extend(edition, owner, until=until, reason=said, actor=actor, now=now)
    drafts = queries.drafts(edition.id, owner.id)
    for entry in drafts:
        film_operations.wait_for_bytes(entry)
    subjects: Sequence[Entry | None] = drafts or [None]
    for about in subjects:
        messages.post(
            "entries/extended",
            to=owner,
            key=_key(about, edition, owner, until),
            now=now,
            edition=edition,
            entry=about,
            until=until,
            reason=said,
        )


def extend_by_hours(entry: Entry, hours: int, *, reason: str, actor: Person, now: datetime) -> None:
    """Give its owner this many hours after the deadline, or from now if that is past."""
    until = _hours_on(entry.edition, hours, now)
    extend(entry.edition, entry.owner, until, reason=reason, actor=actor, now=now)


def extend_all_drafts(edition: Edition, hours: int, *, reason: str, actor: Person, now: datetime) -> int:
    """The service itself was down: everyone with a draft gets more time and a letter. Counts the drafts."""
    drafts, until = queries.drafts(edition.id), _hours_on(edition, hours, now)
    for owner in {entry.owner_id: entry.owner for entry in drafts}.values():
        extend(edition, owner, until, reason=reason, actor=actor, now=now)
    return len(drafts)


def remind(entry: Entry, *, now: datetime) -> None:
    """Three days and one day before the deadline of this very entrant, write once what is left to do."""
    closes_at = closing(entry)
    for days in REMINDED_DAYS_BEFORE:
        if closes_at - timedelta(days=days) <= now < closes_at:
            messages.post(
                "entries/draft_reminder",
                to=entry.owner,
                key=f"entries/draft_reminder:{entry.id}:{days}",
                now=now,
                entry=entry,
                closes_at=closes_at,
            )
            return


def closing(entry: Entry) -> datetime:
    """When the call closes for this entrant."""
    return entry.closing(edition_queries.extended_until(entry.edition_id, entry.owner_id))


def _hours_on(edition: Edition, hours: int, now: datetime) -> datetime:
    return max(edition.closes_at, now) + timedelta(hours=hours)


def _key(about: Entry | None, edition: Edition, owner: Person, until: datetime) -> str:
    """Letters about an entry are found by it; one to somebody without a draft is about the call."""
    subject = about.id if about else f"{edition.slug}-{owner.id}"
    return f"entries/extended:{subject}:{until.isoformat()}"
