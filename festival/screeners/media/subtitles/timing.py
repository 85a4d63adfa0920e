"""Times in subtitle files as people and programs write them: 00:00:01,5, 1.2.3, 00:00:01:12, with blanks."""

import re

from festival.screeners.media.subtitles.values import Time

LONGEST_LINE = 300  # characters; no line of times is longer
_PARTS = r"\d{1,9}(?:\s?[:.,;]\s?\d{1,9}){1,3}"
_ARROW = r"(?:(?:[-–—=]\s?){1,4}>|→|⟶)"
_TIMING = re.compile(rf"\s*(?:\d{{1,6}}\s+)?(-?\s?{_PARTS})\s*{_ARROW}\s*(-?\s?{_PARTS})(\s.*)?")
_SETTING = re.compile(r"[\w-]{1,20}:\S*")
_WITH_COMMA = re.compile(r"\s*(-?\d{1,3}:\d\d:\d\d\.\d{2,3})\s?,\s?(-?\d{1,3}:\d\d:\d\d\.\d{2,3})\s*")
_ARROW_OF_SUBRIP = "-->"
_CLOCK = r"\d{1,3}\s?[:.]\s?\d{1,2}\s?[:.]\s?\d{1,2}(?:\s?[:.,;]\s?\d{1,3})?"
_WITHOUT_ARROW = re.compile(rf"\s*({_CLOCK})(?:\s*[-–—=~|/>,\s]\s*({_CLOCK})?)?\s*")
_START = re.compile(rf"\s*(-?\s?{_PARTS})\s*{_ARROW}")
_ALONE = re.compile(rf"\s*-?\s?{_PARTS}\s*")
_LIKE_A_TIME = re.compile(r"\s*-?\s?\d{1,3}\s?[:.]\s?\d")
FEWEST_DIGITS = 3  # what follows an arrow and has fewer is no time that was mistyped
_WIDE = str.maketrans("：．，；－＞", ":.,;->")
_UNFINISHED_WITH_COMMA = re.compile(r"\s*(-?\d{1,3}:[^\s,]{1,20})\s?,\s?(?:-?\d{1,3}:[^\s,]{0,20})?\s*")
_SPLIT = re.compile(r"\s*([:.,;])\s*")
MOST_HOURS = 100


def timing(line: str) -> tuple[Time | None, Time | None] | None:
    """The two times of a line of SubRip or WebVTT; one that makes no sense or is negative is None."""
    if len(line) > LONGEST_LINE:
        return None
    found = _TIMING.fullmatch(line.translate(_WIDE))
    return (time(found[1]), time(found[2])) if found else None


def words_beside(line: str) -> str:
    """What somebody says in the line of times itself, behind them: not the settings that may stand there."""
    found = _TIMING.fullmatch(line.translate(_WIDE)) if len(line) <= LONGEST_LINE else None
    rest = line[found.start(3) :].strip() if found and found[3] else ""
    return "" if all(_SETTING.fullmatch(word) for word in rest.split()) else rest


def timing_with_comma(line: str) -> tuple[Time | None, Time | None] | None:
    """The two times of a line of YouTube's SBV, or of SubViewer."""
    found = _WITH_COMMA.fullmatch(line) if len(line) <= LONGEST_LINE else None
    return (time(found[1]), time(found[2])) if found else None


def unfinished(line: str) -> tuple[Time | None, Time | None] | None:
    """What is left of the times in a line that has an arrow but not both, or both without an arrow.

    None where the line looks like no times at all. Whether it stands where times should, its place tells.
    """
    text = line[:LONGEST_LINE].translate(_WIDE)
    if found := _WITHOUT_ARROW.fullmatch(text):
        return time(found[1]), time(found[2]) if found[2] else None
    if _ARROW_OF_SUBRIP not in text:
        return None
    found = _START.match(text)
    rest = text[found.end() :].strip() if found else ""
    is_time = found and (not rest or sum(map(str.isdigit, rest)) >= FEWEST_DIGITS)
    return (time(found[1]) if found and is_time else None), None


def unfinished_with_comma(line: str) -> tuple[Time | None, Time | None] | None:
    """The same for times with a comma between them."""
    found = _UNFINISHED_WITH_COMMA.fullmatch(line[:LONGEST_LINE])
    return (alone(found[1]), None) if found else None


def begins_with_time(line: str) -> bool:
    """Whether a line with an arrow, or a comma, begins as times do, not as speech."""
    has_mark = _ARROW_OF_SUBRIP in line[:LONGEST_LINE] or _UNFINISHED_WITH_COMMA.fullmatch(line)
    return bool(has_mark) and _LIKE_A_TIME.match(line) is not None


def alone(written: str) -> Time | None:
    """One time by itself; None for what is none."""
    is_time = len(written) <= LONGEST_LINE and _ALONE.fullmatch(written.translate(_WIDE))
    return time(written.translate(_WIDE)) if is_time else None


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
