"""Entries that seem to be the same film: in other editions, in this one, of one person."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from festival import db
from festival.entries.films import queries
from festival.entries.matching import is_same_film
from festival.entries.models import Entry, Receipt
from festival.entries.states import ENTERED
from festival.kernel.folding import fold
from festival.uploads.models import Upload


def earlier_receipts(entry: Entry) -> list[str]:
    """Receipts of other editions' entries that seem to be the same film."""
    return [other.number for other in _alike(entry, Entry.edition_id != entry.edition_id)]


def twin_receipts(entry: Entry) -> list[str]:
    """Receipts of other entries of this edition that seem to be the same film."""
    return [other.number for other in _alike(entry, *_beside(entry))]


def own_twins(entry: Entry) -> dict[str, int]:
    """The same, of entries by the same person: the receipt's number, and the entry's id."""
    return {
        other.number: other.id for other in _alike(entry, Entry.owner_id == entry.owner_id, *_beside(entry))
    }


def held_twins(entry: Entry) -> Sequence[Entry]:
    """Entries of this edition with the very bytes of this film, held until the transaction ends."""
    same_file = Entry.film_upload_id.in_(_uploads_like(entry))
    statement = select(Entry).where(same_file, *_beside(entry)).order_by(Entry.id)
    return db.session().scalars(statement.with_for_update(of=Entry, skip_locked=True)).all()


def _beside(entry: Entry) -> tuple[ColumnElement[bool], ...]:
    return (
        Entry.edition_id == entry.edition_id,
        Entry.id != entry.id,
        Entry.state.in_(sorted(ENTERED)),
    )


def _alike(entry: Entry, *where: ColumnElement[bool]) -> list[Any]:
    """Entries with a receipt, of these, that are the same file or seem to be the same film."""
    same_file = _uploads_like(entry)
    others = db.session().execute(
        select(
            Entry.id,
            Entry.film_upload_id,
            Entry.title,
            Entry.directors,
            Entry.completed,
            Entry.eidr,
            Entry.isan,
            Receipt.number,
        )
        .join(Receipt, Receipt.entry_id == Entry.id)
        .where(
            *where,
            or_(
                Entry.title_key == fold(entry.title),
                and_(Entry.eidr.is_not(None), Entry.eidr == entry.eidr),
                and_(Entry.isan.is_not(None), Entry.isan == entry.isan),
                Entry.film_upload_id.in_(same_file),
            ),
        )
        .order_by(Receipt.id)
    )
    return [other for other in others if other.film_upload_id in same_file or _is_same(entry, other)]


def _uploads_like(entry: Entry) -> set[int]:
    """Uploads with the very bytes of this entry's film; while it arrives, of its length and beginning."""
    upload = queries.of(entry).upload
    if upload and upload.sha256:
        alike = Upload.sha256 == upload.sha256
    elif upload and upload.fingerprint:
        alike = and_(Upload.fingerprint == upload.fingerprint, Upload.length == upload.length)
    else:
        return set()
    return set(db.session().scalars(select(Upload.id).where(alike)))


def _is_same(entry: Entry, other: Any) -> bool:
    numbers = {number for number in (entry.eidr, entry.isan) if number}
    return bool(numbers & {other.eidr, other.isan}) or is_same_film(entry, other)
