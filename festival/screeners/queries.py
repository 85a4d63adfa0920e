"""Screeners and subtitles, found by the uploads they were made of."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, String, cast, literal, select

from festival import db
from festival.jobs.models import Job, JobState
from festival.screeners.models import Screener, SubtitleTrack
from festival.screeners.states import ScreenerState, TrackState
from festival.uploads.models import Upload
from festival.uploads.states import UploadState

GONE = (UploadState.GONE, UploadState.EXPIRED)
NOT_JUDGED = Screener.refusal_row["code"].as_string() == "not_judged"


def by_upload(upload_id: int) -> Screener | None:
    """The screener of an uploaded film."""
    return db.session().scalar(_by_upload(upload_id))


def held_by_upload(upload_id: int) -> Screener | None:
    """The same, with its row held until the transaction ends."""
    return db.session().scalar(_by_upload(upload_id).with_for_update())


def _by_upload(upload_id: int) -> Select[Screener]:
    return select(Screener).where(Screener.upload_id == upload_id)


def by_id(screener_id: int) -> Screener | None:
    """The screener with this number."""
    return db.session().get(Screener, screener_id)


def by_uploads(upload_ids: Collection[int]) -> dict[int, Screener]:
    """The screeners of many films, by the film's upload."""
    query = select(Screener).where(Screener.upload_id.in_(upload_ids))
    return {screener.upload_id: screener for screener in db.session().scalars(query)}


def ready(upload_ids: Collection[int]) -> frozenset[int]:
    """Those uploads that can be watched."""
    query = select(Screener.upload_id).where(
        Screener.upload_id.in_(upload_ids), Screener.state == ScreenerState.READY
    )
    return frozenset(db.session().scalars(query))


def seconds(upload_ids: Collection[int]) -> dict[int, float]:
    """How long the films of these uploads are, where that was measured."""
    measured = Screener.facts_row["seconds"].as_float()
    query = select(Screener.upload_id, measured).where(
        Screener.upload_id.in_(upload_ids), measured.is_not(None)
    )
    return dict(db.session().execute(query).all())


def track_by_upload(upload_id: int) -> SubtitleTrack | None:
    """The subtitles made of an uploaded file."""
    return db.session().scalar(_track_by_upload(upload_id))


def held_track_by_upload(upload_id: int) -> SubtitleTrack | None:
    """The same, with its row held until the transaction ends."""
    return db.session().scalar(_track_by_upload(upload_id).with_for_update())


def _track_by_upload(upload_id: int) -> Select[SubtitleTrack]:
    return select(SubtitleTrack).where(SubtitleTrack.upload_id == upload_id)


def tracks(screener: Screener, upload_ids: Collection[int] = ()) -> Sequence[SubtitleTrack]:
    """What can be shown with a film: its separate subtitle files first, then what was inside it."""
    query = select(SubtitleTrack).where(
        SubtitleTrack.state == TrackState.READY,
        (SubtitleTrack.screener_id == screener.id) | SubtitleTrack.upload_id.in_(upload_ids),
    )
    return db.session().scalars(query.order_by(SubtitleTrack.upload_id.is_(None), SubtitleTrack.id)).all()


def webvtt(track_id: int) -> str | None:
    """The text of one subtitle track."""
    return db.session().scalar(select(SubtitleTrack.webvtt).where(SubtitleTrack.id == track_id))


def orphans() -> Sequence[Screener]:
    """Screeners whose film was removed."""
    query = select(Screener).join(Upload, Upload.id == Screener.upload_id).where(Upload.state.in_(GONE))
    return db.session().scalars(query).all()


def given_up() -> Sequence[Screener]:
    """Screeners that still wait although the last attempt at them failed."""
    by_key = literal("screeners.make:").concat(Screener.key)
    by_upload = literal("screeners.make:").concat(cast(Screener.upload_id, String))  # jobs of before December
    query = (
        select(Screener)
        .join(Job, Job.dedupe_key.in_([by_key, by_upload]))
        .where(Screener.state == ScreenerState.CHECKING, Job.state == JobState.PARKED)
        .with_for_update(of=Screener)
    )
    return db.session().scalars(query).all()


def given_up_again() -> Sequence[Screener]:
    """Screeners that were to be made again, where the last attempt failed."""
    jobs = select(Job.arguments).where(Job.name == "screeners.make_again", Job.state == JobState.PARKED)
    upload_ids = {arguments["upload_id"] for arguments in db.session().scalars(jobs)}
    query = select(Screener).where(Screener.upload_id.in_(upload_ids), Screener.state == ScreenerState.READY)
    return db.session().scalars(query.with_for_update()).all()


def keys() -> set[str]:
    """The folder names of all screeners."""
    return set(db.session().scalars(select(Screener.key)))
