"""The jury time of a batch: what is left of it, for whom, and for which category's films."""

from collections.abc import Sequence

import numpy as np

from festival.scoring.assignment.state import Table
from festival.scoring.extra_reviews import cut_line
from festival.scoring.numerics import Flags, Places, Reals
from festival.scoring.ranking.dataset import Reading

SHORTEST = 60  # seconds that even the smallest film costs a juror, and one of which nobody knows the length
SLACK = 1.25  # of an equal share: who set no limit may be asked for a little more,
EVENING = 3 * 60 * 60  # and for an evening in any case


class Budget:
    """Seconds: what is `left` of a batch, and of each juror (`jurors`, in the order of the table).

    Only what was shared out can be spent. A decoy serves all, so it may take a category beyond its part.
    """

    def __init__(self, reading: Reading, table: Table, seconds: int) -> None:
        self.length = lengths(reading)
        self.left = float(seconds)
        self.jurors = _allowances(table, seconds)
        self._category = reading.design.category
        minutes = np.bincount(self._category, self.length, len(reading.places))
        self._minutes = minutes * cut_line.in_categories(reading)
        self._parts = np.zeros(len(minutes))

    def share_out(self, categories: Sequence[int]) -> None:
        """Give all that is left to these, by the minutes of their films: pooled, shorts would take all."""
        minutes = self._minutes[categories]
        self._parts[:] = 0
        self._parts[categories] = self.left * minutes / max(float(minutes.sum()), 1.0)

    def holds(self, row: int) -> bool:
        """Whether what is left of the batch suffices for a film."""
        return bool(self.length[row] <= self.left)

    def can_pay(self, row: int) -> bool:
        """Whether what its category has left suffices for a film."""
        return self.holds(row) and bool(self.length[row] <= self._parts[self._category[row]])

    def enough_time(self, row: int) -> Flags:
        """Which jurors have time left for a film."""
        return np.asarray(self.jurors >= self.length[row])

    def pay(self, row: int, column: int) -> None:
        """A juror watches a film."""
        self.left -= self.length[row]
        self._parts[self._category[row]] -= self.length[row]
        self.jurors[column] -= self.length[row]


def cost(seconds: int) -> int:
    """The seconds of a juror that a film of this length takes: a minute at least."""
    return max(seconds, SHORTEST)


def lengths(reading: Reading) -> Places:
    """What each film costs, in seconds."""
    return np.array([cost(film.seconds) for film in reading.films], dtype=np.intp)


def giving(table: Table) -> int:
    """How many jurors give any time at all; one, where nobody does."""
    return max(int((table.limit > 0).sum()), 1)


def _allowances(table: Table, seconds: int) -> Reals:
    """The seconds that each juror can still be asked for: what their limit leaves, or a fair share."""
    share = max(SLACK * seconds / giving(table), EVENING)
    left = table.limit - table.load
    return np.maximum(np.where(np.isinf(left), share, left), 0.0)
