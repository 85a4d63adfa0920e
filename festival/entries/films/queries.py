"""The films of entries: how far each has come, and which entry a file belongs to."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.orm import joinedload

from festival import db
from festival.entries.films.values import Film
from festival.entries.matching import fold, is_same_film
from festival.entries.models import Entry, Receipt, SubtitleFile
from festival.entries.states import ENTERED, IN_COMPETITION, EntryState, FilmState
from festival.screeners import queries as screeners
from festival.screeners.models import Screener, SubtitleTrack
from festival.screeners.states import ScreenerState
from festival.uploads import places as upload_places
from festival.uploads.models import Upload
from festival.uploads.states import UploadState

UPLOADS_HERE = (UploadState.RECEIVING, UploadState.RECEIVED)
WAITED_FOR = (EntryState.DRAFT, *sorted(IN_COMPETITION))


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
    arrivals = upload_places.arrivals(found.values())
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


def arriving(
    edition_id: int, *, owner_id: int | None = None, entry_id: int | None = None
) -> list[tuple[Entry, Upload]]:
    """Films still on their way to entries of an edition, with their uploads held, each as it is now.

    Of drafts and of what is in the competition; of one person, or of one entry alone, where that is named.
    """
    statement = _arriving(Entry.edition_id == edition_id).order_by(Upload.id).with_for_update(of=Upload)
    if owner_id is not None:
        statement = statement.where(Entry.owner_id == owner_id)
    if entry_id is not None:
        statement = statement.where(Entry.id == entry_id)
    rows = db.session().execute(statement.execution_options(populate_existing=True))
    return [(entry, upload) for entry, upload in rows]


def unfinished(edition_id: int, owner_ids: Collection[int] | None = None) -> list[Entry]:
    """Whom more time helps: drafts, and entries in the competition whose film still arrives; oldest first.

    Of the whole edition, or of these people.
    """
    with_film = _arriving(Entry.edition_id == edition_id).with_only_columns(Entry.id)
    statement = (
        select(Entry)
        .where(
            Entry.edition_id == edition_id,
            or_(Entry.state == EntryState.DRAFT, Entry.id.in_(with_film)),
        )
        .options(joinedload(Entry.owner))
        .order_by(Entry.id)
    )
    if owner_ids is not None:
        statement = statement.where(Entry.owner_id.in_(owner_ids))
    return list(db.session().scalars(statement))


def _arriving(condition: ColumnElement[bool]) -> Select[Entry, Upload]:
    joined = or_(Upload.id == Entry.film_upload_id, Upload.id == Entry.next_upload_id)
    return (
        select(Entry, Upload)
        .join(Upload, joined)
        .where(condition, Entry.state.in_(WAITED_FOR), Upload.state == UploadState.RECEIVING)
    )


def ends_of_waiting(after: datetime, until: datetime) -> list[tuple[int, datetime]]:
    """Entries in the competition without their film, and the last instant for it, if within these two."""
    rows = db.session().execute(_waited_for())
    ends = [(row.id, _end(row)) for row in rows]
    return [(entry_id, end) for entry_id, end in ends if after < end <= until]


def end_of_waiting(entry_id: int) -> datetime | None:
    """The same of one entry; None when nothing is waited for."""
    row = db.session().execute(_waited_for().where(Entry.id == entry_id)).one_or_none()
    return _end(row) if row else None


def _waited_for() -> Select[int, UploadState, datetime, datetime | None]:
    is_missing = or_(Upload.id.is_(None), Screener.state == ScreenerState.REFUSED)
    return (
        select(Entry.id, Upload.state, Upload.accept_until, Entry.film_awaited_until)
        .join(Upload, Upload.id == Entry.film_upload_id, isouter=True)
        .join(Screener, Screener.upload_id == Entry.film_upload_id, isouter=True)
        .where(
            Entry.state.in_(sorted(IN_COMPETITION)),
            Entry.decision_released_at.is_(None),
            Entry.film_link.is_(None),
            or_(
                Upload.state.in_((UploadState.RECEIVING, UploadState.EXPIRED)),
                and_(Entry.film_awaited_until.is_not(None), is_missing),
            ),
        )
        .order_by(Entry.id)
    )


def _end(row: Any) -> datetime:
    """Bytes under way have their own end; what is not under way is awaited as long as its entry says."""
    if row.state is UploadState.RECEIVING or row.film_awaited_until is None:
        return cast(datetime, row.accept_until)
    if row.state is UploadState.EXPIRED:
        return cast(datetime, max(row.accept_until, row.film_awaited_until))
    return cast(datetime, row.film_awaited_until)


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


def tracks(entry: Entry, screener: Screener | None) -> Sequence[SubtitleTrack]:
    """The subtitles that play with a film of this entry: files of their own, and what was found inside it."""
    if screener is None:
        return ()
    return screeners.tracks(screener, [file.upload_id for file in entry.subtitle_files])


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
        case FilmState.READY | FilmState.REFUSED:
            return and_(here, checked.where(Screener.state == ScreenerState(state)).exists())
        case _:
            return true()


def _late(now: datetime | None) -> ColumnElement[bool]:
    """The same as `Upload.is_late`."""
    expired = Upload.state == UploadState.EXPIRED
    if now is None:
        return expired
    return or_(expired, and_(Upload.state == UploadState.RECEIVING, Upload.accept_until <= now))


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
    upload = of(entry).upload
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


def subtitle_languages(entry: Entry) -> list[str]:
    """The languages of the subtitles that came with the film or inside its file."""
    screener = of(entry).screener
    inside = [track.language for track in screener.tracks] if screener else []
    return [*(file.language for file in entry.subtitle_files), *inside]
