"""The scale on which a jury scores: from its lowest score to its highest."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """The lowest and the highest score that can be given; the one is less than the other."""

    lowest: float
    highest: float

    @property
    def length(self) -> float:
        """How many points lie between its ends."""
        return self.highest - self.lowest

    @property
    def words(self) -> str:
        """Its ends, as in “1 to 10”."""
        return f"{self.lowest:.12g} to {self.highest:.12g}"

    def holds(self, score: float) -> bool:
        """Whether such a score can be given on it."""
        return self.lowest <= score <= self.highest


LEAST_LENGTH = (
    0.001  # on a shorter one, scores cannot be known not to be the same person from what arithmetic rounds
)
OF_TEN = Scale(1, 10)
USUAL = (Scale(1, 5), Scale(0, 5), OF_TEN, Scale(0, 10), Scale(0, 100))


def around(scores: Iterable[float]) -> Scale:
    """The scale that scores stand on where nobody says it.

    It is the shortest usual one that holds them all; where none does, it runs from the lowest to the highest
    of them, or over one point where these are nearly the same.
    """
    given = list(scores)
    for scale in USUAL:
        if all(map(scale.holds, given)):
            return scale
    lowest, highest = min(given), max(given)
    return Scale(lowest, highest if highest - lowest >= LEAST_LENGTH else lowest + 1)
