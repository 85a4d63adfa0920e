"""The date of a film's completion as people and spreadsheets write it: taken where it has one meaning only.

7/1/2019 is January to some and July to others, and 2569 is a year of the Buddhist era: both are asked back.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from babel import Locale

from festival.kernel import partial_dates
from festival.kernel.folding import fold
from festival.kernel.invalid import Invalid
from festival.kernel.partial_dates import PartialDate
from festival.kernel.plain_marks import plain

_AT_MIDNIGHT = re.compile(r"[T ]0?0:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?$")
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?\.?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4}|\d{2})\.?")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_IN_WORDS = re.compile(
    r"(?:(?P<before>\d{1,2})(?:st|nd|rd|th|er|º)? )?(?P<month>\D+?) (?:(?P<after>\d{1,2}) )?(?P<year>\d{4})"
)
_YEAR_THEN_WORDS = re.compile(r"(?P<year>\d{4}) (?P<month>\D+?)(?: (?P<after>\d{1,2}))?")
_EAST_ASIAN = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日일])?")
_SHORT = re.compile(r"(\d{1,2})[- ]([^\W\d]{3,9})\.?[- ](\d{2})")
_LITTLE_WORDS = re.compile(r"\b(?:of|de|del|du|г|года?)\b\.?", re.IGNORECASE)
# Buddhist, Solar Hijri and Lunar Hijri, as people name them behind or before a year.
_ERAS = {
    "buddhist": re.compile(r"\bb\.?e\b|พ\.?ศ", re.IGNORECASE),
    "solar": re.compile(r"\b(?:s\.?h|a\.?p)\b|ه\.?\s?ش|شمسي|شمسی", re.IGNORECASE),
    "lunar": re.compile(r"\ba\.?h\b|هـ|هجري|ه\.?\s?ق|قمري|قمری", re.IGNORECASE),
}
_FILM_YEARS = range(1700, 2301)  # beyond them a year is of another era, or a typing error
_OFFERED = range(1900, 2050)
_LANGUAGES = ["en", "fr", "es", "ar", "ru", "zh", "de", "pt", "it", "tr"]
FIRST_DAY_OF_SPREADSHEETS = date(1899, 12, 30)


def read(text: str, *, day_first: bool | None = None) -> PartialDate:
    """A date in words or numbers. `day_first` says how somebody meant those that can be read in two ways.

    Raises Invalid: `date_two_ways`, `year_of_another_era`, and what `partial_dates.parse` raises.
    """
    typed = plain(_AT_MIDNIGHT.sub("", plain(text)))
    year = re.search(r"\d{4}", typed)
    era = next((name for name, words in _ERAS.items() if words.search(text)), None)
    if year and (era or int(year[0]) not in _FILM_YEARS):
        raise _of_another_era(text, int(year[0]), era)
    for found in (_in_words(typed), _in_numbers(typed, day_first)):
        if found:
            return found
    return partial_dates.parse(typed)


def of_spreadsheet(text: str) -> PartialDate | None:
    """The day that a spreadsheet means by a number such as 43647; None for any other text."""
    if not re.fullmatch(r"[2-6]\d{4}(?:[.,]0+)?", text.strip()):
        return None
    day = FIRST_DAY_OF_SPREADSHEETS + timedelta(days=int(text.strip()[:5]))
    return PartialDate(day.year, day.month, day.day)


def needs_to_be_over(completed: PartialDate, last_day: date) -> None:
    """A film is completed when it is entered. Raises Invalid: `completed_after_the_call`."""
    if completed.earliest > last_day:
        raise Invalid(
            "completed_after_the_call",
            "{completed} is later than the last day of the call, {last}. When was the film completed?",
            completed=str(completed),
            last=last_day.isoformat(),
        )


def _in_numbers(typed: str, day_first: bool | None) -> PartialDate | None:
    if found := _YEAR_FIRST.fullmatch(typed):
        return PartialDate(int(found[1]), int(found[3]), int(found[4]) if found[4] else None)
    if found := _MONTH_AND_YEAR.fullmatch(typed):
        return PartialDate(int(found[2]), int(found[1]))
    found = _YEAR_LAST.fullmatch(typed)
    if found is None or (len(found[4]) == 2 and found[2] != "."):
        return None
    one, other, year = int(found[1]), int(found[3]), _whole(found[4])
    if found[2] == "." or one > 12 or one == other:
        return PartialDate(year, other, one)
    if other > 12:
        return PartialDate(year, one, other)
    if day_first is None:
        raise _two_ways(typed, PartialDate(year, other, one), PartialDate(year, one, other))
    return PartialDate(year, other, one) if day_first else PartialDate(year, one, other)


def _in_words(typed: str) -> PartialDate | None:
    """17 April 2019, April 17, 2019, avril 2019, 2019年4月17日, 17-Apr-19."""
    if short := _SHORT.fullmatch(typed):
        known = _months().get(fold(short[2]))
        return PartialDate(_whole(short[3]), known, int(short[1])) if known else None
    if east_asian := _EAST_ASIAN.fullmatch(typed):
        return PartialDate(
            int(east_asian[1]), int(east_asian[2]), int(east_asian[3]) if east_asian[3] else None
        )
    words = " ".join(_LITTLE_WORDS.sub(" ", re.sub(r"[,،-]", " ", typed)).split())
    found = _IN_WORDS.fullmatch(words) or _YEAR_THEN_WORDS.fullmatch(words)
    if found is None:
        return None
    parts = found.groupdict()
    named = _months().get(fold(parts["month"]))
    said = parts.get("before") or parts["after"]
    return PartialDate(int(parts["year"]), named, int(said) if said else None) if named else None


def _whole(year: str) -> int:
    """Two digits as spreadsheets read them: up to 49 in this century."""
    return int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 50 else 1900)


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """The names of months, long and short, in the languages of forms; one that is two months is left out."""
    found: dict[str, set[int]] = {}
    for name, month in _named_months():
        found.setdefault(fold(name), set()).add(month)
    return {name: months.pop() for name, months in found.items() if len(months) == 1 and name}


def _named_months() -> Iterator[tuple[str, int]]:
    for locale in map(Locale.parse, _LANGUAGES):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                yield from ((str(name), month) for month, name in locale.months[context][width].items())
    yield "sept", 9


def _two_ways(typed: str, one: PartialDate, other: PartialDate) -> Invalid:
    return Invalid(
        "date_two_ways",
        "“{text}” can be {one} or {other} (year-month-day). Write it like one of these.",
        text=typed[:40],
        one=str(one),
        other=str(other),
    )


def _of_another_era(text: str, year: int, era: str | None) -> Invalid:
    years = (each for name, found in _gregorian(year).items() if era in (None, name) for each in found)
    offers = ", ".join(dict.fromkeys(str(each) for each in years if each in _OFFERED))
    if not offers:
        return Invalid(
            "year_impossible",
            "{year} cannot be the year of a film. Write the year with four digits, for example 2019.",
            year=year,
        )
    return Invalid(
        "year_of_another_era",
        "“{text}” may be of another calendar. In the international one, is it {years}? Write that.",
        text=text.strip()[:40],
        years=offers,
    )


def _gregorian(year: int) -> dict[str, Sequence[int]]:
    """The years that it can be: a Hijri year ends in the next one, and a lunar year is shorter than ours."""
    lunar = int(year * 0.970229 + 621.5643)
    return {"buddhist": [year - 543], "solar": [year + 621, year + 622], "lunar": [lunar, lunar + 1]}
