"""The film file of an entry: claimed, exchanged, let go; and what the workers' news mean for it."""

from datetime import datetime

from festival import journal
from festival.accounts import queries as accounts
from festival.accounts.models import Person
from festival.entries import flags
from festival.entries.films import exchange_operations as exchanges
from festival.entries.films import flagging, queries, rules, subtitle_operations
from festival.entries.films import waiting_operations as waiting
from festival.entries.films.values import Film
from festival.entries.models import Entry
from festival.entries.states import IN_COMPETITION, EntryState, FilmState
from festival.kernel.refusals import enforce
from festival.messages import operations as messages
from festival.screeners import operations as screeners
from festival.screeners.models import Screener
from festival.uploads import operations as uploads
from festival.uploads.models import Upload


def send_film(entry: Entry, upload: Upload, *, actor: Person, now: datetime) -> None:
    """Make an upload the entry's film, its bytes here or still on their way.

    A film that plays stays until the new one does, and one that a juror has begun to watch until the festival
    wants the new one; one that does not play is deleted at once.
    """
    film, is_known = queries.of(entry), upload.id in (entry.film_upload_id, entry.next_upload_id)
    if entry.is_draft or not is_known:
        begun_at, extended = upload.created_at, waiting.extended_until(entry)
        enforce(rules.send_film(actor, entry, film.state, extended, begun_at, now))
    if entry.is_draft and waiting.accept_until(entry) <= now:  # an organizer's own, after the call
        waiting.await_again(entry, now=now)
    _claim(entry, upload, "film", waiting.accept_until(entry), actor, now)
    if is_known:  # said again when sending goes on
        return
    if film.state is FilmState.READY or exchanges.no_exchange(entry, film.state):
        exchanges.end_proposal(entry, actor=actor, now=now)
        exchanges.let_go(entry.next_upload_id, actor=actor, now=now)
        entry.next_upload_id = upload.id
    else:
        exchanges.let_go(entry.film_upload_id, actor=actor, now=now)
        entry.film_upload_id = upload.id
    entry.changed_at = now
    journal.record("entries.send_film", entry, actor=actor, now=now, upload=upload.key)
    receive(upload, now=now)


def remove_film(entry: Entry, upload: Upload, *, actor: Person, now: datetime) -> None:
    """The entry no longer has this file: its film, or the one that was to follow."""
    extended, film = waiting.extended_until(entry), queries.of(entry).state
    enforce(rules.remove_film(actor, entry, film, extended, now))
    if upload.id == entry.next_upload_id:
        exchanges.end_proposal(entry, actor=actor, now=now)
        entry.next_upload_id = None
    elif upload.id == entry.film_upload_id:
        enforce(exchanges.no_exchange(entry, film))
        entry.film_upload_id, entry.next_upload_id = entry.next_upload_id, None
    else:
        return
    entry.changed_at = now
    journal.record("entries.remove_film", entry, actor=actor, now=now, upload=upload.key)
    exchanges.let_go(upload.id, actor=actor, now=now)


def choose_sound(entry: Entry, screener: Screener, index: int, *, actor: Person, now: datetime) -> None:
    """Let the jury hear another sound of the film, named by its first stream."""
    enforce(rules.choose_sound(actor, entry))
    screeners.choose_sound(screener, index, now=now)
    journal.record("entries.choose_sound", entry, actor=actor, now=now, stream=index)


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
    if entry.state is EntryState.WITHDRAWN:
        return
    is_next = upload.id == entry.next_upload_id
    film = exchanges.settle_next(entry, now=now) if is_next else queries.of(entry)
    flagging.refresh(entry, now=now)
    flagging.refresh_twins(entry, now=now)
    subtitle_operations.follow_film(entry, now=now)
    key = f"{entry.id}:{upload.id}"
    if film.state is FilmState.READY:
        _tell_ready(entry, film, key, now)
    elif film.state is FilmState.UNCHECKED:
        _tell_of_failure(entry, film, key, now)
    elif film.state is FilmState.REFUSED:
        if entry.state in IN_COMPETITION and upload.id == entry.film_upload_id:
            waiting.await_after_refusal(entry, now=now)
        _tell_refused(entry, film, key, now)


def _tell_ready(entry: Entry, film: Film, key: str, now: datetime) -> None:
    lengths = [flags.length_remark(flag) for flag in entry.flags if flag.kind in flags.ABOUT_LENGTH]
    messages.post(
        "entries/film_ready",
        to=entry.owner,
        key=f"entries/film_ready:{key}",
        now=now,
        remarks=[*film.grave_notes, *lengths],
        waits=exchanges.no_exchange(entry, queries.of(entry).state) if _is_next(entry, film) else None,
        entry=entry,
        film=film,
    )


def _is_next(entry: Entry, film: Film) -> bool:
    return film.upload is not None and film.upload.id == entry.next_upload_id


def _tell_refused(entry: Entry, film: Film, key: str, now: datetime) -> None:
    """Why it cannot be shown, and until when another one may come."""
    extended, is_last = waiting.extended_until(entry), entry.refusal_grace_at is not None
    messages.post(
        "entries/film_refused",
        to=entry.owner,
        key=f"entries/film_refused:{key}",
        now=now,
        refusal=rules.send_film(entry.owner, entry, film.state, extended, now, now),
        until=waiting.accept_until(entry) if now >= entry.closing(extended) or is_last else None,
        is_last=is_last,
        entry=entry,
        film=film,
    )


def stop(entry: Entry, *, actor: Person, now: datetime) -> None:
    """Withdrawn: its files give back their room and stop arriving, and nothing more is made of them."""
    for upload in queries.files_here(entry):
        uploads.stop(upload, actor=actor, now=now)
    entry.film_upload_id = entry.next_upload_id = entry.film_awaited_until = None
    entry.subtitle_files.clear()


def _tell_of_failure(entry: Entry, film: Film, key: str, now: datetime) -> None:
    """Our server could not check a film: its filmmaker is told, and all who can have it tried again."""
    messages.post(
        "entries/film_not_judged",
        to=entry.owner,
        key=f"entries/film_not_judged:{key}",
        now=now,
        entry=entry,
        film=film,
    )
    for organizer in accounts.organizers():
        messages.post(
            "entries/film_needs_attention",
            to=organizer,
            key=f"entries/film_needs_attention:{key}:{organizer.id}",
            now=now,
            entry=entry,
            film=film,
        )


def discard(entry: Entry, *, actor: Person, now: datetime) -> None:
    """Removed by its owner: its files go at once."""
    for upload in queries.files_here(entry):
        uploads.release(upload, actor=actor, now=now)
        uploads.terminate(upload, actor=actor, now=now)
    entry.film_upload_id = entry.next_upload_id = entry.film_awaited_until = None
    entry.subtitle_files.clear()


def spare(entry: Entry) -> None:
    """Not in the competition: its files stay, and no longer count to the quota of their owner."""
    for upload in queries.files_here(entry):
        uploads.spare(upload)


def count(entry: Entry) -> None:
    """In the competition after all: its files count again."""
    for upload in queries.files_here(entry):
        uploads.count(upload)


def _claim(
    entry: Entry, upload: Upload, use: str, until: datetime | None, actor: Person, now: datetime
) -> None:
    """A file is one thing: the claim names its use, and another use of the same file is refused."""
    uploads.claim(upload, f"entry:{entry.id}:{use}", accept_until=until, actor=actor, now=now)
