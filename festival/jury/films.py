"""What the jury knows of a film's file: whether it can be watched, and how long it is."""

from collections.abc import Iterable

from festival.entries.models import Entry


def playable(entries: Iterable[Entry]) -> frozenset[int]:
    """The ids of the entries that can be watched now: a finished screener, or a link."""
    return frozenset(entry.id for entry in entries if entry.film_link or entry.film_upload_id)


def lengths(entries: Iterable[Entry]) -> dict[int, int]:
    """Seconds of each film by entry id: measured where a screener was made, else as the entry says."""
    return {entry.id: entry.runtime or 0 for entry in entries}
