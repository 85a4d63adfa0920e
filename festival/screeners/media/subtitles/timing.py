"""Times in subtitle files as people and programs write them: 00:00:01,5, 1.2.3, 00:00:01:12, with blanks."""

import re

from festival.screeners.media.subtitles.values import Time

LONGEST_LINE = 300  # characters; no line of times is longer
_PARTS = r"\d{1,9}(?:\s?[:.,;]\s?\d{1,9}){1,3}"
_ARROW = r"(?:(?:[-–—=]\s?){1,4}>|→|⟶)"
_TIMING = re.compile(rf"\s*(-?\s?{_PARTS})\s*{_ARROW}\s*(-?\s?{_PARTS})(?:\s.*)?")
_WITH_COMMA = re.compile(r"\s*(-?\d{1,3}:\d\d:\d\d\.\d{2,3})\s?,\s?(-?\d{1,3}:\d\d:\d\d\.\d{2,3})\s*")
_BROKEN = re.compile(r"-->")
_WIDE = str.maketrans("：．，；－＞", ":.,;->")
_SPLIT = re.compile(r"\s*([:.,;])\s*")
MOST_HOURS = 100


def timing(line: str) -> tuple[Time | None, Time | None] | None:
    """The two times of a line of SubRip or WebVTT; one that makes no sense or is negative is None."""
    if len(line) > LONGEST_LINE:
        return None
    found = _TIMING.fullmatch(line.translate(_WIDE))
    return (time(found[1]), time(found[2])) if found else None


def timing_with_comma(line: str) -> tuple[Time | None, Time | None] | None:
    """The two times of a line of YouTube's SBV, or of SubViewer."""
    found = _WITH_COMMA.fullmatch(line) if len(line) <= LONGEST_LINE else None
    return (time(found[1]), time(found[2])) if found else None


def is_broken(line: str) -> bool:
    """Whether a line stands where times should, and says none that can be read."""
    return _BROKEN.search(line[:LONGEST_LINE]) is not None


def time(written: str) -> Time | None:
    """The time that is written; None for what is negative or longer than any film."""
    parts = _SPLIT.split(written.strip())
    numbers, marks = parts[::2], parts[1::2]
    if numbers[0].startswith("-"):
        return None
    if len(numbers) == 4:
        return _of_four(numbers, marks)
    has_fraction = marks[-1] in ".," and marks != [marks[-1]] * 2
    whole, fraction = (numbers[:-1], numbers[-1]) if has_fraction else (numbers, "")
    return _sensible(_seconds(whole) * 1000 + thousandths(fraction))


def thousandths(fraction: str) -> int:
    """The digits behind a point, as milliseconds."""
    return round(int(fraction[:6]) * 1000 / 10 ** len(fraction[:6])) if fraction else 0


def _of_four(numbers: list[str], marks: list[str]) -> Time | None:
    """Hours, minutes, seconds and a fraction; pictures where a colon stands before one or two digits."""
    whole, last = _seconds(numbers[:3]) * 1000, numbers[3]
    if marks[2] in ":;" and len(last) <= 2:
        known = _sensible(whole)
        return Time(known.milliseconds, int(last), keeps_pace=marks[2] == ";") if known else None
    return _sensible(whole + thousandths(last))


def _seconds(numbers: list[str]) -> int:
    seconds = 0
    for number in numbers:
        seconds = seconds * 60 + int(number)
    return seconds


def _sensible(milliseconds: int) -> Time | None:
    return Time(milliseconds) if milliseconds < MOST_HOURS * 3_600_000 else None
