"""Whom to ask for a film: the juror whose review tells most of it, and who has most time left."""

from dataclasses import dataclass

import numpy as np

from festival.scoring.assignment.state import Table
from festival.scoring.extra_reviews.budget import SHORTEST, Budget, giving
from festival.scoring.extra_reviews.uncertainty import Uncertainty
from festival.scoring.numerics import Flags
from festival.scoring.ranking.dataset import Reading
from festival.scoring.ranking.results import FEWEST_REVIEWS
from festival.scoring.values import Key, Why

MOST = 14


@dataclass(frozen=True, slots=True)
class ExtraReview:
    """One juror's review of one film, to be asked for."""

    film: Key
    juror: Key
    why: Why


class Asking:
    """Films go to jurors one by one; what is known then of a film, and what is left of time, follows."""

    def __init__(self, reading: Reading, table: Table, uncertainty: Uncertainty, budget: Budget) -> None:
        self._films, self._table, self._uncertainty, self._budget = reading.films, table, uncertainty, budget
        self._uninformative = reading.uninformative
        # What evens out unequal rests of time: with so many seconds less, a juror's review is worth a third.
        self._even = max((budget.left + table.load.sum() / 4) / giving(table), SHORTEST)

    def ask(self, row: int, why: Why, among: Flags | None = None) -> ExtraReview | None:
        """Give a film to a juror, one of those `among`, if anybody can watch it. It must be paid for."""
        if self.reviews(row) >= MOST:
            return None
        is_open = self._table.open_to(row) & self._budget.enough_time(row)
        if among is not None:
            is_open &= among
        if not is_open.any():
            return None
        return self._give(row, self._best(row, is_open), why)

    def reviews(self, row: int) -> int:
        """How many reviews a film has, waits for, or is asked for."""
        return int(self._table.assigned[row].sum())

    def has_first_reviews(self, row: int) -> bool:
        """Whether enough reviews tell of a film, or will: who gives everything the same number does not."""
        return self.reviews(row) - int(self._uninformative[row]) >= FEWEST_REVIEWS

    def _best(self, row: int, is_open: Flags) -> int:
        """The juror whose review and time left are worth most together, among those who may have the film."""
        left = self._budget.jurors
        behind = np.where(is_open, left - left[is_open].max(), -np.inf)
        return int(np.argmax(self._uncertainty.told_by(row) * np.exp(behind / self._even)))

    def _give(self, row: int, column: int, why: Why) -> ExtraReview:
        self._table.assign(row, column)
        self._uncertainty.expect(row, column)
        self._budget.pay(row, column)
        return ExtraReview(self._films[row].key, self._table.jurors[column].key, why)
