"""What becomes of an entry when its files have arrived, and when its film has been looked at."""

from datetime import datetime, timedelta

from festival import clock, db
from festival.entries import queries
from festival.entries.desk import extensions
from festival.entries.films import flagging
from festival.entries.films import operations as film_operations
from festival.entries.films import queries as film_queries
from festival.messages import queries as letters
from festival.uploads import queries as uploads
from workers.registry import Work, job, sweep

REMIND_SECONDS = 1800
PORTION = 25


@job("entries.upload_received")
def upload_received(work: Work) -> None:
    """A file is here whole: begin the screener, or read the subtitles."""
    with work.settling():
        film_operations.receive(uploads.by_id(work.arguments["upload_id"]), now=clock.now())


@job("entries.film_settled")
def film_settled(work: Work) -> None:
    """The film is ready or refused."""
    upload_id = work.arguments["upload_id"]
    with work.settling():
        entry, upload = film_queries.held_entry_of(upload_id), uploads.by_id(upload_id)
        if entry and upload:
            film_operations.settle(entry, upload, now=clock.now())


@job("entries.subtitles_settled")
def subtitles_settled(work: Work) -> None:
    """Subtitles were read: perhaps the film is subtitled in the required language now."""
    with work.settling():
        file = film_queries.subtitle_file(work.arguments["upload_id"])
        if file:
            flagging.refresh(file.entry, now=clock.now())


@sweep("entries.remind", every=REMIND_SECONDS)
def remind(work: Work) -> None:
    """Write to who has a draft before the call closes, some in each transaction: nobody waits for letters."""
    now = clock.now()
    due = _drafts_to_remind(now)
    for portion in range(0, len(due), PORTION):
        with db.transaction():
            for entry in queries.drafts_of(due[portion : portion + PORTION]):
                extensions.remind(entry, now=now)
    with work.settling():
        pass


def _drafts_to_remind(now: datetime) -> list[int]:
    """Drafts of which a letter is due that was not written yet."""
    soon = now + timedelta(days=max(extensions.REMINDED_DAYS_BEFORE))
    keys = {
        key: entry_id
        for entry_id, closes_at in queries.drafts_closing(now, soon)
        if (key := extensions.reminder_key(entry_id, closes_at, now))
    }
    written = letters.posted(keys)
    return sorted({entry_id for key, entry_id in keys.items() if key not in written})
