"""What may be done with subtitle files; who may is asked of the entry's own rules."""

from festival.entries.films import rules
from festival.entries.models import Entry, SubtitleFile
from festival.kernel.refusals import Refusal, refuse
from festival.kernel.roles import Actor
from festival.screeners.media.subtitles import encoding_names, limits
from festival.screeners.media.subtitles.values import Report

MOST_SUBTITLE_FILES = 30
LONGEST_SHIFT = 24 * 3_600_000  # milliseconds


def send_subtitles(actor: Actor, entry: Entry, length: int) -> Refusal | None:
    """`length` in bytes: what comes through a form is as small as what comes otherwise."""
    return rules.add_subtitles(actor, entry) or needs_subtitle_size(length) or needs_room_for_subtitles(entry)


def choose_encoding(actor: Actor, entry: Entry, encoding: str) -> Refusal | None:
    """One of the encodings that subtitles are in; "" means that Laurel finds it."""
    if not encoding or encoding_names.plain(encoding) in encoding_names.WORDS:
        return rules.add_subtitles(actor, entry)
    return rules.add_subtitles(actor, entry) or refuse("encoding_unknown", "This encoding is not known here.")


def shift_subtitles(actor: Actor, entry: Entry, milliseconds: int) -> Refusal | None:
    """As far as a tape's hours reach."""
    if abs(milliseconds) <= LONGEST_SHIFT:
        return rules.add_subtitles(actor, entry)
    return rules.add_subtitles(actor, entry) or refuse(
        "shift_too_far", "Subtitles can be moved by 24 hours at most."
    )


def split_subtitles(actor: Actor, file: SubtitleFile, report: Report | None, part: str) -> Refusal | None:
    """One of the languages that the file holds and that has no subtitles of its own yet."""
    known = {each.key for each in report.parts} if report else set()
    if report is None or part == report.part or part not in known:
        return rules.add_subtitles(actor, file.entry) or refuse(
            "subtitles_no_part", "This file holds no other subtitles in that language."
        )
    return rules.add_subtitles(actor, file.entry) or needs_room_for_subtitles(file.entry)


def needs_subtitle_size(length: int) -> Refusal | None:
    """`length` in bytes, as it was announced: no subtitles are as large as a film."""
    return limits.too_large() if length > limits.LARGEST_BYTES else None


def needs_room_for_subtitles(entry: Entry) -> Refusal | None:
    """So many files, and no more."""
    if len(entry.subtitle_files) < MOST_SUBTITLE_FILES:
        return None
    return refuse(
        "subtitle_files_many",
        "An entry may have {count} subtitle files. Remove one first.",
        count=MOST_SUBTITLE_FILES,
    )
