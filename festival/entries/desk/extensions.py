"""More time for who needs it, and a word in time for who has not submitted yet."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from festival.accounts import queries as people
from festival.accounts.models import Person
from festival.editions import operations as editions
from festival.editions import queries as edition_queries
from festival.editions import rules as edition_rules
from festival.editions.models import Edition, Extension
from festival.entries.films import rules as film_rules
from festival.entries.films import waiting_operations as waiting
from festival.entries.films import waiting_queries
from festival.entries.models import Entry
from festival.kernel import texts
from festival.kernel.refusals import enforce
from festival.kernel.windows import whole_minute
from festival.messages import operations as messages

REMINDED_DAYS_BEFORE = (1, 3)
LONGEST_REASON = 1000
NOTHING = timedelta(0)


def extend(
    edition: Edition,
    owner: Person,
    until: datetime,
    *,
    reason: str,
    actor: Person,
    now: datetime,
    key: str = "",
    closes_at: datetime | None = None,
    least: timedelta = NOTHING,
) -> None:
    """Give an entrant a later deadline, for submitting and for the bytes of their films; and tell them.

    `key` is the form's: sent twice, it gives the time once. `closes_at` is the end that has to become later,
    by more than `least`; without one, the earliest that this entrant goes by.
    """
    people.held(owner.id)  # two forms at once come one after the other
    if key and edition_queries.extension_of(edition.id, owner.id, key):
        return
    end, said = whole_minute(until), texts.clean_text(reason, LONGEST_REASON)
    entries = waiting_queries.unfinished(edition.id, [owner.id])
    standing = edition_queries.extended_until(edition.id, owner.id)
    ends = {entry.id: entry.closing(standing) for entry in entries}
    closes_at = closes_at or min(ends.values(), default=_first_closing(edition, standing))
    enforce(
        edition_rules.extend(actor, edition)
        or edition_rules.needs_later_deadline(edition, end, now, closes_at, least)
    )
    given = editions.extend(edition, owner, until=end, reason=said, actor=actor, now=now, key=key)
    waiting.wait_for_person(edition, owner)
    _tell(given, edition, owner, [entry for entry in entries if ends[entry.id] < end], now)


def extend_by_hours(
    entry: Entry, hours: int, *, reason: str, actor: Person, now: datetime, key: str = ""
) -> None:
    """Give its owner this many hours after the deadline of its category, or from now if that is past."""
    extend(
        entry.edition,
        entry.owner,
        _hours_on(entry, hours, now),
        reason=reason,
        actor=actor,
        now=now,
        key=key,
        closes_at=closing(entry),
        least=_least(entry, now),
    )


def extend_all_drafts(
    edition: Edition,
    hours: int,
    *,
    owner_ids: Collection[int],
    reason: str,
    actor: Person,
    now: datetime,
    key: str = "",
) -> list[Entry]:
    """The service itself was down: more time for these people's drafts and films on their way, and a letter.

    The entries that have more time by it; who had as much already is left alone.
    """
    helped: list[Entry] = []
    for owner, entries in _by_owner(edition, owner_ids):
        until = max(_hours_on(entry, hours, now) for entry in entries)
        gaining = [entry for entry in entries if whole_minute(until) - closing(entry) > _least(entry, now)]
        if not gaining or (key and edition_queries.extension_of(edition.id, owner.id, key)):
            continue
        extend(edition, owner, until, reason=reason, actor=actor, now=now, key=key)
        helped += gaining
    return helped


def remind(entry: Entry, *, now: datetime) -> None:
    """Three days and one day before the deadline of this very entrant, write once what is left to do."""
    closes_at = closing(entry)
    if key := reminder_key(entry.id, closes_at, now):
        messages.post(
            "entries/draft_reminder",
            to=entry.owner,
            key=key,
            now=now,
            entry=entry,
            closes_at=closes_at,
        )


def reminder_key(entry_id: int, closes_at: datetime, now: datetime) -> str | None:
    """Of the letter that is due; it names the deadline, so that one that was moved is told again."""
    for days in REMINDED_DAYS_BEFORE:
        if closes_at - timedelta(days=days) <= now < closes_at:
            return f"entries/draft_reminder:{entry_id}:{days}:{closes_at.isoformat()}"
    return None


def closing(entry: Entry) -> datetime:
    """When the call closes for this entrant."""
    return entry.closing(waiting.extended_until(entry))


def _tell(
    given: Extension, edition: Edition, owner: Person, helped: Sequence[Entry | None], now: datetime
) -> None:
    """A letter for each entry that it helps; one about the call to who has begun nothing yet."""
    for about in helped or [None]:
        messages.post(
            "entries/extended",
            to=owner,
            key=_key(about, edition, owner, given.id),
            now=now,
            edition=edition,
            entry=about,
            until=given.until,
            bytes_until=waiting.accept_until(about) if about else None,
            reason=given.reason,
        )


def _hours_on(entry: Entry, hours: int, now: datetime) -> datetime:
    """So long after what the category itself allows; an extension that stands is not counted twice."""
    return max(entry.closing(None), now) + timedelta(hours=hours)


def _least(entry: Entry, now: datetime) -> timedelta:
    """Hours from now, sent again a little later, would add only that little: it is no more time."""
    return film_rules.LEAST_GAIN if entry.closing(None) <= now < closing(entry) else NOTHING


def _first_closing(edition: Edition, standing: datetime | None) -> datetime:
    """When the first category closes for somebody who has begun nothing yet."""
    windows = [category.window.extended_to(standing) for category in edition.categories]
    return min((each.closes_at for each in windows if each.closes_at), default=edition.closes_at)


def _by_owner(edition: Edition, owner_ids: Collection[int]) -> list[tuple[Person, list[Entry]]]:
    found: dict[int, list[Entry]] = {}
    for entry in waiting_queries.unfinished(edition.id, owner_ids):
        found.setdefault(entry.owner_id, []).append(entry)
    return [(entries[0].owner, entries) for entries in found.values()]


def _key(about: Entry | None, edition: Edition, owner: Person, extension_id: int) -> str:
    """Letters about an entry are found by it; one to somebody without a draft is about the call."""
    subject = about.id if about else f"{edition.slug}-{owner.id}"
    return f"entries/extended:{subject}:{extension_id}"
