"""What a person should know of a subtitle file, and what can be done about it with one click."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from festival.entries.films import subtitle_languages
from festival.kernel.words import Message, message
from festival.screeners.media.subtitles.values import Options, Report, Why

HOUR = 3600
SLACK = 2.0  # seconds by which the last subtitle may outstay the film
MOST_LINES = 8


@dataclass(frozen=True)
class Remedy:
    """An act that puts a problem right: the view's name and what its form says."""

    act: str
    words: str
    fields: dict[str, str | int]


@dataclass(frozen=True)
class Problem:
    """A sentence, what it is about in the file, and the remedy if there is one."""

    message: Message
    places: tuple[tuple[int, str], ...] = ()
    remedy: Remedy | None = None
    language: str = ""


def problems(
    report: Report,
    options: Options,
    language: str,
    seconds: float | None,
    *,
    parts_elsewhere: Collection[str] = (),
) -> list[Problem]:
    """Everything worth saying of a file that was read; `seconds` is the film's length, if it is known.

    `parts_elsewhere` are languages of the same file that are subtitles of their own already.
    """
    return [
        *_of_language(report, language),
        *_of_parts(report, parts_elsewhere),
        *_of_letters(report, options),
        *_of_times(report, options, seconds),
        *_of_pace(report, options),
        *_of_losses(report),
    ]


def tape_start(report: Report, seconds: float | None) -> int | None:
    """The whole hour at which the tape began that the subtitles were made for, in seconds; None if none."""
    hour = int(report.starts_at // HOUR) * HOUR
    if hour < HOUR:
        return None
    if seconds is None:
        return hour
    fits = report.ends_at - hour <= seconds + SLACK and report.starts_at >= seconds
    return hour if fits else None


def _of_language(report: Report, language: str) -> Iterator[Problem]:
    if language != "und" and subtitle_languages.contradicts(language, report):
        yield Problem(
            message("subtitles_script", "The text is in another script than this language is written in.")
        )


def _of_parts(report: Report, parts_elsewhere: Collection[str]) -> Iterator[Problem]:
    for part in report.parts:
        if report.part and part.key != report.part and part.key not in parts_elsewhere:
            words = "Subtitles in another language that this file holds and that are not shown: {count}."
            yield Problem(
                message("subtitles_part", words, count=part.cues),
                ((0, part.key),) if not part.language else (),
                Remedy("split_subtitles", "Show them as subtitles of their own", {"part": part.key}),
                part.language,
            )


def _of_letters(report: Report, options: Options) -> Iterator[Problem]:
    if report.bad_bytes:
        yield Problem(
            message(
                "subtitles_bad_bytes",
                "Places that mean nothing in this encoding: {count}. They are shown as �. Lines: {lines}.",
                count=report.bad_bytes,
                lines=", ".join(map(str, report.bad_lines)),
            )
        )
    if report.twice:
        yield Problem(
            message(
                "subtitles_twice",
                "Lines that were encoded twice: {count}. Letters such as é are shown as Ã©.",
                count=report.twice,
            ),
            remedy=Remedy("repair_subtitles", "Fix the letters", {"repair": "twice"}),
        )
    if report.mirrored:
        yield Problem(
            message(
                "subtitles_mirrored",
                "Lines that begin with the full stop that should end them: {count}.",
                count=report.mirrored,
            ),
            remedy=Remedy("repair_subtitles", "Move the full stops", {"repair": "stops"}),
        )


def _of_times(report: Report, options: Options, seconds: float | None) -> Iterator[Problem]:
    start = tape_start(report, seconds)
    if start is not None:
        yield Problem(
            message(
                "subtitles_tape",
                "The times begin at {start}, as on a tape that starts there. The film starts at 0:00.",
                start=clock(start),
            ),
            remedy=Remedy(
                "shift_subtitles",
                "Move all times to the film's start",
                {"milliseconds": options.shift - start * 1000},
            ),
        )
    elif seconds is not None and report.ends_at > seconds + SLACK:
        yield Problem(
            message(
                "subtitles_late",
                "The last subtitle ends at {end}, but the film ends at {length}. Is this the right version?",
                end=clock(report.ends_at),
                length=clock(seconds),
            )
        )


def _of_pace(report: Report, options: Options) -> Iterator[Problem]:
    if report.pace == "standard":
        remedy = Remedy("repair_subtitles", "Count as many as the film has", {"repair": "pace"})
        yield Problem(
            message(
                "subtitles_pace_standard",
                "The times count pictures, and the file does not say how many a second. We took {rate}, "
                "as the standard says.",
                rate=f"{round(report.rate, 3):g}",
            ),
            remedy=remedy if options.rate and options.rate != report.rate else None,
        )
    if report.pace == "guessed":
        yield Problem(
            message(
                "subtitles_pace",
                "The times count pictures. We took {rate} a second, until the film's own rate is known.",
                rate=f"{round(report.rate, 3):g}",
            )
        )
    if report.overlapping:
        yield Problem(
            message(
                "subtitles_overlap",
                "Subtitles that begin before the one before them ends: {count}. The first is at {times}.",
                count=report.overlapping,
                times=", ".join(map(clock, report.overlapping_at[:1])),
            )
        )


_LOSSES = {
    Why.NO_TIME: ("subtitles_no_time", "Left out, because their time cannot be read: {count}."),
    Why.BACKWARDS: ("subtitles_backwards", "Left out, because they end before they begin: {count}."),
    Why.OUTSIDE: ("subtitles_outside", "Text that belongs to no subtitle, and is not shown: {count}."),
    Why.BEFORE_FILM: (
        "subtitles_before",
        "Left out, because they would end before the film begins: {count}.",
    ),
    Why.EMPTY: ("subtitles_empty", "Without any text, and left out: {count}."),
    Why.NO_END: (
        "subtitles_no_end",
        "Subtitles whose end cannot be read: {count}. They stay until the next, for seven seconds at most.",
    ),
    Why.AFTER_PART: (
        "subtitles_after_part",
        "Left out, because the part of the file that holds them ends before they begin: {count}.",
    ),
    Why.DAMAGED: (
        "subtitles_damaged",
        "Places where the file is damaged, and read as far as it goes: {count}.",
    ),
    Why.TOO_LONG: ("subtitles_long", "Cut off, because no screen holds them: {count}."),
}


def _of_losses(report: Report) -> Iterator[Problem]:
    for why, (code, words) in _LOSSES.items():
        places = [place for place in (*report.dropped_at, *report.changed_at) if place.why is why]
        if places:
            listed = tuple((place.line, place.text) for place in places[:MOST_LINES])
            yield Problem(message(code, words, count=len(places)), listed)
    if report.dropped > len(report.dropped_at):
        yield Problem(
            message("subtitles_dropped", "In all, {count} subtitles are left out.", count=report.dropped)
        )


def clock(seconds: float) -> str:
    """Seconds as a player shows them."""
    whole = int(seconds)
    return f"{whole // HOUR}:{whole // 60 % 60:02}:{whole % 60:02}"
