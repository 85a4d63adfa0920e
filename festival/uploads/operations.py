"""Begin an upload, receive it, put it to rest, claim it, let it go."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from festival import db, journal, settings
from festival.jobs import operations as jobs
from festival.jobs.models import Queue
from festival.kernel import texts
from festival.kernel.refusals import enforce
from festival.kernel.roles import Actor
from festival.uploads import queries, rules
from festival.uploads.models import Upload
from festival.uploads.places import intake
from festival.uploads.protocol import Announcement, keys_in
from festival.uploads.states import UPLOAD_MOVES, UploadState

LARGE = 64 * 1024 * 1024  # what takes seconds to hash and move waits with the films, not with the letters


def start(announced: Announcement, *, actor: Actor, now: datetime) -> Upload:
    """A new upload and its empty part; raises NoRoomError when the disk has no room for it.

    One whose length is told later counts as what has arrived of it, and may become as long as a file may.
    """
    limits, held = intake().limits, queries.bytes_of(actor.id)
    is_deferred = announced.length is None
    least = 1 if announced.length is None else announced.length
    enforce(rules.start(least, held, queries.unclaimed_of(actor.id), limits))
    upload = _new(announced, announced.length or 0, actor, now)
    if is_deferred:
        upload.is_length_deferred, upload.length = True, limits.file
    intake().parts.begin(upload.part, needed=0 if is_deferred else None, claimed=queries.keys_claimed())
    if announced.length == 0:
        receive(upload, now=now)
    return upload


def declare_length(upload: Upload, length: int) -> None:
    """The sender knows now how long the file is; raises TooLongError when more has arrived."""
    held = queries.bytes_of(upload.owner_id, but=upload.key)
    enforce(rules.declare_length(upload, length, held, intake().limits))
    if upload.is_length_deferred:
        intake().parts.resize(upload.part, length)
        upload.length, upload.is_length_deferred = length, False


def start_whole(
    announced: Announcement, pieces: Sequence[Upload | None], *, actor: Actor, now: datetime
) -> Upload:
    """An upload that will be made of pieces, as soon as all of them are complete."""
    wholes = [queries.waiting_for(piece) for piece in pieces if piece]
    enforce(rules.concatenate(actor, pieces, wholes))
    length = sum(piece.length for piece in pieces if piece)
    # The pieces go when the whole has come, so they do not count beside it.
    held, unclaimed = queries.bytes_of(actor.id) - length, queries.unclaimed_of(actor.id) - len(pieces)
    enforce(rules.start(length, held, unclaimed, intake().limits))
    upload = _new(announced, length, actor, now)
    _accept_until(upload, upload.accept_until)
    return upload


def receive(upload: Upload, *, now: datetime) -> None:
    """Every byte is on the disk: once, however often it is said."""
    if upload.state is not UploadState.RECEIVING:
        return
    upload.state = UPLOAD_MOVES.step(upload.state, UploadState.RECEIVED)
    upload.received_at = now
    journal.record("uploads.receive", upload, actor=None, now=now)
    if not upload.is_piece:
        queue = Queue.MEDIA if upload.length > LARGE else Queue.DEFAULT
        jobs.later("uploads.store", queue=queue, key=f"uploads.store:{upload.key}", upload_id=upload.id)


def store(upload: Upload, *, sha256: str, storage_key: str, now: datetime) -> None:
    """It is hashed and at rest; anyone who claimed it is told by a job."""
    upload.sha256 = sha256
    upload.storage_key = storage_key
    journal.record("uploads.store", upload, actor=None, now=now, sha256=sha256)


def claim(
    upload: Upload, claimant: str, *, accept_until: datetime | None, actor: Actor, now: datetime
) -> None:
    """Let an entry of the owner have it. `claimant` is that feature's word for it, such as "entry:12".

    `accept_until` is decided here, once: the end of the window and its grace; None keeps what the
    upload has. Claiming again for the same claimant changes nothing.
    """
    held = queries.bytes_claimed_for(claimant)
    enforce(rules.claim(actor, upload, claimant, held, intake().limits, now))
    if upload.claimed_for == claimant:
        return
    upload.claimed_for = claimant
    upload.claimed_at = now
    _accept_until(upload, accept_until or upload.accept_until)
    journal.record("uploads.claim", upload, actor=actor, now=now, claimant=claimant)


def wait_until(upload: Upload, instant: datetime) -> None:
    """The feature that claimed it gives its bytes more time; never less than it had."""
    _accept_until(upload, max(upload.accept_until, instant))


def spare(upload: Upload) -> None:
    """It stays, but no longer counts to its owner's quota: the owner can do nothing about it."""
    upload.is_spared = True


def count(upload: Upload) -> None:
    """It counts to its owner's quota again."""
    upload.is_spared = False


def release(upload: Upload, *, actor: Actor, now: datetime) -> None:
    """The entry no longer wants it: kept for some days, in case, then thrown away."""
    enforce(rules.release(actor, upload))
    journal.record("uploads.release", upload, actor=actor, now=now, claimant=upload.claimed_for)
    upload.claimed_for = upload.claimed_at = None
    upload.accept_until = now + _patience()
    count(upload)


def stop(upload: Upload, *, actor: Actor, now: datetime) -> None:
    """The entry is withdrawn: a whole file is kept for some days, one that still arrives goes now."""
    release(upload, actor=actor, now=now)
    if upload.state is UploadState.RECEIVING:
        for each in (upload, *_pieces_of(upload)):
            _throw_away(each, UploadState.GONE)


def terminate(upload: Upload, *, actor: Actor, now: datetime) -> None:
    """Its owner no longer wants it."""
    enforce(rules.terminate(actor, upload, queries.waiting_for(upload)))
    journal.record("uploads.terminate", upload, actor=actor, now=now)
    _throw_away(upload, UploadState.GONE)


def retire_pieces(pieces: Sequence[Upload | None]) -> None:
    """The whole has come: its pieces are no longer needed."""
    for piece in pieces:
        if piece and piece.state is UploadState.RECEIVED:
            _throw_away(piece, UploadState.GONE)


def expire(upload: Upload, *, now: datetime) -> None:
    """Its time is over: bytes were missing, or nobody claimed it."""
    journal.record("uploads.expire", upload, actor=None, now=now)
    was_receiving = upload.state is UploadState.RECEIVING
    if was_receiving:
        arrival = queries.arrivals([upload]).get(upload.id)
        upload.arrived = arrival.count if arrival else None
    _throw_away(upload, UploadState.EXPIRED if was_receiving else UploadState.GONE)


def _accept_until(upload: Upload, instant: datetime) -> None:
    """Bytes may come until then; those of its pieces are its bytes."""
    for each in (upload, *_pieces_of(upload)):
        each.accept_until = instant


def _pieces_of(whole: Upload) -> Sequence[Upload]:
    """The pieces that a whole still needs."""
    if not whole.is_whole_of_pieces or whole.state is not UploadState.RECEIVING:
        return ()
    pieces = queries.pieces(keys_in(whole.concat_header or ""))
    return [
        each for each in pieces if each and each.owner_id == whole.owner_id and each.state in queries.HERE
    ]


def _new(announced: Announcement, length: int, actor: Actor, now: datetime) -> Upload:
    words = announced.words
    upload = Upload(
        key=secrets.token_hex(16),
        owner_id=actor.id,
        state=UploadState.RECEIVING,
        length=length,
        filename=texts.header(words.get("filename", words.get("name", "")), 255),
        declared_type=texts.header(words.get("filetype", words.get("type", "")), 100),
        fingerprint=texts.header(words.get("fingerprint", ""), 100),
        metadata_header=announced.metadata,
        concat_header=announced.concat,
        created_at=now,
        accept_until=now + _patience(),
    )
    db.session().add(upload)
    journal.record("uploads.start", upload, actor=actor, now=now, length=length)
    return upload


def _throw_away(upload: Upload, state: UploadState) -> None:
    upload.state = UPLOAD_MOVES.step(upload.state, state)
    jobs.later("uploads.discard", key=f"uploads.discard:{upload.key}", upload_id=upload.id)


def _patience() -> timedelta:
    return timedelta(days=settings.current().upload_days)
