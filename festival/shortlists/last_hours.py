"""Where another view helps most: the last hours of a jury, spent where the shortlist is unsure.

Every film gets two views before any gets more; then go those whose next view may better the choice most, for
each minute that it takes. None gets more than `MOST`. One view in ten goes to some other film, in a small
wave at least one, so that being asked late says nothing of a film.
"""

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice, zip_longest

import numpy as np
from numpy.typing import NDArray

from festival.jury.arithmetic import Places, Reals
from festival.jury.assigning import Shortfall
from festival.jury.dealing_table import Table
from festival.jury.films_and_jurors import Film, Juror, Key, Pair, Score, in_order
from festival.jury.scales import Scale
from festival.jury.states import Why
from festival.shortlists.doubt import Doubt
from festival.shortlists.ranked import FEWEST_VIEWS, Model
from festival.shortlists.scored import Reading

MOST = 14
DECOY_EVERY = 10
FIRST_DECOY = (2, 3)  # one of these views is the first: one view alone cannot be hidden, among three it can
BRIDGES = 10  # views that tie one group of jurors to the others
SHORTEST = 60  # seconds that even the smallest film costs a juror, and one of which nobody knows the length
SLACK = 1.25  # of an equal share: who set no limit may be asked for a little more,
EVENING = 3 * 60 * 60  # and for an evening in any case

Flags = NDArray[np.bool_]
Urgency = tuple[bool, float, int]
"""Whether a film has its first views, the gain of one more for each second (negative), its row."""


@dataclass(frozen=True, slots=True)
class NextView:
    """One juror's view of one film, to be asked for."""

    film: Key
    juror: Key
    why: Why


@dataclass(frozen=True)
class NextViews:
    """What to ask for, most helpful first within a category, and the seconds that it takes of each juror.

    `shortfalls` are films that still lack views to be judged by, where there are places and not for everyone;
    without any obstacle it is the time that does not suffice.
    """

    views: tuple[NextView, ...]
    load: Mapping[Key, int]
    shortfalls: tuple[Shortfall, ...]

    @property
    def seconds(self) -> int:
        """What it takes of all of them."""
        return sum(self.load.values())

    @property
    def pairs(self) -> list[Pair]:
        return [(view.film, view.juror) for view in self.views]


def propose(
    films: Iterable[Film],
    jurors: Iterable[Juror],
    conflicts: Iterable[Pair],
    scores: Iterable[Score],
    places: Mapping[str, int],
    seconds: int,
    seed: int,
    scale: Scale,
    standing: Iterable[Pair] = (),
    model: Model | None = None,
) -> NextViews:
    """The views that help most within `seconds` of jury time, each category by its share of all minutes.

    `standing` are pairs of film and juror that are dealt and not scored yet: they count as views to come.
    A juror's own limit holds for everything they watch. The same input and seed give the same plan.
    With the `model` of a ranking of these scores the jury is not learned again.
    """
    reading = Reading(films, scores, places, scale)
    table = Table(reading.films, sorted(jurors, key=lambda juror: in_order(juror.key)), set(conflicts), MOST)
    for film, juror in standing:
        table.accept(film, juror)
    spending = _Spending(reading, table, seconds, model, np.random.default_rng(seed))
    by_chance = spending.chance.permutation(len(reading.categories)).tolist()
    views = {category: list(spending.on(category)) for category in by_chance}
    in_turn = chain.from_iterable(views[category] for category in sorted(views))
    return NextViews(tuple(in_turn), spending.load, tuple(spending.shortfalls()))


def cost(seconds: int) -> int:
    """The seconds of a juror that a film of this length takes: a minute at least."""
    return max(seconds, SHORTEST)


class _Spending:
    """Jury time as it is given to films, category by category; decoys are counted across all of them."""

    def __init__(
        self, reading: Reading, table: Table, budget: int, model: Model | None, chance: np.random.Generator
    ) -> None:
        self.chance = chance
        self.load = {juror.key: 0 for juror in table.jurors}
        self._reading, self._table = reading, table
        self._doubt = Doubt(reading, table.jurors, model)
        for row, column in np.argwhere(table.seated).tolist():
            self._doubt.expect(row, column)
        for score in reading.scores:
            table.accept(score.film, score.juror)
        self._length = np.array([cost(film.seconds) for film in reading.films])
        # What evens out an unequal load: with so many seconds more, a juror's view is worth a third.
        self._even = max((budget + table.load.sum() / 4) / max(_asked(table), 1), SHORTEST)
        self._left = _allowances(table, budget)
        self._budgets = _budgets(reading, self._length, budget)
        self._until_decoy = int(chance.choice(FIRST_DECOY)) - 1

    def on(self, category: int) -> Iterator[NextView]:
        """The views that a category's part of the time is spent on."""
        rows = np.flatnonzero(self._reading.design.category == category)
        line = _line(self._doubt.quality[rows], int(self._reading.places[category]))
        if self._reading.categories[category] in self._reading.divided:
            yield from self._bridges(category)
        elif line is not None:
            yield from self._near(rows, line)

    def shortfalls(self) -> Iterator[Shortfall]:
        """The films that have fewer than `FEWEST_VIEWS`, whatever is asked for."""
        for row in np.flatnonzero(_is_sought(self._reading)[self._reading.design.category]).tolist():
            missing = FEWEST_VIEWS - len(self._table.watchers[row])
            if missing > 0:
                yield Shortfall(self._reading.films[row].key, missing, self._table.hindered(row))

    def _near(self, rows: Places, line: float) -> Iterator[NextView]:
        """Films with few views, then those near the line; among them now and then another one."""
        others = iter(self._others(rows, line).tolist())
        asked: set[int] = set()
        queue = [self._urgency(row, line) for row in rows.tolist()]
        heapq.heapify(queue)
        while view := self._decoy(others, asked) or self._most_urgent(queue, line):
            asked.add(self._reading.row_of[view.film])
            self._until_decoy = DECOY_EVERY - 1 if view.why is Why.DECOY else self._until_decoy - 1
            yield view

    def _others(self, rows: Places, line: float) -> Places:
        """The films as decoys, drawn by chance: first those of the half that lies farther from the line."""
        apart = np.abs(self._doubt.quality[rows] - line)
        drawn = self.chance.permutation(len(rows))
        farther_first = np.argsort(apart[drawn] < np.median(apart), kind="stable")
        return rows[drawn[farther_first]]

    def _most_urgent(self, queue: list[Urgency], line: float) -> NextView | None:
        while queue:
            has_enough, _, row = heapq.heappop(queue)
            if view := self._ask(row, Why.NEAR_LINE if has_enough else Why.FEW_VIEWS):
                heapq.heappush(queue, self._urgency(row, line))
                return view
        return None

    def _decoy(self, others: Iterator[int], asked: Collection[int]) -> NextView | None:
        """A film that nobody is asked for, where one is due; it stays due until a category has one."""
        if self._until_decoy > 0:
            return None
        fresh = (row for row in others if row not in asked)
        return next((view for row in fresh if (view := self._ask(row, Why.DECOY))), None)

    def _bridges(self, category: int) -> Iterator[NextView]:
        """Short films of each group for jurors of the largest one, and the other way round."""
        groups = self._reading.groups_in(category)
        largest, *others = sorted(groups, key=lambda group: -len(group.films))
        for group in others:
            ways = [self._crossing(group.films, largest.jurors), self._crossing(largest.films, group.jurors)]
            both = (view for pair in zip_longest(*ways) for view in pair if view)
            yield from islice(both, BRIDGES)

    def _crossing(self, films: Collection[int], jurors: Collection[Key]) -> Iterator[NextView]:
        foreign = np.array([juror.key not in jurors for juror in self._table.jurors])
        for row in sorted(films, key=lambda row: (self._length[row], row)):
            if view := self._ask(row, Why.BRIDGE, barred=foreign):
                yield view

    def _urgency(self, row: int, line: float) -> Urgency:
        has_enough = bool(self._table.seated[row].sum() >= FEWEST_VIEWS)
        return has_enough, -self._doubt.gain(row, line) / float(self._length[row]), row

    def _ask(self, row: int, why: Why, barred: Flags | None = None) -> NextView | None:
        """Give a film to the juror who tells most of it and watched little, if anybody can watch it."""
        length, category = self._length[row], self._reading.design.category[row]
        is_open = self._table.open_to(row) & (self._left >= length)
        if barred is not None:
            is_open &= ~barred
        if length > self._budgets[category] or self._table.seated[row].sum() >= MOST or not is_open.any():
            return None
        worth = self._doubt.told_by(row) * np.exp(-self._table.load / self._even)
        column = int(np.argmax(np.where(is_open, worth, -1.0)))
        self._table.seat(row, column)
        self._doubt.expect(row, column)
        self._left[column] -= length
        self._budgets[category] -= length
        juror = self._table.jurors[column].key
        self.load[juror] += int(length)
        return NextView(self._reading.films[row].key, juror, why)


def _asked(table: Table) -> int:
    """How many jurors give any time at all."""
    return int((table.limit > 0).sum())


def _allowances(table: Table, budget: int) -> Reals:
    """The seconds that each juror can still be asked for: what their limit leaves, or a fair share."""
    share = max(SLACK * budget / max(_asked(table), 1), EVENING)
    left = table.limit - table.load
    return np.maximum(np.where(np.isinf(left), share, left), 0.0)


def _budgets(reading: Reading, length: Places, budget: int) -> Reals:
    """The categories' parts of the time, by the minutes of their films; those that fill no line have none."""
    minutes = np.bincount(reading.design.category, length, len(reading.places)) * _is_sought(reading)
    return np.asarray(budget * minutes / max(float(minutes.sum()), 1.0))


def _is_sought(reading: Reading) -> Flags:
    """Whether each category has places, and not for everyone."""
    films = np.bincount(reading.design.category, minlength=len(reading.places))
    return np.asarray((reading.places > 0) & (reading.places < films))


def _line(quality: Reals, places: int) -> float | None:
    """Half-way between the last film in and the first one out; None where none is out, or none in."""
    if not 0 < places < len(quality):
        return None
    best = np.sort(quality)[::-1]
    return float(best[places - 1] + best[places]) / 2
