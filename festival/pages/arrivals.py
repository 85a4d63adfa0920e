"""How a call fills up: entries that have arrived by each of its days, beside the edition before."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from festival.kernel.windows import last_day


@dataclass(frozen=True, slots=True)
class Curve:
    """Entries that had arrived by the end of each day of a call, from its first day on."""

    name: str
    first: date
    days: int
    arrived: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many have arrived by now."""
        return self.arrived[-1] if self.arrived else 0


def curve(
    name: str,
    submitted: Iterable[datetime],
    *,
    opens_at: datetime,
    closes_at: datetime,
    now: datetime,
    zone: str,
) -> Curve:
    """The curve of one call up to `now`; what came before the first day or after the last counts on it."""
    place = ZoneInfo(zone)
    first, last = opens_at.astimezone(place).date(), last_day(closes_at, zone)
    until = min(now.astimezone(place).date(), last)
    counts = Counter(min(max(at.astimezone(place).date(), first), last) for at in submitted)
    days = [first + timedelta(days=number) for number in range(max(0, (until - first).days + 1))]
    return Curve(name, first, (last - first).days + 1, tuple(accumulate(counts[day] for day in days)))


def points(of: Curve, *, highest: int, width: int, height: int) -> str:
    """The curve as the points of an SVG polyline in a box of `width` by `height`, (0, 0) at its top."""
    if not highest or not of.days:
        return ""
    step = width / max(1, of.days - 1)
    return " ".join(
        f"{day * step:.1f},{height - count / highest * height:.1f}" for day, count in enumerate(of.arrived)
    )


def highest(curves: Sequence[Curve]) -> int:
    """The most that any of the curves reaches."""
    return max((of.total for of in curves), default=0)
