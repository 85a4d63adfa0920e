"""The window of a call: when it opens, when it closes, and what is true at any instant between."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Phase(StrEnum):
    """Where an instant lies relative to a window."""

    BEFORE = "before"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Window:
    """A half-open interval of instants: it holds `opens_at` and not `closes_at`; None is no bound.

    Its bounds may be out of order, and it is then empty.
    """

    opens_at: datetime | None
    closes_at: datetime | None

    def __post_init__(self) -> None:
        for bound in (self.opens_at, self.closes_at):
            if bound is not None and bound.tzinfo is None:
                raise ValueError("a window's bounds carry their zone")

    @property
    def is_in_order(self) -> bool:
        """Whether it closes after it opens: what a form asks before it saves one."""
        return not (self.opens_at and self.closes_at) or self.closes_at > self.opens_at

    def phase(self, now: datetime) -> Phase:
        """Before, open or closed at `now`; the closing instant itself is closed.

        A window that closes before it opens is closed at any time: such rows are read without an error.
        """
        if not self.is_in_order:
            return Phase.CLOSED
        if self.opens_at is not None and now < self.opens_at:
            return Phase.BEFORE
        if self.closes_at is not None and now >= self.closes_at:
            return Phase.CLOSED
        return Phase.OPEN

    def extended_to(self, until: datetime | None) -> "Window":
        """The same window with a later end; an earlier `until`, or none, changes nothing."""
        if self.closes_at is None or until is None or until <= self.closes_at:
            return self
        return Window(self.opens_at, until)


def window_of_days(first: date, last: date, zone: str) -> Window:
    """From the first minute of `first` to the end of `last`, as people of that zone count days."""
    place = ZoneInfo(zone)
    return Window(
        datetime.combine(first, time.min, place).astimezone(UTC),
        datetime.combine(last + timedelta(days=1), time.min, place).astimezone(UTC),
    )


def last_day(closes_at: datetime, zone: str) -> date:
    """The last day that belongs to a window, named the way a deadline is: "until 21 June"."""
    return (closes_at.astimezone(ZoneInfo(zone)) - timedelta(microseconds=1)).date()


def whole_minute(instant: datetime) -> datetime:
    """The next whole minute, or this one: an end that people are told is as long as they read it."""
    rounded = instant.replace(second=0, microsecond=0)
    return rounded if rounded == instant else rounded + timedelta(minutes=1)
