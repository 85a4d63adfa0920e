"""A date of which perhaps only the year, or the year and the month, is known: when a film was completed."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date, format_skeleton

from festival.kernel.invalid import Invalid

FIRST_FILM_YEAR = 1888  # Roundhay Garden Scene, the oldest film that survives
LAST_YEAR = 9999

_SHAPE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True)
class PartialDate:
    """A year, a month of a year, or a day. `str()` gives 2019, 2019-04 or 2019-04-17, as it is stored."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not FIRST_FILM_YEAR <= self.year <= LAST_YEAR:
            raise Invalid(
                "year_impossible",
                "{year} cannot be the year of a film. Write the year with four digits, for example 2019.",
                year=self.year,
            )
        if self.month is None and self.day is not None:
            raise Invalid(
                "date_without_month", "A date with a day needs its month too, for example 2019-04-17."
            )
        if self.month is not None and not 1 <= self.month <= 12:
            raise Invalid(
                "month_impossible",
                "There is no month {month}. Months go from 01 to 12, for example 2019-04.",
                month=self.month,
            )
        if self.day is not None and not 1 <= self.day <= self._days_in_month:
            raise Invalid(
                "no_such_date",
                "There is no day {day} in {month}: that month has {days} days.",
                day=self.day,
                month=f"{self.year:04}-{self.month:02}",
                days=self._days_in_month,
            )

    @property
    def _days_in_month(self) -> int:
        return monthrange(self.year, self.month or 12)[1]

    @property
    def earliest(self) -> date:
        """The first day that it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that it can mean."""
        return date(self.year, self.month or 12, self.day or self._days_in_month)

    def may_be_on_or_after(self, day: date) -> bool:
        """Whether it can mean `day` or a later one: a doubt about the day is in its favour."""
        return self.latest >= day

    def in_words(self, locale: str = "en") -> str:
        """As people write it: 17 April 2019, April 2019, 2019."""
        if self.month is None:
            return f"{self.year:04}"
        if self.day is None:
            return format_skeleton("yMMMM", self.earliest, locale=locale)
        return format_date(self.earliest, "long", locale=locale)

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)


def parse(text: str) -> PartialDate:
    """Read `2019`, `2019-04` or `2019-04-17`. Raises Invalid: the shape, or a date that does not exist."""
    match = _SHAPE.fullmatch(text.strip())
    if match is None:
        raise Invalid(
            "date_unreadable",
            "“{text}” cannot be read as a date. Write 2019, 2019-04 or 2019-04-17: year, month, day.",
            text=text.strip()[:40],
        )
    year, month, day = (int(part) if part else None for part in match.groups())
    return PartialDate(year or 0, month, day)
