"""Where another view helps most: the last hours of a jury, spent where the shortlist is unsure.

Every film gets two views before any gets more; then go those whose next view may better the choice most, for
each minute that it takes. None gets more than `asking.MOST`. One view in ten goes to some other film, in a
small wave at least one, so that being asked late says nothing of a film.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from festival.scoring.assignment.propose import Shortfall
from festival.scoring.assignment.state import Table
from festival.scoring.extra_reviews import cut_line, decoys
from festival.scoring.extra_reviews import unspent as extra_unspent
from festival.scoring.extra_reviews.budget import Purse, cost
from festival.scoring.extra_reviews.candidates import Bridges, NearLine, Wishes, by_size
from festival.scoring.extra_reviews.choose_juror import MOST, Asking, NextView
from festival.scoring.extra_reviews.decoys import Decoys
from festival.scoring.extra_reviews.uncertainty import Doubt
from festival.scoring.extra_reviews.unspent import Unspent
from festival.scoring.ranking.dataset import Reading
from festival.scoring.ranking.results import FEWEST_VIEWS, Model
from festival.scoring.scales import Scale
from festival.scoring.values import Film, Juror, Key, Pair, Score, in_order


@dataclass(frozen=True)
class NextViews:
    """What to ask for, most helpful first within a category, and the seconds that it takes of each juror.

    `shortfalls` are films that still lack views to be judged by, where there are places and not for everyone;
    without any obstacle it is the time that does not suffice. `unspent` says of how many films each reason
    keeps the rest of the time.
    """

    views: tuple[NextView, ...]
    load: Mapping[Key, int]
    shortfalls: tuple[Shortfall, ...]
    unspent: Mapping[Unspent, int] = field(default_factory=dict)

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

    What a category cannot use goes to the others, by their minutes again.
    `standing` are pairs of film and juror that are dealt and not scored yet: they count as views to come.
    A juror's own limit holds for everything they watch. The same input and seed give the same plan.
    With the `model` of a ranking of these scores the jury is not learned again.
    """
    reading = Reading(films, scores, places, scale)
    table = Table(reading.films, sorted(jurors, key=lambda juror: in_order(juror.key)), set(conflicts), MOST)
    doubt = Doubt(reading, table.jurors, model)
    _count_standing(reading, table, doubt, standing)
    purse = Purse(reading, table, seconds)
    wave = _Wave(reading, table, doubt, purse, np.random.default_rng(seed))
    wave.fill()
    return NextViews(
        views=tuple(wave.in_turn()),
        load=_load(reading, table, wave.in_turn()),
        shortfalls=tuple(_shortfalls(reading, table)),
        unspent=extra_unspent.reasons(reading, table, purse),
    )


def _count_standing(reading: Reading, table: Table, doubt: Doubt, standing: Iterable[Pair]) -> None:
    """Seat who has watched and who is yet to.

    Only a view to come tells what is not known yet: what was scored is in the doubt already. So the standing
    views must be expected while nobody else is seated; the scores come after them.
    """
    for film, juror in standing:
        table.accept(film, juror)
    for row, column in np.argwhere(table.seated).tolist():
        doubt.expect(row, column)
    for score in reading.scores:
        table.accept(score.film, score.juror)


class _Wave:
    """Jury time as it is given to films: to each category its part, then to all what some could not use."""

    def __init__(
        self, reading: Reading, table: Table, doubt: Doubt, purse: Purse, chance: np.random.Generator
    ) -> None:
        self._reading, self._table, self._doubt, self._purse = reading, table, doubt, purse
        self._asking = Asking(reading, table, doubt, purse)
        self._views: dict[int, list[NextView]] = defaultdict(list)
        self._decoys = Decoys(self._asking, purse, chance)
        is_sought = cut_line.in_categories(reading)
        by_chance = chance.permutation(len(reading.categories)).tolist()
        self._wishes = {
            category: self._wish(category, chance) for category in by_chance if is_sought[category]
        }

    def fill(self) -> None:
        """Spend what there is until no category can use more of it.

        Where every one's part is too small for its next film, one after the other gets all that is left.
        """
        wanting = list(self._wishes)
        has_grown = True
        while wanting and has_grown:
            before = self._count()
            self._purse.share_out(wanting)
            wanting = [category for category in wanting if self._spend(category)]
            has_grown = self._count() > before
        for category in wanting:
            self._purse.share_out([category])
            self._spend(category)

    def in_turn(self) -> Iterator[NextView]:
        """All views, category by category."""
        return chain.from_iterable(self._views[category] for category in sorted(self._views))

    def _spend(self, category: int) -> bool:
        """Spend a category's part; whether it could use more."""
        wishes = self._wishes[category]
        wishes.resume()
        while view := self._decoys.next_view(category) or wishes.next_view():
            row = self._reading.row_of[view.film]
            self._decoys.count(row, view.why)
            self._views[int(self._reading.design.category[row])].append(view)
        return wishes.is_unpaid

    def _count(self) -> int:
        return sum(map(len, self._views.values()))

    def _wish(self, category: int, chance: np.random.Generator) -> Wishes:
        """What a category asks for; its films are offered as decoys, too."""
        rows = np.flatnonzero(self._reading.design.category == category)
        if self._reading.categories[category] in self._reading.divided:
            largest, *others = by_size(self._reading.groups_in(category))
            small = frozenset[int]().union(*(group.films for group in others))
            self._decoys.offer(category, decoys.small_groups_last(rows, small, chance))
            return Bridges(largest, others, self._table, self._asking, self._purse, self._decoys.drawn)
        quality = self._doubt.quality
        line = cut_line.line(quality[rows], int(self._reading.places[category]))
        self._decoys.offer(category, decoys.farther_first(rows, quality, line, chance))
        return NearLine(rows.tolist(), line, self._asking, self._doubt, self._purse)


def _load(reading: Reading, table: Table, views: Iterable[NextView]) -> dict[Key, int]:
    load = Counter({juror.key: 0 for juror in table.jurors})
    for view in views:
        load[view.juror] += cost(reading.films[reading.row_of[view.film]].seconds)
    return dict(load)


def _shortfalls(reading: Reading, table: Table) -> Iterator[Shortfall]:
    """The films that have fewer than `FEWEST_VIEWS`, whatever is asked for."""
    for row in np.flatnonzero(cut_line.films(reading)).tolist():
        missing = FEWEST_VIEWS - len(table.watchers[row]) + int(reading.mute[row])
        if missing > 0:
            yield Shortfall(reading.films[row].key, missing, table.hindered(row))
