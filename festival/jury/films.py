"""What the jury knows of a film's file: whether it can be watched, and how long it is."""

from collections.abc import Collection

from festival.entries.models import Entry
from festival.screeners import queries
from festival.screeners.models import Screener


def screeners(entries: Collection[Entry]) -> dict[int, Screener]:
    """The screeners of these films by entry id, finished or not; read in one go."""
    uploads = {entry.film_upload_id: entry.id for entry in entries if entry.film_upload_id is not None}
    return {uploads[upload_id]: found for upload_id, found in queries.by_uploads(uploads.keys()).items()}


def playable(entries: Collection[Entry]) -> frozenset[int]:
    """The ids of the entries that can be watched now: a finished screener, or a link."""
    ready = {entry_id for entry_id, screener in screeners(entries).items() if screener.is_ready}
    linked = {entry.id for entry in entries if entry.film_link and entry.film_upload_id is None}
    return frozenset(ready | linked)


def lengths(entries: Collection[Entry]) -> dict[int, int]:
    """Seconds of each film by entry id: measured where a screener was made, else as the entry says."""
    found = screeners(entries)
    return {entry.id: _length(entry, found.get(entry.id)) for entry in entries}


def _length(entry: Entry, screener: Screener | None) -> int:
    measured = screener.seconds if screener else None
    return round(measured) if measured else entry.runtime or 0
