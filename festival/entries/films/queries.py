"""The films of entries: how far each has come, and which entry a file belongs to."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, true

from festival import db
from festival.entries.films.values import Film
from festival.entries.matching import fold, is_same_film
from festival.entries.models import Entry, Receipt, SubtitleFile
from festival.entries.states import FilmState
from festival.screeners import queries as screeners
from festival.screeners.models import Screener, SubtitleTrack
from festival.screeners.states import ScreenerState
from festival.uploads.models import Upload
from festival.uploads.states import UploadState

UPLOADS_HERE = (UploadState.RECEIVING, UploadState.RECEIVED)


def of_many(entries: Collection[Entry]) -> dict[int, Film]:
    """The films of many entries, by the entry's id, in two queries."""
    return _films({entry.id: (entry.film_link, entry.film_upload_id) for entry in entries})


def of(entry: Entry) -> Film:
    """The film of an entry."""
    return of_many([entry])[entry.id]


def waiting(entry: Entry) -> Film:
    """The film that will take the place of the present one when it is ready."""
    return _films({entry.id: (None, entry.next_upload_id)})[entry.id]


def _films(wanted: Mapping[int, tuple[str | None, int | None]]) -> dict[int, Film]:
    upload_ids = {upload_id for _, upload_id in wanted.values() if upload_id is not None}
    found = {
        upload.id: upload for upload in db.session().scalars(select(Upload).where(Upload.id.in_(upload_ids)))
    }
    made = screeners.by_uploads(upload_ids)
    return {
        entry_id: Film(link, found.get(upload_id or 0), made.get(upload_id or 0))
        for entry_id, (link, upload_id) in wanted.items()
    }


def entry_of(upload_id: int) -> Entry | None:
    """The entry whose film, or next film, this upload is."""
    return db.session().scalar(_entry_of(upload_id))


def held_entry_of(upload_id: int) -> Entry | None:
    """The same, with its row held until the transaction ends."""
    return db.session().scalar(_entry_of(upload_id).with_for_update(of=Entry))


def _entry_of(upload_id: int) -> Select[Entry]:
    return select(Entry).where(or_(Entry.film_upload_id == upload_id, Entry.next_upload_id == upload_id))


def subtitle_file(upload_id: int) -> SubtitleFile | None:
    """The subtitle file that this upload is."""
    return db.session().scalar(select(SubtitleFile).where(SubtitleFile.upload_id == upload_id))


def subtitle_tracks(entry: Entry) -> list[tuple[SubtitleFile, SubtitleTrack | None]]:
    """The subtitle files of an entry, each with what was made of it."""
    upload_ids = [file.upload_id for file in entry.subtitle_files]
    tracks = {
        track.upload_id: track
        for track in db.session().scalars(
            select(SubtitleTrack).where(SubtitleTrack.upload_id.in_(upload_ids))
        )
    }
    return [(file, tracks.get(file.upload_id)) for file in entry.subtitle_files]


def subtitle_uploads(entry: Entry) -> dict[int, Upload]:
    """The files themselves, by the id of their upload."""
    upload_ids = [file.upload_id for file in entry.subtitle_files]
    return {each.id: each for each in db.session().scalars(select(Upload).where(Upload.id.in_(upload_ids)))}


def rate(entry: Entry) -> float:
    """The film's pictures a second; 0 until that is known."""
    screener = of(entry).screener
    picture = (screener.facts_row or {}).get("picture") if screener else None
    above, below = picture["rate"] if picture else (0, 1)
    return float(above / below) if below else 0


def stands_at(state: str) -> ColumnElement[bool]:
    """The condition that the film of an entry stands there, as `Film.state` has it."""
    upload = Upload.id == Entry.film_upload_id
    here = select(Upload.id).where(upload, Upload.state.in_(UPLOADS_HERE)).exists()
    checked = select(Screener.id).where(Screener.upload_id == Entry.film_upload_id)
    match state:
        case FilmState.NONE:
            return and_(~here, Entry.film_link.is_(None))
        case FilmState.LINK:
            return and_(~here, Entry.film_link.is_not(None))
        case FilmState.RECEIVING:
            return select(Upload.id).where(upload, Upload.state == UploadState.RECEIVING).exists()
        case FilmState.CHECKING:
            received = select(Upload.id).where(upload, Upload.state == UploadState.RECEIVED).exists()
            return and_(received, ~checked.where(Screener.state != ScreenerState.CHECKING).exists())
        case FilmState.READY | FilmState.REFUSED:
            return and_(here, checked.where(Screener.state == ScreenerState(state)).exists())
        case _:
            return true()


def earlier_receipts(entry: Entry) -> list[str]:
    """Receipts of other editions' entries that seem to be the same film."""
    same_file = _uploads_like(entry)
    others = db.session().execute(
        select(
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
            Entry.edition_id != entry.edition_id,
            or_(
                Entry.title_key == fold(entry.title),
                and_(Entry.eidr.is_not(None), Entry.eidr == entry.eidr),
                and_(Entry.isan.is_not(None), Entry.isan == entry.isan),
                Entry.film_upload_id.in_(same_file),
            ),
        )
        .order_by(Receipt.id)
    )
    return [other.number for other in others if other.film_upload_id in same_file or _is_same(entry, other)]


def _uploads_like(entry: Entry) -> set[int]:
    """Uploads with the very bytes of this entry's film."""
    sha256 = of(entry).sha256
    return set(db.session().scalars(select(Upload.id).where(Upload.sha256 == sha256))) if sha256 else set()


def _is_same(entry: Entry, other: Any) -> bool:
    numbers = {number for number in (entry.eidr, entry.isan) if number}
    return bool(numbers & {other.eidr, other.isan}) or is_same_film(entry, other)
