"""What the jury knows of a film's file: whether it can be watched, how long it is, which version."""

from collections.abc import Collection, Iterable

from festival.entries.models import Entry
from festival.screeners import queries
from festival.screeners.models import Screener
from festival.uploads import queries as uploads

Stated = tuple[int, int | None, int | None]
"""An entry's id, its uploaded film, and the seconds that its filmmakers say it has."""


def screeners(entries: Collection[Entry]) -> dict[int, Screener]:
    """The screeners of these films by entry id, finished or not; read in one go."""
    uploads = {entry.film_upload_id: entry.id for entry in entries if entry.film_upload_id is not None}
    return {uploads[upload_id]: found for upload_id, found in queries.by_uploads(uploads.keys()).items()}


def playable(entries: Collection[Entry]) -> frozenset[int]:
    """The ids of the entries that can be watched now: a finished screener, or a link."""
    made = queries.ready({entry.film_upload_id for entry in entries if entry.film_upload_id is not None})
    ready = {entry.id for entry in entries if entry.film_upload_id in made}
    linked = {entry.id for entry in entries if entry.film_link and entry.film_upload_id is None}
    return frozenset(ready | linked)


def lengths(entries: Collection[Entry]) -> dict[int, int]:
    """Seconds of each film by entry id: measured where a screener was made, else as the entry says."""
    return lengths_of((entry.id, entry.film_upload_id, entry.runtime) for entry in entries)


def lengths_of(stated: Iterable[Stated]) -> dict[int, int]:
    """The same, from what the entries say."""
    known = set(stated)
    measured = queries.seconds({upload_id for _, upload_id, _ in known if upload_id is not None})
    return {
        entry_id: round(measured.get(upload_id, 0) if upload_id else 0) or runtime or 0
        for entry_id, upload_id, runtime in known
    }


def versions(entries: Collection[Entry]) -> dict[int, str | None]:
    """The SHA-256 of each film's file by entry id; None for one on the web."""
    known = uploads.hashes({entry.film_upload_id for entry in entries if entry.film_upload_id is not None})
    return {entry.id: known.get(entry.film_upload_id or 0) for entry in entries}


def version(entry: Entry) -> str | None:
    """The same of one film."""
    return versions([entry])[entry.id]
