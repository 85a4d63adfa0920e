"""Whom to ask for a film: the juror whose view tells most of it, and who has most time left."""

from dataclasses import dataclass

import numpy as np

from festival.scoring.assignment.state import Table
from festival.scoring.extra_reviews.budget import SHORTEST, Purse, giving
from festival.scoring.extra_reviews.uncertainty import Doubt
from festival.scoring.numerics import Flags
from festival.scoring.ranking.dataset import Reading
from festival.scoring.ranking.results import FEWEST_VIEWS
from festival.scoring.values import Key, Why

MOST = 14


@dataclass(frozen=True, slots=True)
class NextView:
    """One juror's view of one film, to be asked for."""

    film: Key
    juror: Key
    why: Why


class Asking:
    """Films go to jurors one by one; what is known then of a film, and what is left of time, follows."""

    def __init__(self, reading: Reading, table: Table, doubt: Doubt, purse: Purse) -> None:
        self._films, self._table, self._doubt, self._purse = reading.films, table, doubt, purse
        self._mute = reading.mute
        # What evens out unequal rests of time: with so many seconds less, a juror's view is worth a third.
        self._even = max((purse.left + table.load.sum() / 4) / giving(table), SHORTEST)

    def ask(self, row: int, why: Why, among: Flags | None = None) -> NextView | None:
        """Give a film to a juror, one of those `among`, if anybody can watch it. It must be paid for."""
        if self.views(row) >= MOST:
            return None
        is_open = self._table.open_to(row) & self._purse.has_time(row)
        if among is not None:
            is_open &= among
        if not is_open.any():
            return None
        return self._give(row, self._best(row, is_open), why)

    def views(self, row: int) -> int:
        """How many views a film has, waits for, or is asked for."""
        return int(self._table.seated[row].sum())

    def has_first_views(self, row: int) -> bool:
        """Whether enough views tell of a film, or will: who gives everything the same number does not."""
        return self.views(row) - int(self._mute[row]) >= FEWEST_VIEWS

    def _best(self, row: int, is_open: Flags) -> int:
        """The juror, among those who are open to a film, whose view and time left are worth most together."""
        left = self._purse.jurors
        behind = np.where(is_open, left - left[is_open].max(), -np.inf)
        return int(np.argmax(self._doubt.told_by(row) * np.exp(behind / self._even)))

    def _give(self, row: int, column: int, why: Why) -> NextView:
        self._table.seat(row, column)
        self._doubt.expect(row, column)
        self._purse.pay(row, column)
        return NextView(self._films[row].key, self._table.jurors[column].key, why)
