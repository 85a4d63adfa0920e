"""The frames that stand beside films on the desk, for the organizer who looks at them."""

from collections.abc import Sequence

from festival import clock
from festival.accounts import current
from festival.entries.models import Entry
from festival.screeners import playback, queries


def of_entries(entries: Sequence[Entry]) -> dict[int, str]:
    """The address of each film's best frame by entry id; films without a screener are left out."""
    by_upload = {entry.film_upload_id: entry.id for entry in entries if entry.film_upload_id is not None}
    viewer_id, now = current.person().id, clock.now()
    found = {}
    for upload_id, screener in queries.by_uploads(by_upload).items():
        if pictures := playback.posters(screener, viewer_id=viewer_id, now=now):
            found[by_upload[upload_id]] = pictures[0]
    return found
