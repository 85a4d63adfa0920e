"""How a board is drawn: one axis of points for all of its films, wide enough for each of them."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from festival.scoring.scales import Scale

MOST_LANDMARKS = 4  # numbers that stay readable on a telephone


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from one whole point to another."""

    first: int
    last: int

    def at(self, points: float) -> float:
        """How far along the axis something lies, in percent; what lies beyond an end, at that end."""
        share = (points - self.first) / (self.last - self.first)
        return round(100 * min(max(share, 0.0), 1.0), 2)

    def holds(self, low: float, high: float) -> bool:
        """Whether an interval lies on it with both ends."""
        return self.first <= low and high <= self.last

    @property
    def ticks(self) -> range:
        """The whole points on it, its ends among them."""
        return range(self.first, self.last + 1)

    @property
    def landmarks(self) -> range:
        """A few of them, evenly apart: from its first one, or so that zero is among them."""
        step = math.ceil((self.last - self.first) / (MOST_LANDMARKS - 1))
        start = self.first if self.first >= 0 else self.first + -self.first % step
        return range(start, self.last + 1, step)


def axis_over(numbers: Iterable[float | None]) -> Axis:
    """The shortest axis with all of these on it; what is None is nowhere."""
    points = [number for number in numbers if number is not None]
    first, last = math.floor(min(points, default=0.0)), math.ceil(max(points, default=0.0))
    return Axis(first, max(last, first + 1))


def axis_on(scale: Scale, numbers: Iterable[float | None]) -> Axis:
    """The part of a scale with all of these on it, up to its ends; without any of them, all of it."""
    points = [number for number in numbers if number is not None]
    wanted = axis_over(points or (scale.lowest, scale.highest))
    highest = math.ceil(scale.highest)
    first = min(max(wanted.first, math.floor(scale.lowest)), highest - 1)
    return Axis(first, max(min(wanted.last, highest), first + 1))
