"""What becomes of an entry when its files have arrived, and when its film has been looked at."""

from festival import clock
from festival.editions import queries as editions
from festival.entries import queries
from festival.entries.desk import extensions
from festival.entries.films import operations as film_operations
from festival.entries.films import queries as film_queries
from festival.entries.films import subtitle_operations, subtitle_queries
from festival.uploads import queries as uploads
from workers.registry import Work, job, sweep

REMIND_SECONDS = 1800


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
    """Write to who has a draft before the call closes; let bytes arrive as long as it may be submitted."""
    with work.settling():
        edition, now = editions.current(), clock.now()
        for entry in queries.drafts(edition.id) if edition else []:
            extensions.remind(entry, now=now)
            film_operations.wait_for_bytes(entry)
