"""How a board is drawn: one axis of points for all of its films, wide enough for each of them."""

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from one whole point to another."""

    first: int
    last: int

    def at(self, points: float) -> float:
        """How far along the axis something lies, in percent."""
        return round(100 * (points - self.first) / (self.last - self.first), 2)

    @property
    def ticks(self) -> range:
        """The whole points on it, its ends among them."""
        return range(self.first, self.last + 1)


def axis_over(numbers: Iterable[float | None]) -> Axis:
    """The shortest axis with all of these on it; what is None is nowhere."""
    points = [number for number in numbers if number is not None]
    first, last = math.floor(min(points, default=0.0)), math.ceil(max(points, default=0.0))
    return Axis(first, max(last, first + 1))
