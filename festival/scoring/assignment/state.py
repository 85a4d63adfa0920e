"""The table on which films are assigned.

Who may have which, who has which, how full and one-sided a queue is.
"""

from collections.abc import Collection, Sequence

import numpy as np

from festival.scoring import numerics
from festival.scoring.assignment import eligibility
from festival.scoring.numerics import Flags, Reals
from festival.scoring.values import Film, Juror, Key, Obstacle, Pair, in_order

CATEGORY_WEIGHT = 1.0  # a one-sided queue, beside a full one


class Table:
    """Films are rows, jurors are columns, as they come; of jurors at equal cost the first gets the film.

    `load`, `limit` and `target` are seconds; the target is an equal share of the reviews that are possible,
    and of those that are counted beyond these, or the limit where that is less. What stands for somebody
    beyond their limit is nobody else's to share. Who gives no time has no share that could be fair or unfair.
    """

    def __init__(
        self, films: Sequence[Film], jurors: Sequence[Juror], conflicts: Collection[Pair], reviews: int
    ) -> None:
        self.films, self.jurors, self.reviews = films, jurors, reviews
        self._row_of = numerics.positions(film.key for film in films)
        self._column_of = numerics.positions(juror.key for juror in jurors)
        self.seconds = np.array([film.seconds for film in films], dtype=float)
        self.limit = np.array([np.inf if juror.seconds is None else juror.seconds for juror in jurors])
        self.gives_time: Flags = self.limit > 0
        self._obstacles = eligibility.found(films, jurors, conflicts)
        self.barred: Flags = np.logical_or.reduce(list(self._obstacles.values()))
        self._possible = np.minimum((~self.barred).sum(axis=1), reviews)
        self._shared = float(self.seconds @ self._possible)
        self.assigned = np.zeros_like(self.barred)
        self.stands = np.zeros_like(self.barred)
        self.watchers: list[list[int]] = [[] for _ in films]
        self.load = np.zeros(len(jurors))
        self.together = np.zeros((len(jurors), len(jurors)))
        self._set_categories()
        self._set_targets()
        pairs = max(len(jurors) * (len(jurors) - 1), 1)
        self._expected_together = max(len(films) * reviews * (reviews - 1) / pairs, 1.0)

    def accept(self, film: Key, juror: Key) -> None:
        """Count a review that stands already, if both take part; nothing undoes it. Comes before any plan."""
        if place := self._uncounted(film, juror):
            beyond = self._beyond(place[1])
            self._count(*place)
            self.stands[place] = True
            self._share(beyond - self._beyond(place[1]))

    def plan(self, film: Key, juror: Key) -> None:
        """Count a review that is only planned, if both take part; the film may still change hands."""
        if place := self._uncounted(film, juror):
            self._count(*place)

    def of_target(self, load: Reals) -> Reals:
        """These seconds of every juror as parts of their targets; 0 for who gives no time."""
        return np.where(self.gives_time, load / self.target, 0.0)

    def open_to(self, row: int) -> Flags:
        """The jurors who could be given this film now."""
        return np.asarray(~(self.barred[row] | self.assigned[row]) & self.enough_time(row))

    def enough_time(self, row: int) -> Flags:
        return np.asarray(self.load + self.seconds[row] <= self.limit)

    def burden(self, row: int) -> Reals:
        """For every juror, how full and how one-sided their queue gets with this film; 1 is a full queue."""
        category = self._category_of[row]
        load = (self.load + self.seconds[row]) / self.target
        one_sided = (self._category_load[category] + self.seconds[row]) / self._category_target[category]
        burden: Reals = load + CATEGORY_WEIGHT * one_sided
        return burden

    def excess(self, row: int) -> Reals:
        """For every juror, by which part of their target this film takes them beyond it."""
        excess: Reals = np.maximum(self.load + self.seconds[row] - self.target, 0) / self.target
        return excess

    def meetings(self, row: int) -> Reals:
        """For every juror, how often they meet those who watch this film; 1 is as often as expected."""
        meetings: Reals = self.together[self.watchers[row]].sum(axis=0) / self._expected_together
        return meetings

    def assign(self, row: int, column: int) -> None:
        """Give a film to a juror."""
        self._meet(row, column, 1)
        self.watchers[row].append(column)
        self._carry(row, column, self.seconds[row])
        self.assigned[row, column] = True

    def unassign(self, row: int, column: int) -> None:
        """Take a film from a juror."""
        self.watchers[row].remove(column)
        self._meet(row, column, -1)
        self._carry(row, column, -self.seconds[row])
        self.assigned[row, column] = False

    def hindered(self, row: int) -> dict[Obstacle, int]:
        """How many of the jurors who do not watch this film each obstacle keeps away."""
        left = ~self.assigned[row]
        counted = {}
        flags_of = {name: flags[row] for name, flags in self._obstacles.items()}
        for obstacle, flags in (flags_of | {Obstacle.TIME: ~self.enough_time(row)}).items():
            counted[obstacle] = int((left & flags).sum())
            left &= ~flags
        return {obstacle: count for obstacle, count in counted.items() if count}

    def rows_by_key(self) -> list[int]:
        return sorted(range(len(self.films)), key=lambda row: in_order(self.films[row].key))

    def columns_by_key(self) -> list[int]:
        return sorted(range(len(self.jurors)), key=lambda column: in_order(self.jurors[column].key))

    def _uncounted(self, film: Key, juror: Key) -> tuple[int, int] | None:
        """Row and column of a review that is not counted yet; None where one of the two takes no part."""
        row, column = self._row_of.get(film), self._column_of.get(juror)
        if row is None or column is None or self.assigned[row, column]:
            return None
        return row, column

    def _count(self, row: int, column: int) -> None:
        self.assign(row, column)
        if len(self.watchers[row]) > self._possible[row]:
            self._share(self.seconds[row])

    def _beyond(self, column: int) -> float:
        return max(float(self.load[column] - self.limit[column]), 0.0)

    def _set_categories(self) -> None:
        names, codes = np.unique([film.category for film in self.films], return_inverse=True)
        self._category_of = codes
        self._category_load = np.zeros((len(names), len(self.jurors)))
        self._category_parts = np.bincount(codes, self.seconds, len(names)) / max(self.seconds.sum(), 1.0)

    def _share(self, more: float) -> None:
        """Share so many seconds more, or fewer, among all."""
        if more:
            self._shared += more
            self._set_targets()

    def _set_targets(self) -> None:
        self.target = _targets(self.limit, self._shared)
        self._category_target = np.maximum(self._category_parts[:, None] * self.target, 1.0)

    def _meet(self, row: int, column: int, times: int) -> None:
        self.together[self.watchers[row], column] += times
        self.together[column, self.watchers[row]] += times

    def _carry(self, row: int, column: int, seconds: float) -> None:
        self.load[column] += seconds
        self._category_load[self._category_of[row], column] += seconds


def _targets(limits: Reals, needed: float) -> Reals:
    """Equal shares of what is needed; who can give less gives that, and the others share the rest.

    They are a second at least, since queues are divided by them.
    """
    share, left = 0.0, needed
    for place, limit in enumerate(np.sort(limits)):
        share = left / (len(limits) - place)
        if limit >= share:
            break
        left -= limit
    else:
        share = np.inf
    return np.maximum(np.minimum(limits, share), 1.0)
