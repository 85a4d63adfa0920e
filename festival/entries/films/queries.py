"""The films of entries: how far each has come, and which entry a file belongs to."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select, true

from festival import db
from festival.entries.films.values import Film
from festival.entries.models import Entry, SubtitleFile
from festival.entries.states import FilmState
from festival.screeners import queries as screeners
from festival.screeners.models import Screener, SubtitleTrack
from festival.screeners.states import ScreenerState
from festival.uploads import queries as uploads
from festival.uploads.models import Upload
from festival.uploads.states import UploadState

UPLOADS_HERE = (UploadState.RECEIVING, UploadState.RECEIVED)


def of_many(entries: Collection[Entry], now: datetime | None = None) -> dict[int, Film]:
    """The films of many entries, by the entry's id, in two queries; `now` tells which are late."""
    return _films({entry.id: (entry.film_link, entry.film_upload_id) for entry in entries}, now)


def of(entry: Entry, now: datetime | None = None) -> Film:
    """The film of an entry."""
    return of_many([entry], now)[entry.id]


def waiting(entry: Entry, now: datetime | None = None) -> Film:
    """The film that will take the place of the present one when it is ready."""
    return _films({entry.id: (None, entry.next_upload_id)}, now)[entry.id]


def _films(wanted: Mapping[int, tuple[str | None, int | None]], now: datetime | None) -> dict[int, Film]:
    upload_ids = {upload_id for _, upload_id in wanted.values() if upload_id is not None}
    found = {
        upload.id: upload for upload in db.session().scalars(select(Upload).where(Upload.id.in_(upload_ids)))
    }
    made = screeners.by_uploads(upload_ids)
    arrivals = uploads.arrivals(found.values())
    return {
        entry_id: Film(
            link, found.get(upload_id or 0), made.get(upload_id or 0), now, arrivals.get(upload_id or 0)
        )
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


def files_here(entry: Entry) -> Sequence[Upload]:
    """All files of an entry that are here or on their way, held until the transaction ends."""
    ids = {entry.film_upload_id, entry.next_upload_id, *(file.upload_id for file in entry.subtitle_files)}
    statement = select(Upload).where(Upload.id.in_(ids - {None}), Upload.state.in_(UPLOADS_HERE))
    return db.session().scalars(statement.order_by(Upload.id).with_for_update()).all()


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


def stands_at(state: str, now: datetime | None = None) -> ColumnElement[bool]:
    """The condition that the film of an entry stands there at `now`, as `Film.state` has it."""
    upload = Upload.id == Entry.film_upload_id
    too_late = _late(now)
    late = select(Upload.id).where(upload, too_late).exists()
    here = select(Upload.id).where(upload, Upload.state.in_(UPLOADS_HERE), ~too_late).exists()
    checked = select(Screener.id).where(Screener.upload_id == Entry.film_upload_id)
    match state:
        case FilmState.NONE:
            return and_(~here, ~late, Entry.film_link.is_(None))
        case FilmState.LATE:
            return and_(late, Entry.film_link.is_(None))
        case FilmState.LINK:
            return and_(~here, Entry.film_link.is_not(None))
        case FilmState.RECEIVING:
            return and_(here, select(Upload.id).where(upload, Upload.state == UploadState.RECEIVING).exists())
        case FilmState.CHECKING:
            received = select(Upload.id).where(upload, Upload.state == UploadState.RECEIVED).exists()
            return and_(received, ~checked.where(Screener.state != ScreenerState.CHECKING).exists())
        case FilmState.UNCHECKED:
            return and_(here, checked.where(screeners.NOT_JUDGED).exists())
        case FilmState.REFUSED:
            refused = checked.where(Screener.state == ScreenerState.REFUSED, ~screeners.NOT_JUDGED)
            return and_(here, refused.exists())
        case FilmState.READY:
            return and_(here, checked.where(Screener.state == ScreenerState(state)).exists())
        case _:
            return true()


def _late(now: datetime | None) -> ColumnElement[bool]:
    """The same as `Upload.is_late`."""
    expired = Upload.state == UploadState.EXPIRED
    if now is None:
        return expired
    return or_(expired, and_(Upload.state == UploadState.RECEIVING, Upload.accept_until <= now))
