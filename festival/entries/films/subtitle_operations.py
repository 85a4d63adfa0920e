"""The subtitle files of an entry: taken in, named, read in another way, replaced, removed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from festival import journal
from festival.accounts.models import Person
from festival.adapters.stores import storage
from festival.entries.films import (
    flagging,
    queries,
    rules,
    subtitle_languages,
    subtitle_queries,
    subtitle_rules,
)
from festival.entries.models import Entry, SubtitleFile
from festival.kernel import languages
from festival.kernel.refusals import enforce
from festival.screeners import subtitle_operations as screeners
from festival.screeners.media.subtitles.values import Options
from festival.screeners.models import SubtitleTrack
from festival.screeners.operations import UNKNOWN_LANGUAGE
from festival.uploads import operations as uploads
from festival.uploads import queries as upload_queries
from festival.uploads.models import Upload
from festival.uploads.places import intake
from festival.uploads.protocol import Announcement


class Repair(StrEnum):
    """Letters that were encoded twice, full stops on the wrong side, pictures counted wrongly."""

    TWICE = "twice"
    STOPS = "stops"
    PACE = "pace"


def add_subtitles(entry: Entry, upload: Upload, *, actor: Person, now: datetime) -> SubtitleFile:
    """A subtitle file beside the film; its language is found when it is read, or asked."""
    held = next((file for file in entry.subtitle_files if file.upload_id == upload.id), None)
    enforce(rules.add_subtitles(actor, entry))
    if not held:
        enforce(subtitle_rules.send_subtitles(actor, entry, upload.length))
    uploads.claim(upload, f"entry:{entry.id}:subtitles", accept_until=None, actor=actor, now=now)
    if held:
        return held
    file = SubtitleFile(upload_id=upload.id, language=UNKNOWN_LANGUAGE, is_language_said=False, added_at=now)
    entry.subtitle_files.append(file)
    journal.record("entries.add_subtitles", entry, actor=actor, now=now, file=upload.filename)
    begin_reading(file, upload, now=now)
    return file


def send_subtitles(entry: Entry, filename: str, data: bytes, *, actor: Person, now: datetime) -> SubtitleFile:
    """The same with all bytes at once, from a form that needs no scripts."""
    enforce(subtitle_rules.send_subtitles(actor, entry, len(data)))
    announced = Announcement(len(data), "", {"filename": filename}, None, ())
    upload = uploads.start(announced, actor=actor, now=now)
    intake().parts.append(upload.part, 0, [data])
    uploads.receive(upload, now=now)
    return add_subtitles(entry, upload, actor=actor, now=now)


def begin_reading(file: SubtitleFile, upload: Upload | None, *, now: datetime) -> None:
    """All bytes are at rest: have them read. Harmless when said again."""
    if upload is None or not upload.is_stored:
        return
    track = subtitle_queries.by_upload(upload.id)
    options = track.options if track else Options(rate=queries.rate(file.entry))
    screeners.add_subtitles(upload.id, file.language, _hinted(options, file, upload), now=now)


def name_language(file: SubtitleFile, language: str, *, actor: Person, now: datetime) -> None:
    """Say in which language a subtitle file is: its bytes are read again. `language` is a BCP 47 tag."""
    enforce(rules.add_subtitles(actor, file.entry))
    file.language, file.is_language_said = languages.normalise(language), True
    journal.record("entries.name_language", file.entry, actor=actor, now=now, language=file.language)
    begin_reading(file, upload_queries.by_id(file.upload_id), now=now)
    flagging.refresh(file.entry, now=now)


def choose_encoding(file: SubtitleFile, encoding: str, *, actor: Person, now: datetime) -> None:
    """Say in which encoding a file reads right; "" lets Laurel find it again."""
    enforce(subtitle_rules.choose_encoding(actor, file.entry, encoding))
    _read_again(file, lambda options: replace(options, encoding=encoding), actor=actor, now=now)


def shift_subtitles(file: SubtitleFile, milliseconds: int, *, actor: Person, now: datetime) -> None:
    """Show all subtitles so much later (earlier: below zero) than the file says; 0 is as it says."""
    enforce(subtitle_rules.shift_subtitles(actor, file.entry, milliseconds))
    _read_again(file, lambda options: replace(options, shift=milliseconds), actor=actor, now=now)


def repair_subtitles(file: SubtitleFile, repair: Repair, *, actor: Person, now: datetime) -> None:
    """Put right what is wrong all through the file."""
    enforce(rules.add_subtitles(actor, file.entry))
    _read_again(file, lambda options: _repaired(options, repair, True), actor=actor, now=now)


def undo_repair(file: SubtitleFile, repair: Repair, *, actor: Person, now: datetime) -> None:
    """Show the file as it came again."""
    enforce(rules.add_subtitles(actor, file.entry))
    _read_again(file, lambda options: _repaired(options, repair, False), actor=actor, now=now)


def replace_subtitles(file: SubtitleFile, *, actor: Person, now: datetime) -> None:
    """This file plays in place of the one that came before in the same language, which is removed."""
    enforce(rules.add_subtitles(actor, file.entry))
    for rival in subtitle_queries.rivals(file):
        remove_subtitles(rival, actor=actor, now=now)


def split_subtitles(file: SubtitleFile, part: str, *, actor: Person, now: datetime) -> SubtitleFile:
    """Another language of the same file as subtitles of their own: the bytes are taken once more."""
    track = subtitle_queries.by_upload(file.upload_id)
    upload = upload_queries.by_id(file.upload_id)
    report = track.report if track else None
    enforce(subtitle_rules.split_subtitles(actor, file, report, part))
    if not upload or not upload.storage_key or not report:
        raise ValueError("what was read rests in storage")
    with storage().open(upload.storage_key) as opened:
        data = opened.read()
    file.part = report.part
    other = send_subtitles(file.entry, upload.filename, data, actor=actor, now=now)
    other.part = part
    journal.record("entries.split_subtitles", file.entry, actor=actor, now=now, part=part)
    return other


def remove_subtitles(file: SubtitleFile, *, actor: Person, now: datetime) -> None:
    """The entry no longer has this subtitle file."""
    entry = file.entry
    enforce(rules.add_subtitles(actor, entry))
    entry.subtitle_files.remove(file)
    journal.record("entries.remove_subtitles", entry, actor=actor, now=now, language=file.language)
    upload = upload_queries.held(file.upload_id)
    if upload and upload.state in queries.UPLOADS_HERE:
        uploads.release(upload, actor=actor, now=now)


def settle_subtitles(file: SubtitleFile, track: SubtitleTrack, *, now: datetime) -> None:
    """The file was read: find its language, if its name, the entry and its text agree on one."""
    upload = upload_queries.by_id(file.upload_id)
    if upload and track.report and not file.is_language_said:
        agreed = subtitle_languages.agreed(upload.filename, file.entry.subtitles, track.report)
        file.language = track.language = agreed or UNKNOWN_LANGUAGE
    flagging.refresh(file.entry, now=now)


def follow_film(entry: Entry, *, now: datetime) -> None:
    """The film was measured: times that count pictures are read at its own rate."""
    rate = queries.rate(entry)
    for _file, track in subtitle_queries.counted_in_pictures(entry):
        if rate and track.options.rate != rate:
            screeners.read_again(track, replace(track.options, rate=rate), now=now)


def say_in_picture(entry: Entry, language: str, *, actor: Person, now: datetime) -> None:
    """Subtitles in this language are part of the picture, so that no file has to come."""
    enforce(rules.add_subtitles(actor, entry))
    tag = languages.normalise(language)
    entry.subtitles_in_picture = sorted({*entry.subtitles_in_picture, tag})
    journal.record("entries.say_in_picture", entry, actor=actor, now=now, language=tag)


def unsay_in_picture(entry: Entry, language: str, *, actor: Person, now: datetime) -> None:
    """Subtitles in this language are not part of the picture."""
    enforce(rules.add_subtitles(actor, entry))
    entry.subtitles_in_picture = [tag for tag in entry.subtitles_in_picture if tag != language]
    journal.record("entries.unsay_in_picture", entry, actor=actor, now=now, language=language)


def _read_again(
    file: SubtitleFile, change: Callable[[Options], Options], *, actor: Person, now: datetime
) -> None:
    track = subtitle_queries.by_upload(file.upload_id)
    if track is None:
        return
    changed = change(track.options)
    details = {"encoding": changed.encoding, "shift": changed.shift}
    journal.record("entries.read_subtitles_again", file.entry, actor=actor, now=now, **details)
    screeners.read_again(track, changed, now=now)


def _repaired(options: Options, repair: Repair, is_wanted: bool) -> Options:
    match repair:
        case Repair.TWICE:
            return replace(options, is_encoded_twice=is_wanted)
        case Repair.STOPS:
            return replace(options, is_mirrored=is_wanted)
        case Repair.PACE:
            return replace(options, is_at_film_rate=is_wanted)


def _hinted(options: Options, file: SubtitleFile, upload: Upload) -> Options:
    options = replace(options, part=file.part)
    if file.is_language_said:
        return replace(options, languages=(file.language,), is_language_said=True)
    hints = subtitle_languages.hints(upload.filename, file.entry.subtitles)
    return replace(options, languages=hints, is_language_said=False)
