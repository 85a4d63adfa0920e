"""What a category's films still ask of a jury.

Reviews near the cut-off, or linking reviews between its groups.
"""

import heapq
from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from festival.scoring.assignment.state import Table
from festival.scoring.extra_reviews.budget import Budget
from festival.scoring.extra_reviews.choose_juror import Asking, ExtraReview
from festival.scoring.extra_reviews.uncertainty import Uncertainty
from festival.scoring.numerics import Flags
from festival.scoring.ranking.dataset import Group
from festival.scoring.values import Why

LINKS = 10  # reviews that tie one group of jurors to the others

Urgency = tuple[bool, float, int]
"""Whether a film has its first reviews, the gain of one more for each second (negative), its row."""


class Candidates(Protocol):
    """What a category asks for, review after review, as far as its part of the time goes."""

    def resume(self) -> None:
        """More time was shared out: look again at what was too long before."""

    def extra_review(self) -> ExtraReview | None:
        """The most helpful review, given to a juror.

        None where there is no more, or none that can be paid.
        """

    @property
    def is_unpaid(self) -> bool:
        """Whether it ended at a film that was too long for what was left."""


class NearLine:
    """Films with few reviews, then those near the cut-off.

    First whose next review may better the choice most.
    """

    def __init__(
        self, rows: Iterable[int], line: float, asking: Asking, uncertainty: Uncertainty, budget: Budget
    ) -> None:
        self._line, self._asking, self._uncertainty, self._budget = line, asking, uncertainty, budget
        self._queue = [self._urgency(row) for row in rows]
        heapq.heapify(self._queue)
        self._too_long: list[Urgency] = []

    def resume(self) -> None:
        self._queue += self._too_long
        heapq.heapify(self._queue)
        self._too_long = []

    def extra_review(self) -> ExtraReview | None:
        while self._queue:
            urgency = heapq.heappop(self._queue)
            has_first_reviews, _, row = urgency
            if not self._budget.can_pay(row):
                self._too_long.append(urgency)
            elif review := self._asking.ask(row, Why.NEAR_LINE if has_first_reviews else Why.FEW_REVIEWS):
                heapq.heappush(self._queue, self._urgency(row))
                return review
        return None

    @property
    def is_unpaid(self) -> bool:
        return bool(self._too_long)

    def _urgency(self, row: int) -> Urgency:
        gain = self._uncertainty.gain(row, self._line) / float(self._budget.length[row])
        return self._asking.has_first_reviews(row), -gain, row


@dataclass
class _Way:
    """Films of one group, shortest first, for the jurors of another."""

    films: deque[int]
    jurors: Flags


@dataclass
class _Link:
    """Between two groups, one way and the other in turn, and how many reviews are still to go over it."""

    ways: deque[_Way]
    reviews: int = LINKS


class LinkingReviews:
    """Short films of each group for jurors of the largest one, and the other way round.

    What serves as a decoy (`decoys`, rows) is no linking review: it must stay a film that nobody else is
    asked for.
    """

    def __init__(
        self,
        largest: Group,
        others: Iterable[Group],
        table: Table,
        asking: Asking,
        budget: Budget,
        decoys: Collection[int],
    ) -> None:
        self._table, self._asking, self._budget, self._decoys = table, asking, budget, decoys
        self._links = [
            _Link(deque([self._way(group, largest), self._way(largest, group)])) for group in others
        ]

    def resume(self) -> None:
        """Nothing was put aside: a way ends at its first film that is too long, and waits there."""

    def extra_review(self) -> ExtraReview | None:
        return next((review for link in self._links if (review := self._over(link))), None)

    @property
    def is_unpaid(self) -> bool:
        return any(link.reviews and any(way.films for way in link.ways) for link in self._links)

    def _way(self, group: Group, other: Group) -> _Way:
        films = sorted(group.films, key=lambda row: (self._budget.length[row], row))
        return _Way(deque(films), np.array([juror.key in other.jurors for juror in self._table.jurors]))

    def _over(self, link: _Link) -> ExtraReview | None:
        for _ in range(len(link.ways) if link.reviews else 0):
            way = link.ways[0]
            link.ways.rotate(-1)
            if review := self._along(way):
                link.reviews -= 1
                return review
        return None

    def _along(self, way: _Way) -> ExtraReview | None:
        while way.films and self._budget.can_pay(way.films[0]):
            row = way.films.popleft()
            if row not in self._decoys and (review := self._asking.ask(row, Why.LINK, way.jurors)):
                return review
        return None


def by_size(groups: Iterable[Group]) -> list[Group]:
    """The groups of a category, the one that saw most of its films first."""
    return sorted(groups, key=lambda group: -len(group.films))
