"""What a category's films still ask of a jury: views near the line, or bridges between its groups."""

import heapq
from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from festival.scoring.assignment.state import Table
from festival.scoring.extra_reviews.budget import Purse
from festival.scoring.extra_reviews.choose_juror import Asking, NextView
from festival.scoring.extra_reviews.uncertainty import Doubt
from festival.scoring.numerics import Flags
from festival.scoring.ranking.dataset import Group
from festival.scoring.values import Why

BRIDGES = 10  # views that tie one group of jurors to the others

Urgency = tuple[bool, float, int]
"""Whether a film has its first views, the gain of one more for each second (negative), its row."""


class Wishes(Protocol):
    """What a category asks for, view after view, as far as its part of the time goes."""

    def resume(self) -> None:
        """More time was shared out: look again at what was too long before."""

    def next_view(self) -> NextView | None:
        """The most helpful view, given to a juror; none where there is no more, or none that can be paid."""

    @property
    def is_unpaid(self) -> bool:
        """Whether it ended at a film that was too long for what was left."""


class NearLine:
    """Films with few views, then those near the line: first whose next view may better the choice most."""

    def __init__(self, rows: Iterable[int], line: float, asking: Asking, doubt: Doubt, purse: Purse) -> None:
        self._line, self._asking, self._doubt, self._purse = line, asking, doubt, purse
        self._queue = [self._urgency(row) for row in rows]
        heapq.heapify(self._queue)
        self._too_long: list[Urgency] = []

    def resume(self) -> None:
        self._queue += self._too_long
        heapq.heapify(self._queue)
        self._too_long = []

    def next_view(self) -> NextView | None:
        while self._queue:
            urgency = heapq.heappop(self._queue)
            has_first_views, _, row = urgency
            if not self._purse.can_pay(row):
                self._too_long.append(urgency)
            elif view := self._asking.ask(row, Why.NEAR_LINE if has_first_views else Why.FEW_VIEWS):
                heapq.heappush(self._queue, self._urgency(row))
                return view
        return None

    @property
    def is_unpaid(self) -> bool:
        return bool(self._too_long)

    def _urgency(self, row: int) -> Urgency:
        gain = self._doubt.gain(row, self._line) / float(self._purse.length[row])
        return self._asking.has_first_views(row), -gain, row


@dataclass
class _Way:
    """Films of one group, shortest first, for the jurors of another."""

    films: deque[int]
    jurors: Flags


@dataclass
class _Bridge:
    """Between two groups, one way and the other in turn, and how many views are still to go over it."""

    ways: deque[_Way]
    views: int = BRIDGES


class Bridges:
    """Short films of each group for jurors of the largest one, and the other way round.

    What serves as a decoy (`decoys`, rows) is no bridge: it must stay a film that nobody else is asked for.
    """

    def __init__(
        self,
        largest: Group,
        others: Iterable[Group],
        table: Table,
        asking: Asking,
        purse: Purse,
        decoys: Collection[int],
    ) -> None:
        self._table, self._asking, self._purse, self._decoys = table, asking, purse, decoys
        self._bridges = [
            _Bridge(deque([self._way(group, largest), self._way(largest, group)])) for group in others
        ]

    def resume(self) -> None:
        """Nothing was put aside: a way ends at its first film that is too long, and waits there."""

    def next_view(self) -> NextView | None:
        return next((view for bridge in self._bridges if (view := self._over(bridge))), None)

    @property
    def is_unpaid(self) -> bool:
        return any(bridge.views and any(way.films for way in bridge.ways) for bridge in self._bridges)

    def _way(self, group: Group, other: Group) -> _Way:
        films = sorted(group.films, key=lambda row: (self._purse.length[row], row))
        return _Way(deque(films), np.array([juror.key in other.jurors for juror in self._table.jurors]))

    def _over(self, bridge: _Bridge) -> NextView | None:
        for _ in range(len(bridge.ways) if bridge.views else 0):
            way = bridge.ways[0]
            bridge.ways.rotate(-1)
            if view := self._along(way):
                bridge.views -= 1
                return view
        return None

    def _along(self, way: _Way) -> NextView | None:
        while way.films and self._purse.can_pay(way.films[0]):
            row = way.films.popleft()
            if row not in self._decoys and (view := self._asking.ask(row, Why.BRIDGE, way.jurors)):
                return view
        return None


def by_size(groups: Iterable[Group]) -> list[Group]:
    """The groups of a category, the one that saw most of its films first."""
    return sorted(groups, key=lambda group: -len(group.films))
