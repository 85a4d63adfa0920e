"""Who watches which film: a plan that asks fair minutes of every juror, with what it could not do named.

Plain values in, plain values out: the same films, jurors and seed give the same plan, in whatever order they
come. Keys only name: under other names the plan is the same, as long as no two films or jurors are alike.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from festival.kernel.digits import agreed
from festival.kernel.words import Message
from festival.scoring import connectivity as scoring_connectivity
from festival.scoring.assignment import bounds, construct, explain, local_search, tabu_search
from festival.scoring.assignment.affinity import AffinityCosts
from festival.scoring.assignment.state import Table
from festival.scoring.numerics import Reals
from festival.scoring.values import Film, Juror, Key, Obstacle, Pair, in_order

__all__ = ["Affinity", "Film", "Juror", "Key", "Load", "Obstacle", "Pair", "Plan", "Shortfall", "propose"]


@dataclass(frozen=True)
class Shortfall:
    """A film with too few reviews: how many are missing, and how many jurors each obstacle keeps away.

    Without any obstacle there are simply fewer jurors than views.
    """

    film: Key
    missing: int
    obstacles: Mapping[Obstacle, int]


@dataclass(frozen=True)
class Load:
    """What a juror has to watch by the plan and by what already stands, and the limit that they set.

    `of_share` is 1 for exactly the equal share, or for all that a juror can give where that is less; None for
    who gives no time.
    `error` is the standard error to expect of the juror's severity, in points of 1 to 10.
    """

    juror: Key
    films: int
    seconds: int
    limit: int | None
    of_share: float | None
    error: float


@dataclass(frozen=True)
class Affinity:
    """How much of the films' genres their jurors know, summed over all views.

    No plan in which everybody keeps to 1.03 of their share can exceed the bound.
    """

    reached: float
    bound: float


@dataclass(frozen=True)
class Plan:
    """A proposal. `queues` has each juror's new films in the order of watching; all is ordered by key.

    `components` are groups of jurors who share no film with another: scores of different groups cannot be
    compared. One group is well. Jurors without films belong to none. `connectivity` is the algebraic
    connectivity. `uneven` says why somebody has more than a fair share of the minutes, if anybody has. Reals
    have the digits on which all machines agree.
    """

    queues: Mapping[Key, tuple[Key, ...]]
    shortfalls: tuple[Shortfall, ...]
    loads: tuple[Load, ...]
    components: tuple[tuple[Key, ...], ...]
    connectivity: float
    affinity: Affinity | None
    uneven: Message | None

    @property
    def pairs(self) -> list[Pair]:
        return [(film, juror) for juror, queue in self.queues.items() for film in queue]


def propose(
    films: Iterable[Film],
    jurors: Iterable[Juror],
    conflicts: Iterable[Pair],
    reviews: int,
    seed: int,
    standing: Iterable[Pair] = (),
) -> Plan:
    """Plan which juror reviews which film, with equal minutes for all jurors as far as that is possible.

    `conflicts` are pairs (film key, juror key) that may not be; `reviews` is how many jurors each film gets.
    `standing` are pairs that are there already: they are counted, and neither repeated nor undone. A pair of
    which one side is unknown is passed over. `seed` decides between equals.

    The plan names each film that lacks reviews and why. Seconds are whole; a share is 1.0 at the equal share.
    Raises ValueError for a key that comes twice. Source: a generalised assignment problem, solved by
    construction, local search and tabu search (Glover 1989); affinity by Lagrangian relaxation.
    """
    chance = np.random.default_rng(seed)
    table = Table(_films(films, chance), _jurors(jurors, chance), set(conflicts), reviews)
    for film, juror in set(standing):
        table.accept(film, juror)
    affinity_costs = AffinityCosts.of(table, chance)
    construct.assign(table, affinity_costs)
    _improve(table, affinity_costs.affinity if affinity_costs else None, chance)
    return Plan(
        queues=_queues(table, chance),
        shortfalls=_shortfalls(table),
        loads=_loads(table),
        components=_components(table),
        connectivity=agreed(scoring_connectivity.algebraic_connectivity(table.assigned)),
        affinity=Affinity(agreed(affinity_costs.reached(table.assigned)), agreed(affinity_costs.bound))
        if affinity_costs
        else None,
        uneven=_uneven(table),
    )


def _improve(table: Table, affinity: Reals | None, chance: np.random.Generator) -> None:
    """Fill the assignments that are left, and make minutes fair."""
    local_search.fill(table)
    local_search.balance(table, affinity)
    local_search.top_up(table)
    aims = bounds.aims(table)
    if (table.load > aims).any():
        tabu_search.search(table, affinity, chance.spawn(1)[0], aims)
        local_search.top_up(table)


def _films(films: Iterable[Film], chance: np.random.Generator) -> list[Film]:
    """In an order that depends on the films and the seed alone: it decides between equals."""

    def traits(film: Film) -> tuple[object, ...]:
        words = (sorted(film.languages), sorted(film.notes), sorted(film.genres))
        return film.seconds, film.category, *words, in_order(film.key)

    ordered = sorted(films, key=traits)
    _refuse_twins([film.key for film in ordered])
    return [ordered[place] for place in chance.permutation(len(ordered))]


def _jurors(jurors: Iterable[Juror], chance: np.random.Generator) -> list[Juror]:
    """In an order that depends on the jurors and the seed alone."""

    def traits(juror: Juror) -> tuple[object, ...]:
        languages = [] if juror.languages is None else ["", *sorted(juror.languages)]
        words = (languages, sorted(juror.avoids), sorted(juror.genres))
        return -1 if juror.seconds is None else juror.seconds, *words, in_order(juror.key)

    ordered = sorted(jurors, key=traits)
    _refuse_twins([juror.key for juror in ordered])
    return [ordered[place] for place in chance.permutation(len(ordered))]


def _refuse_twins(keys: list[Key]) -> None:
    if len(set(keys)) < len(keys):
        raise ValueError("a film or a juror comes twice")


def _queues(table: Table, chance: np.random.Generator) -> dict[Key, tuple[Key, ...]]:
    """Every juror's films in an order of their own, so that no film always comes last, when all are tired."""
    assigned = table.assigned & ~table.stands
    queues = {
        juror.key: tuple(
            table.films[row].key for row in chance.permutation(np.flatnonzero(assigned[:, column]))
        )
        for column, juror in enumerate(table.jurors)
    }
    return {key: queues[key] for key in sorted(queues, key=in_order)}


def _shortfalls(table: Table) -> tuple[Shortfall, ...]:
    missing = {row: table.reviews - len(table.watchers[row]) for row in table.rows_by_key()}
    return tuple(
        Shortfall(table.films[row].key, count, table.hindered(row))
        for row, count in missing.items()
        if count > 0
    )


def _loads(table: Table) -> tuple[Load, ...]:
    errors = scoring_connectivity.severity_errors(table.assigned, [film.category for film in table.films])
    shares = table.of_target(table.load)
    return tuple(
        Load(
            juror=table.jurors[column].key,
            films=int(table.assigned[:, column].sum()),
            seconds=int(table.load[column]),
            limit=table.jurors[column].seconds,
            of_share=agreed(shares[column]) if table.gives_time[column] else None,
            error=agreed(errors[column]),
        )
        for column in table.columns_by_key()
    )


def _uneven(table: Table) -> Message | None:
    films, jurors = [str(film.key) for film in table.films], [str(juror.key) for juror in table.jurors]
    return explain.explained(table, films, jurors)


def _components(table: Table) -> tuple[tuple[Key, ...], ...]:
    groups = [
        sorted((table.jurors[column].key for column in group), key=in_order)
        for group in scoring_connectivity.components(table.assigned)
    ]
    return tuple(tuple(group) for group in sorted(groups, key=lambda group: in_order(group[0])))
