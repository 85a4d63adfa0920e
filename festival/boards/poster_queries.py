"""The frames that stand beside films on the desk."""

from collections.abc import Sequence
from datetime import datetime

from festival.accounts.models import Person
from festival.entries.models import Entry
from festival.screeners import queries
from festival.screeners.playback import grants


def of_entries(entries: Sequence[Entry], *, viewer: Person, now: datetime) -> dict[int, str]:
    """The address of each film's best frame by entry id, for `viewer`; films without one are left out."""
    by_upload = {entry.film_upload_id: entry.id for entry in entries if entry.film_upload_id is not None}
    found = {}
    for upload_id, screener in queries.by_uploads(by_upload).items():
        if pictures := grants.posters(screener, viewer_id=viewer.id, now=now):
            found[by_upload[upload_id]] = pictures[0]
    return found
