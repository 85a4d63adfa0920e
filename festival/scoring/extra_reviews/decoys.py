"""Decoys: films that nobody else is asked for, so that being asked late tells a juror nothing of a film."""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

import numpy as np

from festival.scoring.extra_reviews.budget import Budget
from festival.scoring.extra_reviews.choose_juror import Asking, ExtraReview
from festival.scoring.numerics import Places, Reals
from festival.scoring.values import Why

DECOY_EVERY = 10
FIRST_DECOY = (
    2,
    3,
)  # one of these reviews is the first: one review alone cannot be hidden, among three it can
SAME = 1e-9  # of the way from the best film to the last


class Decoys:
    """One review in ten is one, counted across all categories.

    `drawn` are the films that serve so far (rows).

    Where a category has no film for the first, another category's serves: no batch should be without one.
    """

    def __init__(self, asking: Asking, budget: Budget, chance: np.random.Generator) -> None:
        self.drawn: set[int] = set()
        self._asking, self._budget = asking, budget
        self._until_due = int(chance.choice(FIRST_DECOY)) - 1
        self._asked: set[int] = set()
        self._films: dict[int, Iterator[int]] = {}

    def offer(self, category: int, films: Iterable[int]) -> None:
        """The films of a category, in the order in which they are tried."""
        self._films[category] = iter(films)

    def extra_review(self, category: int) -> ExtraReview | None:
        """A film that nobody is asked for, where one is due; it stays due until there is one.

        Each film is tried once: jurors, reviews and time only get fewer, so what cannot be now cannot be
        later.
        """
        if self._until_due > 0:
            return None
        others = () if self.drawn else self._films.values()
        for row in chain(self._films[category], *others):
            if row in self._asked or not self._budget.holds(row):
                continue
            if review := self._asking.ask(row, Why.DECOY):
                self.drawn.add(row)
                return review
        return None

    def count(self, row: int, why: Why) -> None:
        """A review was assigned."""
        self._asked.add(row)
        self._until_due = DECOY_EVERY - 1 if why is Why.DECOY else self._until_due - 1


def farther_first(rows: Places, quality: Reals, line: float, chance: np.random.Generator) -> list[int]:
    """Films drawn by chance: first those of the half that lies farther from the cut-off."""
    apart = np.abs(quality[rows] - line)
    # Films of which the same is known differ in the last digits, and these with the machine and the scale.
    is_near = apart < np.median(apart) - SAME * np.ptp(quality[rows])
    drawn = chance.permutation(len(rows))
    return [int(row) for row in rows[drawn[np.argsort(is_near[drawn], kind="stable")]]]


def small_groups_last(rows: Places, small: Collection[int], chance: np.random.Generator) -> list[int]:
    """Films drawn by chance, last those of `small` groups.

    They have few films to build linking reviews from.
    """
    drawn = chance.permutation(rows)
    return sorted(map(int, drawn), key=lambda row: row in small)
