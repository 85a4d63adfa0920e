"""Who watches which film: a plan that asks fair minutes of every juror, with what it could not do named.

Plain values in, plain values out: the same films, jurors and seed give the same plan, in whatever order they
come.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from festival.jury.dealing_table import Table
from festival.jury.films_and_jurors import Film, Juror, Key, Obstacle, Pair

__all__ = ["Film", "Juror", "Key", "Load", "Obstacle", "Pair", "Plan", "Shortfall", "propose"]


@dataclass(frozen=True)
class Shortfall:
    """A film with too few views: how many are missing, and how many jurors each obstacle keeps away.

    Without any obstacle there are simply fewer jurors than views.
    """

    film: Key
    missing: int
    obstacles: Mapping[Obstacle, int]


@dataclass(frozen=True)
class Load:
    """What a juror has to watch by the plan and by what already stands, and the limit that they set."""

    juror: Key
    films: int
    seconds: int
    limit: int | None


@dataclass(frozen=True)
class Plan:
    """A proposal. `piles` has each juror's new films in the order of watching; all is ordered by key.

    `components` are groups of jurors who share no film with another: scores of different groups cannot be
    compared. One group is well. Jurors without films belong to none.
    """

    piles: Mapping[Key, tuple[Key, ...]]
    shortfalls: tuple[Shortfall, ...]
    loads: tuple[Load, ...]
    components: tuple[tuple[Key, ...], ...]

    @property
    def pairs(self) -> list[Pair]:
        return [(film, juror) for juror, pile in self.piles.items() for film in pile]


def propose(
    films: Iterable[Film],
    jurors: Iterable[Juror],
    conflicts: Iterable[Pair],
    views: int,
    seed: int,
    standing: Iterable[Pair] = (),
) -> Plan:
    """A plan that gives every film `views` jurors, or says what is missing and why.

    `conflicts` and `standing` are pairs of film and juror: what stands is counted, and neither repeated nor
    undone. Pairs of which one takes no part are passed over. Raises ValueError for a key that comes twice.
    """
    chance = np.random.default_rng(seed)
    table = Table(_shuffled(films, chance), _shuffled(jurors, chance), set(conflicts), views)
    for film, juror in sorted(standing, key=str):
        table.accept(film, juror)
    dealt = _deal(table)
    return Plan(_piles(table, dealt, chance), _shortfalls(table), _loads(table), _components(table))


_Keyed = TypeVar("_Keyed", Film, Juror)


def _shuffled(things: Iterable[_Keyed], chance: np.random.Generator) -> list[_Keyed]:
    """In an order that depends on the seed alone: it decides between equals."""
    ordered = sorted(things, key=lambda thing: str(thing.key))
    if len({thing.key for thing in ordered}) < len(ordered):
        raise ValueError("a film or a juror comes twice")
    return [ordered[place] for place in chance.permutation(len(ordered))]


def _deal(table: Table) -> list[tuple[int, int]]:
    """Fill one seat of every film, then the next: films that few can watch first, then long ones.

    So where jurors are too few, every film loses a view before one loses two. Returns rows and columns.
    """
    capable = (~table.barred).sum(axis=1)
    order = sorted(range(len(table.films)), key=lambda row: (capable[row], -table.films[row].seconds))
    dealt = []
    for seats in range(1, table.views + 1):
        for row in order:
            if table.seated[row].sum() < seats and (column := table.cheapest(row)) is not None:
                table.seat(row, column)
                dealt.append((row, column))
    return dealt


def _piles(
    table: Table, dealt: list[tuple[int, int]], chance: np.random.Generator
) -> dict[Key, tuple[Key, ...]]:
    """Every juror's films in an order of their own, so that no film always comes last, when all are tired."""
    piles: dict[Key, list[Key]] = {table.jurors[column].key: [] for column in table.columns_by_key()}
    for row, column in dealt:
        piles[table.jurors[column].key].append(table.films[row].key)
    return {
        juror: tuple(pile[place] for place in chance.permutation(len(pile))) for juror, pile in piles.items()
    }


def _shortfalls(table: Table) -> tuple[Shortfall, ...]:
    short = (
        (table.films[row].key, table.views - int(table.seated[row].sum()), row) for row in table.rows_by_key()
    )
    return tuple(Shortfall(film, missing, table.hindered(row)) for film, missing, row in short if missing > 0)


def _loads(table: Table) -> tuple[Load, ...]:
    return tuple(
        Load(
            table.jurors[column].key,
            int(table.seated[:, column].sum()),
            int(table.load[column]),
            table.jurors[column].seconds,
        )
        for column in table.columns_by_key()
    )


def _components(table: Table) -> tuple[tuple[Key, ...], ...]:
    left = [column for column in table.columns_by_key() if table.seated[:, column].any()]
    found = []
    while left:
        group = {left[0]}
        fresh = [left[0]]
        while fresh:
            neighbours = set(np.flatnonzero(table.together[fresh.pop()]).tolist()) - group
            group |= neighbours
            fresh.extend(neighbours)
        found.append(tuple(table.jurors[column].key for column in left if column in group))
        left = [column for column in left if column not in group]
    return tuple(found)
