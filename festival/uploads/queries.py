"""Uploads, found by their key, their owner, or by what is due with them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from festival import db
from festival.accounts.models import Person
from festival.uploads import places
from festival.uploads.models import Upload
from festival.uploads.parts import Arrival
from festival.uploads.protocol import keys_in
from festival.uploads.states import UploadState

KEPT = timedelta(days=7)
PORTION = 100
HERE = (UploadState.RECEIVING, UploadState.RECEIVED)


def by_key(key: str) -> Upload | None:
    """The upload of this key."""
    return db.session().scalar(_by_key(key))


def held_by_key(key: str) -> Upload | None:
    """The same, with its row held until the transaction ends."""
    return db.session().scalar(_by_key(key).with_for_update())


def _by_key(key: str) -> Select[Upload]:
    return select(Upload).where(Upload.key == key)


def by_id(upload_id: int) -> Upload | None:
    """The upload that a job or another row names."""
    return db.session().scalar(_by_id(upload_id))


def hashes(upload_ids: Collection[int]) -> dict[int, str]:
    """The SHA-256 of these uploads, of those that are hashed."""
    query = select(Upload.id, Upload.sha256).where(Upload.id.in_(upload_ids), Upload.sha256.is_not(None))
    return {upload_id: sha256 for upload_id, sha256 in db.session().execute(query) if sha256}


def held(upload_id: int) -> Upload | None:
    """The same, with its row held until the transaction ends."""
    return db.session().scalar(_by_id(upload_id).with_for_update())


def _by_id(upload_id: int) -> Select[Upload]:
    return select(Upload).where(Upload.id == upload_id)


def pieces(keys: Sequence[str]) -> list[Upload | None]:
    """The uploads of these keys in this order, locked; None where there is none."""
    query = select(Upload).where(Upload.key.in_(keys)).order_by(Upload.id).with_for_update()
    found = {upload.key: upload for upload in db.session().scalars(query)}
    return [found.get(key) for key in keys]


def bytes_of(owner_id: int, *, but: str = "") -> int:
    """What counts to this person's quota, arrived or announced, without the upload of the key `but`.

    Locks the person, so that two sums cannot race.
    """
    db.session().execute(select(Person.id).where(Person.id == owner_id).with_for_update())
    return _total((Upload.owner_id == owner_id) & ~Upload.is_spared & (Upload.key != but))


def unclaimed_of(owner_id: int) -> int:
    """How many files of this person are here and belong to no entry."""
    query = select(func.count()).where(
        Upload.owner_id == owner_id, Upload.state.in_(HERE), Upload.claimed_for.is_(None)
    )
    return db.session().scalar(query) or 0


def keys_claimed() -> Collection[str]:
    """The keys of all uploads on their way in that belong to an entry."""
    query = select(Upload.key).where(Upload.state == UploadState.RECEIVING, Upload.claimed_for.is_not(None))
    return set(db.session().scalars(query))


def waiting_for(piece: Upload) -> Upload | None:
    """The whole that was announced with this piece and waits for it; there is one at most."""
    whole = aliased(Upload)
    query = select(whole).where(Upload.id == piece.id, *_waits_for_piece(whole))
    return db.session().scalars(query.order_by(whole.id)).first()


def _waits_for_piece(whole: type[Upload]) -> Sequence[ColumnElement[bool]]:
    return (
        Upload.concat_header == "partial",
        whole.owner_id == Upload.owner_id,
        whole.state == UploadState.RECEIVING,
        whole.concat_header.startswith("final;"),
        whole.concat_header.contains(Upload.key),
    )


def bytes_claimed_for(claimant: str) -> int:
    """What stands here for the thing that this claimant belongs to, arrived or announced.

    Of "entry:12:film" that is entry 12, with all that it claims.
    """
    thing = ":".join(claimant.split(":")[:2])
    return _total(or_(Upload.claimed_for == thing, Upload.claimed_for.startswith(f"{thing}:")))


def unfinished(owner_id: int, now: datetime) -> Sequence[Upload]:
    """What this person began and may still finish, the newest first."""
    return (
        db.session()
        .scalars(
            select(Upload)
            .where(
                Upload.owner_id == owner_id,
                Upload.state == UploadState.RECEIVING,
                Upload.accept_until > now,
                Upload.concat_header.is_(None),
            )
            .order_by(Upload.id.desc())
        )
        .all()
    )


def receiving(keys: Collection[str]) -> Sequence[Upload]:
    """Those of these keys that are on their way in, locked; what somebody else holds is left out."""
    query = select(Upload).where(Upload.key.in_(keys), Upload.state == UploadState.RECEIVING)
    return db.session().scalars(query.order_by(Upload.id).with_for_update(skip_locked=True)).all()


def overdue(now: datetime) -> Sequence[Upload]:
    """What did not arrive in time, and what arrived and was never claimed; locked, so many at a time.

    What was claimed and is not whole is kept for some days more, with its pieces: its feature may still give
    it time.
    """
    whole = aliased(Upload)
    claimed_whole = select(whole.id).where(*_waits_for_piece(whole), whole.claimed_for.is_not(None))
    unclaimed = Upload.claimed_for.is_(None)
    is_kept = Upload.claimed_for.is_not(None) & (Upload.accept_until > now - KEPT)
    query = select(Upload).where(
        Upload.accept_until <= now,
        ~claimed_whole.correlate(Upload).exists(),
        or_(
            (Upload.state == UploadState.RECEIVING) & ~is_kept,
            (Upload.state == UploadState.RECEIVED) & unclaimed,
        ),
    )
    query = query.order_by(Upload.id).limit(PORTION).with_for_update(skip_locked=True)
    return db.session().scalars(query).all()


def keys_with_parts() -> Collection[str]:
    """The keys of all uploads that still need their part on the disk."""
    query = select(Upload.key).where(Upload.state.in_(HERE), Upload.storage_key.is_(None))
    return set(db.session().scalars(query))


def arrivals(uploads: Iterable[Upload]) -> dict[int, Arrival]:
    """How far those of these uploads have come that are on their way in, by id; of a whole, its pieces."""
    asked = list(uploads)
    found = places.arrivals(asked)
    for whole in asked:
        if whole.is_whole_of_pieces and whole.state is UploadState.RECEIVING:
            found[whole.id] = _arrival_of_pieces(whole)
    return found


def _arrival_of_pieces(whole: Upload) -> Arrival:
    keys = keys_in(whole.concat_header or "")
    query = select(Upload).where(Upload.key.in_(keys), Upload.owner_id == whole.owner_id)
    pieces = db.session().scalars(query).all()
    coming = places.arrivals(pieces).values()
    here = sum(piece.length for piece in pieces if piece.state is UploadState.RECEIVED)
    return Arrival(here + sum(each.count for each in coming), any(each.is_fresh for each in coming))


def _total(condition: ColumnElement[bool]) -> int:
    """Of a file whose length is told later, what has arrived: nobody knows what it will be."""
    is_open = Upload.is_length_deferred & (Upload.state == UploadState.RECEIVING)
    here = condition & Upload.state.in_(HERE)
    query = select(func.coalesce(func.sum(Upload.length), 0)).where(here, ~is_open)
    open_ended = db.session().scalars(select(Upload).where(here, is_open))
    arrived = sum(arrival.count for arrival in places.arrivals(open_ended).values())
    return int(db.session().scalar(query) or 0) + arrived
