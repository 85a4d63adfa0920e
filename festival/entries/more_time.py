"""More time for who needs it, and a word in time for who has not submitted yet."""

from datetime import datetime, timedelta

from festival.accounts.models import Person
from festival.editions import operations as editions
from festival.editions import queries as edition_queries
from festival.editions.models import Edition
from festival.entries import filming, queries
from festival.entries.models import Entry
from festival.kernel import texts
from festival.messages import operations as messages

REMINDED_DAYS_BEFORE = (1, 3)
LONGEST_REASON = 1000


def extend(entry: Entry, hours: int, *, reason: str, actor: Person, now: datetime) -> None:
    """Give an entrant this many hours after the deadline, or from now if that is past; they are told."""
    _extend(entry.edition, [entry], hours, reason, actor, now)


def extend_all_drafts(edition: Edition, hours: int, *, reason: str, actor: Person, now: datetime) -> int:
    """The service itself was down: everyone with a draft gets more time and a letter. Counts the drafts."""
    drafts = queries.drafts(edition.id)
    _extend(edition, drafts, hours, reason, actor, now)
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
    extended = edition_queries.extended_until(entry.edition_id, entry.owner_id)
    window = entry.category.window
    return (window.extended_to(extended) if extended else window).closes_at or entry.edition.closes_at


def _extend(
    edition: Edition, entries: list[Entry], hours: int, reason: str, actor: Person, now: datetime
) -> None:
    until = max(edition.closes_at, now) + timedelta(hours=hours)
    said = texts.clean_text(reason, LONGEST_REASON)
    for owner in {entry.owner_id: entry.owner for entry in entries}.values():
        editions.extend(edition, owner, until=until, reason=said, actor=actor, now=now)
    for entry in entries:
        filming.wait_for_bytes(entry, now=now)
        messages.post(
            "entries/extended",
            to=entry.owner,
            key=f"entries/extended:{entry.id}:{until.isoformat()}",
            now=now,
            entry=entry,
            until=until,
            reason=said,
        )
