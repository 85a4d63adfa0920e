"""The film file of an entry: claimed, exchanged, let go; and what the workers' news mean for it."""

from datetime import datetime

from festival import journal
from festival.accounts.models import Person
from festival.editions import queries as editions
from festival.entries import flags, rules
from festival.entries.films import flagging, queries, subtitle_operations
from festival.entries.models import Entry
from festival.entries.states import FilmState
from festival.kernel.refusals import enforce
from festival.messages import operations as messages
from festival.screeners import operations as screeners
from festival.uploads import operations as uploads
from festival.uploads import queries as upload_queries
from festival.uploads.models import Upload
from festival.uploads.states import UploadState


def send_film(entry: Entry, upload: Upload, *, actor: Person, now: datetime) -> None:
    """Make an upload the entry's film, its bytes here or still on their way.

    A film that plays stays until the new one does; one that does not is deleted at once.
    """
    if upload.id in (entry.film_upload_id, entry.next_upload_id):
        _claim(entry, upload, accept_until(entry), actor, now)  # said again when sending goes on
        return
    film = queries.of(entry)
    enforce(rules.send_film(actor, entry, film.state, _extended(entry), upload.created_at, now))
    _claim(entry, upload, accept_until(entry), actor, now)
    if film.state is FilmState.READY:
        _let_go(entry.next_upload_id, actor, now)
        entry.next_upload_id = upload.id
    else:
        _let_go(entry.film_upload_id, actor, now)
        entry.film_upload_id = upload.id
    entry.changed_at = now
    journal.record("entries.send_film", entry, actor=actor, now=now, upload=upload.key)
    receive(upload, now=now)


def remove_film(entry: Entry, upload: Upload, *, actor: Person, now: datetime) -> None:
    """The entry no longer has this file: its film, or the one that was to follow."""
    enforce(rules.send_film(actor, entry, queries.of(entry).state, _extended(entry), now, now))
    if upload.id == entry.next_upload_id:
        entry.next_upload_id = None
    elif upload.id == entry.film_upload_id:
        entry.film_upload_id, entry.next_upload_id = entry.next_upload_id, None
    else:
        return
    entry.changed_at = now
    journal.record("entries.remove_film", entry, actor=actor, now=now, upload=upload.key)
    _let_go(upload.id, actor, now)


def receive(upload: Upload | None, *, now: datetime) -> None:
    """All bytes of a claimed file are at rest: begin what is to be made of it. Harmless when said again."""
    if upload is None or not upload.is_stored:
        return
    file = queries.subtitle_file(upload.id)
    if file:
        subtitle_operations.begin_reading(file, upload, now=now)
    elif queries.entry_of(upload.id):
        screeners.begin(upload.id, now=now)


def settle(entry: Entry, upload: Upload, *, now: datetime) -> None:
    """The film was found ready or refused: exchange it, raise flags, write to the filmmaker."""
    if upload.id == entry.next_upload_id:
        film = queries.waiting(entry)
        if film.state is FilmState.READY:
            _let_go(entry.film_upload_id, entry.owner, now)
            entry.film_upload_id, entry.next_upload_id = upload.id, None
    else:
        film = queries.of(entry)
    flagging.refresh(entry, now=now)
    subtitle_operations.follow_film(entry, now=now)
    key = f"{entry.id}:{upload.id}"
    if film.state is FilmState.READY:
        remarks = [flags.words(flag) for flag in entry.flags if flag.kind in flags.ABOUT_LENGTH]
        messages.post(
            "entries/film_ready",
            to=entry.owner,
            key=f"entries/film_ready:{key}",
            now=now,
            remarks=remarks,
            entry=entry,
            film=film,
        )
    elif film.state is FilmState.REFUSED:
        messages.post(
            "entries/film_refused",
            to=entry.owner,
            key=f"entries/film_refused:{key}",
            now=now,
            refusal=rules.send_film(entry.owner, entry, film.state, _extended(entry), now, now),
            entry=entry,
            film=film,
        )


def wait_for_bytes(entry: Entry) -> None:
    """Stamp on its uploads until when their bytes may arrive."""
    for upload_id in (entry.film_upload_id, entry.next_upload_id):
        upload = upload_queries.held(upload_id) if upload_id else None
        if upload and upload.state is UploadState.RECEIVING:
            uploads.wait_until(upload, accept_until(entry))


def accept_until(entry: Entry) -> datetime:
    """The end of the window as it stands for this entrant, and the grace."""
    return entry.closing(_extended(entry)) + entry.edition.upload_grace


def _claim(entry: Entry, upload: Upload, until: datetime | None, actor: Person, now: datetime) -> None:
    uploads.claim(upload, f"entry:{entry.id}", accept_until=until, actor=actor, now=now)


def _let_go(upload_id: int | None, actor: Person, now: datetime) -> None:
    upload = upload_queries.held(upload_id) if upload_id else None
    if upload and upload.state in queries.UPLOADS_HERE:
        uploads.release(upload, actor=actor, now=now)


def _extended(entry: Entry) -> datetime | None:
    return editions.extended_until(entry.edition_id, entry.owner_id)
