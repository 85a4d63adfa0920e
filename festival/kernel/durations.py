"""Running times: whole seconds inside, 0:41:00 or 41 min for people."""

import re
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale
from babel.units import format_unit

from festival.kernel.invalid import Invalid
from festival.kernel.plain_marks import plain

LONGEST = 100 * 3600 - 1  # 99:59:59

_CLOCK = re.compile(
    r"(?:(?P<hours>\d{1,2}):(?P<minutes>[0-5]?\d)|(?P<only_minutes>\d{1,3})):(?P<seconds>[0-5]?\d)"
    r"(?:[.,]0+)?(?P<unit>(?: ?[^\W\d]+\.?)?)"
)
_HOURS_AND_MINUTES = re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>[0-5]?\d) ?(?P<unit>[^\W\d]+\.?)")
_PIECE = re.compile(r"(?P<number>\d{1,5}) ?(?P<unit>[^\d\s.,:;]*)\.?,? ?")
_AND = re.compile(r"(?<=\s)(?:and|et|y|und|e|и|و|&) ?(?=\d)", re.IGNORECASE)
_SIZES = {"hour": 3600, "minute": 60, "second": 1}

# What people write for a unit and CLDR does not; English first, then what phones and slates have.
_UNITS = {
    "hour": "h hr hrs std ч",
    "minute": "m min mins mn ' мин dk dak",
    "second": 's sec secs sek " сек',
}
# Languages in which films are timed on forms; their words come from CLDR.
_LANGUAGES = [
    "en",
    "fr",
    "es",
    "ar",
    "ru",
    "zh",
    "de",
    "pt",
    "it",
    "nl",
    "pl",
    "tr",
    "fa",
    "ur",
    "hi",
    "id",
    "ja",
    "ko",
    "uk",
    "el",
    "sv",
]


def parse(text: str) -> int:
    """Seconds of `41:00`, `1h24`, `90’`, `24’31”` or `24 min 31 s`, in any digits. A bare number is of what?

    Two numbers with a colon are minutes and seconds, since that is how films are timed; an hour behind them
    says otherwise. Raises Invalid: `duration_unreadable`, `duration_too_long`.
    """
    typed = plain(text)
    seconds = _of_clock(typed)
    if seconds is None:
        seconds = _of_words(_AND.sub("", typed))
    if seconds is None:
        raise Invalid(
            "duration_unreadable",
            "“{text}” cannot be read as a running time. Write 1:23:45 (hours), 41:00 (minutes) or 41 min.",
            text=text.strip()[:40],
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


def _of_clock(typed: str) -> int | None:
    """1:23:45, 41:00, and what a spreadsheet makes of a length before noon: 12:41:00 AM."""
    short = _HOURS_AND_MINUTES.fullmatch(typed)
    if short and _unit(short["unit"]) == "hour":
        return int(short["hours"]) * 3600 + int(short["minutes"]) * 60
    found = _CLOCK.fullmatch(typed)
    if found is None:
        return None
    hours, unit = int(found["hours"] or 0), found["unit"].strip()
    is_morning = unit.casefold() == "am" and found["hours"] is not None and hours <= 12
    if unit and not is_morning and _unit(unit) != ("hour" if found["hours"] else "minute"):
        return None
    minutes = int(found["minutes"] or found["only_minutes"])
    return (hours % 12 if is_morning else hours) * 3600 + minutes * 60 + int(found["seconds"])


def _of_words(typed: str) -> int | None:
    """1h24, 24 min 31 s, 24'31": each unit once, the largest first; a last number is of the next smaller."""
    pieces = list(_PIECE.finditer(typed))
    if "".join(piece[0] for piece in pieces) != typed or not pieces or not pieces[0]["unit"]:
        return None
    seconds, above = 0, 24 * 3600
    for piece in pieces:
        size = _SIZES.get(_unit(piece["unit"]) or "", 0) if piece["unit"] else _next_smaller(piece, above)
        if not 0 < size < above:
            return None
        seconds, above = seconds + int(piece["number"]) * size, size
    return seconds


def _next_smaller(piece: re.Match[str], above: int) -> int:
    is_the_last = piece.end() == len(piece.string) and int(piece["number"]) < 60
    return above // 60 if is_the_last else 0


def _unit(word: str) -> str | None:
    return _units().get(word.casefold().rstrip("."))


@lru_cache(maxsize=1)
def _units() -> dict[str, str]:
    written = {word: unit for unit, words in _UNITS.items() for word in words.split()}
    return dict(_told_units()) | written


def _told_units() -> Iterator[tuple[str, str]]:
    """The words of each language for one, two, five and ninety hours, minutes and seconds."""
    for language in map(Locale.parse, _LANGUAGES):
        for unit in _SIZES:
            for length in ("long", "short", "narrow"):
                for count in (1, 2, 5, 90):
                    told = format_unit(count, f"duration-{unit}", length, locale=language)
                    word = re.sub(r"[\d\s.\u200e\u200f]", "", plain(told)).casefold()
                    if word and not ("'" in word or '"' in word):
                        yield word, unit
