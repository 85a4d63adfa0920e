"""Letters about films that are not here yet: a day and three hours before the end, and at the end."""

from datetime import datetime, timedelta
from typing import Any

from festival.entries.films import queries, waiting_queries
from festival.entries.models import Entry
from festival.messages import operations as messages

HOURS_BEFORE = (3, 24)
TOLD_WITHIN = timedelta(
    days=30
)  # after the end: whoever was missed by then is not written to for old times' sake


def remind(entry: Entry, *, now: datetime) -> None:
    """Write what is due about the film of this entry; once for each end: a moved one is told again."""
    until = waiting_queries.end_of_waiting(entry.id)
    due = letter_due(entry.id, until, now) if until else None
    if due is None or until is None:
        return
    event, key = due
    facts: dict[str, Any] = {"entry": entry, "film": queries.of(entry, now), "until": until}
    if event == "entries/film_missed":
        messages.post("entries/film_missed", to=entry.owner, key=key, now=now, **facts)
    else:
        messages.post("entries/film_reminder", to=entry.owner, key=key, now=now, left=until - now, **facts)


def letter_due(entry_id: int, until: datetime, now: datetime) -> tuple[str, str] | None:
    """Event and key of the letter for this instant; the key names the end that it speaks of."""
    if until <= now < until + TOLD_WITHIN:
        return "entries/film_missed", f"entries/film_missed:{entry_id}:{until.isoformat()}"
    for hours in HOURS_BEFORE:
        if until - timedelta(hours=hours) <= now < until:
            return "entries/film_reminder", f"entries/film_reminder:{entry_id}:{hours}:{until.isoformat()}"
    return None
