"""The subtitle files of an entry: what was made of each, which of them play, what has to be asked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from festival import db
from festival.entries.films import queries, subtitle_languages, subtitle_problems, subtitle_words
from festival.entries.films.subtitle_problems import Problem
from festival.entries.models import Entry, SubtitleFile
from festival.kernel.words import Message
from festival.screeners import queries as screeners
from festival.screeners.media.subtitles.values import Report
from festival.screeners.models import Screener, SubtitleTrack
from festival.screeners.operations import UNKNOWN_LANGUAGE
from festival.screeners.states import TrackState
from festival.uploads.models import Upload


@dataclass(frozen=True)
class Shown:
    """One subtitle file as the page shows it. `rival` is the file of the same language that plays instead.

    `offered` are the languages that it may be in, the likeliest first, as long as nobody knows.
    """

    file: SubtitleFile
    upload: Upload
    track: SubtitleTrack | None
    report: Report | None
    problems: Sequence[Problem]
    rival: Upload | None
    offered: Sequence[str] = ()

    @property
    def is_awaited(self) -> bool:
        """Whether the page changes by itself: the file arrives, or is being read."""
        if self.track:
            return self.track.is_being_read
        return self.upload.state in queries.UPLOADS_HERE

    @property
    def needs_language(self) -> bool:
        """Whether its sender has to say which language it is."""
        return self.report is not None and self.file.language == UNKNOWN_LANGUAGE


def of(entry: Entry) -> list[Shown]:
    """All subtitle files of an entry."""
    return _shown(entry, queries.subtitle_tracks(entry))


def one(file: SubtitleFile) -> Shown:
    """One subtitle file as the page shows it."""
    return next(each for each in of(file.entry) if each.file is file)


def playing(entry: Entry) -> list[int]:
    """The uploads whose subtitles play with the film: one for each language, the first that came."""
    return [each.file.upload_id for each in of(entry) if each.rival is None]


def rivals(file: SubtitleFile) -> list[SubtitleFile]:
    """The files that came before, in the same language."""
    others = [each.file for each in of(file.entry) if each.file.id < file.id and each.file is not file]
    return [each for each in others if each.language == file.language != UNKNOWN_LANGUAGE]


def _shown(entry: Entry, tracks: Sequence[tuple[SubtitleFile, SubtitleTrack | None]]) -> list[Shown]:
    uploads = queries.subtitle_uploads(entry)
    screener = queries.of(entry).screener
    seconds = screener.seconds if screener else None
    first: dict[str, Upload] = {}
    found = []
    for file, track in tracks:
        report = track.report if track else None
        upload = uploads[file.upload_id]
        said, offered = [], []
        if track and report:
            said = subtitle_problems.problems(
                report,
                track.options,
                file.language,
                seconds,
                parts_elsewhere=_parts_elsewhere(file, upload, uploads),
            )
            offered = subtitle_languages.offered(upload.filename, entry.subtitles, report)
        plays = track is not None and track.state is TrackState.READY and file.language != UNKNOWN_LANGUAGE
        rival = first.setdefault(file.language, upload) if plays else None
        is_first = rival is None or rival.id == file.upload_id
        found.append(Shown(file, upload, track, report, said, None if is_first else rival, offered))
    return found


def _parts_elsewhere(file: SubtitleFile, upload: Upload, uploads: Mapping[int, Upload]) -> set[str]:
    """The languages of the same file that are subtitles of their own."""
    same = [
        other
        for other in file.entry.subtitle_files
        if other is not file
        and (uploads[other.upload_id].filename, uploads[other.upload_id].length)
        == (upload.filename, upload.length)
    ]
    return {other.part for other in same if other.part}


def counted_in_pictures(entry: Entry) -> list[tuple[SubtitleFile, SubtitleTrack]]:
    """Files whose times count pictures, so that they have to be read again when the film's rate is known."""
    return [
        (file, track)
        for file, track in queries.subtitle_tracks(entry)
        if track and track.report and track.report.pace in ("film", "guessed")
    ]


def by_upload(upload_id: int) -> SubtitleTrack | None:
    """What was made of a subtitle file."""
    return db.session().scalar(select(SubtitleTrack).where(SubtitleTrack.upload_id == upload_id))


def tracks(entry: Entry, screener: Screener | None) -> Sequence[SubtitleTrack]:
    """The subtitles that play with a film of this entry: files of their own, and what was found inside it."""
    return screeners.tracks(screener, playing(entry)) if screener else ()


def languages(entry: Entry) -> list[str]:
    """The languages of the subtitles that came with the film or inside its file."""
    screener = queries.of(entry).screener
    inside = [track.language for track in screener.tracks] if screener else []
    return [*(file.language for file in entry.subtitle_files), *inside]


def missing(entry: Entry) -> list[str]:
    """The languages that the entry names and that come neither in a file nor in the picture."""
    return subtitle_words.missing(entry, _playing_languages(entry))


def remarks(entry: Entry, known: Collection[str], locale: str) -> list[Message]:
    """What a viewer who understands `known` should know of the subtitles."""
    return subtitle_words.remarks(entry, _playing_languages(entry), known, locale)


def _playing_languages(entry: Entry) -> list[str]:
    """The languages that can be switched on, or could if the film were here."""
    screener = queries.of(entry).screener
    inside = [track.language for track in screener.tracks] if screener else []
    files = [each for each in of(entry) if each.rival is None and each.report]
    return [*(each.file.language for each in files), *inside]
