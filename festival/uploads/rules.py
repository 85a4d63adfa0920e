"""Who may send, use and remove a file, how large it may be, and until when we wait for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from festival.kernel.refusals import Refusal, hide, refuse
from festival.kernel.roles import Actor
from festival.kernel.words import Size
from festival.uploads.models import Upload
from festival.uploads.states import UploadState


@dataclass(frozen=True, slots=True)
class Limits:
    """The most bytes: in one file, in all files of one person, in all files of one entry."""

    file: int
    person: int
    entry: int


MOST_UNCLAIMED = 100  # files of one person that belong to no entry, pieces of files among them


def start(length: int, held: int, unclaimed: int, limits: Limits) -> Refusal | None:
    """`held` is what the person has here, in bytes; `unclaimed`, how many files belong to no entry."""
    if unclaimed >= MOST_UNCLAIMED:
        return refuse(
            "upload_too_many",
            "Files here that belong to none of your entries: {count}. Use or remove some first.",
            count=unclaimed,
        )
    if length > limits.file:
        return refuse(
            "upload_too_large",
            "This file has {size}; a file may have {limit}. Make a smaller export and choose it.",
            size=Size(length),
            limit=Size(limits.file),
        )
    return _needs_room_of_person(held + length, limits)


def grow(held: int, until: int, limits: Limits) -> Refusal | None:
    """A file of unknown length comes up to there; `held` is what the person has here besides, in bytes."""
    return _needs_room_of_person(held + until, limits)


def view(actor: Actor, upload: Upload) -> Refusal | None:
    """Only its owner knows that an upload exists."""
    return None if upload.owner_id == actor.id else hide()


def resume(actor: Actor, upload: Upload, now: datetime) -> Refusal | None:
    return view(actor, upload) or _needs_present_file(upload) or _needs_time(upload, now)


def append(actor: Actor, upload: Upload, now: datetime) -> Refusal | None:
    return resume(actor, upload, now) or _needs_file_without_pieces(upload)


def compare(actor: Actor, upload: Upload, now: datetime) -> Refusal | None:
    """What has arrived of a whole that waits for its pieces is in those."""
    is_waiting = upload.state is UploadState.RECEIVING
    return resume(actor, upload, now) or (_needs_file_without_pieces(upload) if is_waiting else None)


def terminate(actor: Actor, upload: Upload, whole: Upload | None = None) -> Refusal | None:
    """`whole` is what waits for this piece: a piece of it is not taken away beneath it."""
    return (
        view(actor, upload)
        or _needs_present_file(upload)
        or _needs_unclaimed_file(upload)
        or _needs_free_piece(whole)
    )


def concatenate(
    actor: Actor, pieces: Sequence[Upload | None], wholes: Sequence[Upload | None] = ()
) -> Refusal | None:
    """Every piece is the actor's own, announced as one, of known length, and named once.

    `wholes` are those that wait for one of them already.
    """
    for piece in pieces:
        if piece is None:
            return hide()
        if refusal := view(actor, piece) or _needs_present_file(piece):
            return refusal
        if not piece.is_piece or piece.is_length_deferred:
            return refuse("upload_pieces", "Only pieces of known length can be joined.")
    if len({piece.key for piece in pieces if piece}) < len(pieces):
        return refuse("upload_pieces", "Each piece can be used once.")
    if any(wholes):
        return refuse("upload_pieces", "Another file waits for these pieces. Each piece can be used once.")
    return None


def declare_length(upload: Upload, length: int, held: int, limits: Limits) -> Refusal | None:
    """A length that was left open is told once. `held` is what the person has here besides, in bytes."""
    if not upload.is_length_deferred and length != upload.length:
        return refuse("upload_length", "The length of this file is known and stays as it is.")
    if length > upload.length:
        return refuse(
            "upload_too_large",
            "This file has {size}; a file may have {limit}. Make a smaller export and choose it.",
            size=Size(length),
            limit=Size(upload.length),
        )
    return grow(held, length, limits) if upload.is_length_deferred else None


def join(upload: Upload, now: datetime) -> Refusal | None:
    """Pieces become a whole as long as the whole may arrive."""
    return _needs_present_file(upload) or _needs_time(upload, now)


def claim(
    actor: Actor, upload: Upload, claimant: str, held: int, limits: Limits, now: datetime
) -> Refusal | None:
    """`held` is what the claimant has already, in bytes. Claiming one's own again is no harm."""
    if upload.claimed_for == claimant:
        return view(actor, upload) or _needs_present_file(upload)
    return (
        view(actor, upload)
        or _needs_present_file(upload)
        or _needs_time(upload, now)
        or _needs_unclaimed_file(upload)
        or _needs_whole_file(upload)
        or _needs_room_in_entry(held + upload.length, limits)
    )


def release(actor: Actor, upload: Upload) -> Refusal | None:
    return view(actor, upload) or _needs_present_file(upload)


def _needs_present_file(upload: Upload) -> Refusal | None:
    if upload.state is UploadState.EXPIRED:
        return _too_late()
    if upload.state is UploadState.GONE:
        return refuse("upload_gone", "This file was removed. Choose it again to send it.")
    return None


def _needs_time(upload: Upload, now: datetime) -> Refusal | None:
    if upload.state is UploadState.RECEIVING and now >= upload.accept_until:
        return _too_late_for_now() if upload.claimed_for else _too_late()
    return None


def _needs_file_without_pieces(upload: Upload) -> Refusal | None:
    if upload.is_whole_of_pieces:
        return refuse("upload_of_pieces", "This file is made of its pieces; bytes are sent to those.")
    return None


def _needs_free_piece(whole: Upload | None) -> Refusal | None:
    if whole is None:
        return None
    return _needs_unclaimed_file(whole) or refuse(
        "upload_in_use", "Another file waits for this piece. Remove that file first."
    )


def _needs_room_of_person(total: int, limits: Limits) -> Refusal | None:
    if total <= limits.person:
        return None
    return refuse(
        "upload_quota",
        "Your files would take {size} together; there is space for {limit}. Remove one first.",
        size=Size(total),
        limit=Size(limits.person),
    )


def _needs_unclaimed_file(upload: Upload) -> Refusal | None:
    if upload.claimed_for is None:
        return None
    return refuse("upload_claimed", "This file belongs to an entry. Change it there.")


def _needs_whole_file(upload: Upload) -> Refusal | None:
    return refuse("upload_is_piece", "This is only a piece of a file.") if upload.is_piece else None


def _needs_room_in_entry(total: int, limits: Limits) -> Refusal | None:
    if total <= limits.entry:
        return None
    return refuse(
        "upload_entry_quota",
        "The files of this entry would take {size} together; there is space for {limit}. Remove one first.",
        size=Size(total),
        limit=Size(limits.entry),
    )


def _too_late() -> Refusal:
    return refuse("upload_expired", "The time to send this file is over, and what had arrived was removed.")


def _too_late_for_now() -> Refusal:
    return refuse(
        "upload_expired",
        "The time to send this file is over. What had arrived is kept for some days: if the festival "
        "gives you more time, you continue from there.",
    )
