"""What becomes of an entry when its files have arrived, and when its film has been looked at."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from festival import clock, db
from festival.entries import queries
from festival.entries.desk import extensions
from festival.entries.films import operations as film_operations
from festival.entries.films import queries as film_queries
from festival.entries.films import reminder_operations as reminders
from festival.entries.films import subtitle_operations, subtitle_queries, waiting_queries
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
    """Subtitles were read: find their language. Perhaps the film has the required one now."""
    with work.settling():
        upload_id = work.arguments["upload_id"]
        file, track = film_queries.subtitle_file(upload_id), subtitle_queries.by_upload(upload_id)
        if file and track:
            subtitle_operations.settle_subtitles(file, track, now=clock.now())


@sweep("entries.remind", every=REMIND_SECONDS)
def remind(work: Work) -> None:
    """Write to who has a draft before the call closes, and to whose film is not here before its time is over.

    A few in each transaction: nobody waits for letters that are written meanwhile.
    """
    now = clock.now()
    for some in _portions(_drafts_due(now)):
        with db.transaction():
            for entry in queries.drafts_of(some):
                extensions.remind(entry, now=now)
    for some in _portions(_films_due(now)):
        with db.transaction():
            for entry in queries.many(some):
                reminders.remind(entry, now=now)
    with work.settling():
        pass


def _drafts_due(now: datetime) -> list[int]:
    """Drafts of which a letter is due that was not written yet."""
    soon = now + timedelta(days=max(extensions.REMINDED_DAYS_BEFORE))
    closings = queries.drafts_closing(now, soon)
    keys = {extensions.reminder_key(entry_id, end, now): entry_id for entry_id, end in closings}
    return _unwritten({key: entry_id for key, entry_id in keys.items() if key})


def _films_due(now: datetime) -> list[int]:
    """Entries whose film is not here, of which a letter is due that was not written yet."""
    soon = now + timedelta(hours=max(reminders.HOURS_BEFORE))
    ends = waiting_queries.ends_of_waiting(now - reminders.TOLD_WITHIN, soon)
    due = {reminders.letter_due(entry_id, end, now): entry_id for entry_id, end in ends}
    return _unwritten(
        {event_and_key[1]: entry_id for event_and_key, entry_id in due.items() if event_and_key}
    )


def _unwritten(keys: Mapping[str, int]) -> list[int]:
    written = letters.posted(keys)
    return sorted({entry_id for key, entry_id in keys.items() if key not in written})


def _portions(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[start : start + PORTION] for start in range(0, len(ids), PORTION)]
