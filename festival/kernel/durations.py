"""Running times: whole seconds inside, 0:41:00 or 41 min for people."""

import re

from festival.kernel.invalid import Invalid

LONGEST = 100 * 3600 - 1  # 99:59:59

_CLOCK = re.compile(
    r"(?:(?P<hours>\d{1,2}):(?P<minutes>[0-5]?\d)|(?P<only_minutes>\d{1,3})):(?P<seconds>[0-5]?\d)"
)
_WORDS = re.compile(
    r"(?:(?P<hours>\d{1,2})\s*(?:h|hr|hrs|hours?)\.?)?,?\s*"
    r"(?:(?P<minutes>\d{1,4})\s*(?:m|min|mins|minutes?|['′])\.?)?,?\s*"
    r"(?:(?P<seconds>\d{1,5})\s*(?:s|sec|secs|seconds?|[\"″])\.?)?",
    re.IGNORECASE,
)


def parse(text: str) -> int:
    """Seconds of `41:00`, `0:41:00`, `41 min` or `24 min 31 s`. A bare number is refused: of what?

    Two numbers with a colon are minutes and seconds, since that is how films are timed. Raises Invalid.
    """
    typed = text.strip()
    clock, words = _CLOCK.fullmatch(typed), _WORDS.fullmatch(typed)
    if clock:
        seconds = _seconds(clock["hours"], clock["minutes"] or clock["only_minutes"], clock["seconds"])
    elif words and any(words.groups()):
        seconds = _seconds(words["hours"], words["minutes"], words["seconds"])
    else:
        raise Invalid(
            "duration_unreadable",
            "“{text}” cannot be read as a running time. Write 1:23:45 (hours), 41:00 (minutes) or 41 min.",
            text=typed[:40],
        )
    if seconds > LONGEST:
        raise Invalid("duration_too_long", "A running time is at most 99:59:59. Please check the hours.")
    return seconds


def clock(seconds: int) -> str:
    """Hours, minutes and seconds with two digits each, as spreadsheets take it: 2460 gives 00:41:00."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest:02}"


def words(seconds: int) -> str:
    """As people say it: 1 h 23 min 45 s, 41 min, 0 s."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{number} {unit}" for number, unit in ((hours, "h"), (minutes, "min"), (rest, "s")) if number]
    return " ".join(parts) or "0 s"


def _seconds(hours: str | None, minutes: str | None, seconds: str | None) -> int:
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
