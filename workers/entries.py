"""What becomes of an entry when its files have arrived, and when its film has been looked at."""

from festival import clock
from festival.entries import film_queries, filming, flagging
from festival.uploads import queries as uploads
from workers.registry import Work, job


@job("entries.upload_received")
def upload_received(work: Work) -> None:
    """A file is here whole: begin the screener, or read the subtitles."""
    with work.settling():
        filming.receive(uploads.by_id(work.arguments["upload_id"]), now=clock.now())


@job("entries.film_settled")
def film_settled(work: Work) -> None:
    """The film is ready or refused."""
    upload_id = work.arguments["upload_id"]
    with work.settling():
        entry, upload = film_queries.entry_of(upload_id, lock=True), uploads.by_id(upload_id)
        if entry and upload:
            filming.settle(entry, upload, now=clock.now())


@job("entries.subtitles_settled")
def subtitles_settled(work: Work) -> None:
    """Subtitles were read: perhaps the film is subtitled in the required language now."""
    with work.settling():
        file = film_queries.subtitle_file(work.arguments["upload_id"])
        if file:
            flagging.refresh(file.entry, now=clock.now())
