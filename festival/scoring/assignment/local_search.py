"""Makes a plan fairer: films move from full queues to emptier ones, also to free time for others."""

import numpy as np

from festival.scoring.assignment.state import Table
from festival.scoring.numerics import Places, Reals

NEAR = 1.01  # of the target: nearer is not worth anybody's affinity
AFFINITY = 0.05  # what losing a whole affinity weighs, beside a queue that is too full by its whole target
PARTNERS = 12  # the emptiest queues, which are asked
STEPS = 30  # for each juror

Moves = list[tuple[int, int, int]]
"""Row, column that gives, column that takes."""


def fill(table: Table) -> None:
    """Assign films that lack jurors, where a juror without time can pass another film on."""
    for row in range(len(table.films)):
        while len(table.watchers[row]) < table.reviews and _make_room(table, row):
            pass


def top_up(table: Table) -> None:
    """Assign films that lack jurors with those who have the time by now: films that moved have freed it."""
    for row in range(len(table.films)):
        while len(table.watchers[row]) < table.reviews and (is_open := table.open_to(row)).any():
            table.assign(row, int(np.where(is_open, table.load / table.target, np.inf).argmin()))


def balance(table: Table, affinity: Reals | None) -> None:
    """Bring every queue as near to its target as single moves and exchanges can."""
    helpless: set[int] = set()
    for _ in range(STEPS * len(table.jurors)):
        ratios = table.of_target(table.load)
        ratios[list(helpless)] = 0
        fullest = int(ratios.argmax())
        if ratios[fullest] <= NEAR:
            return
        moves = _handing_on(table, fullest, affinity) or _exchange(table, fullest, affinity)
        if moves:
            _make(table, moves)
            helpless.clear()
        else:
            helpless.add(fullest)


def _make_room(table: Table, row: int) -> bool:
    """Give this film to a juror who can pass one of theirs to somebody with time; most time left first."""
    free = table.limit - table.load
    enough = ~(table.barred[row] | table.assigned[row]) & (free + free.max(initial=0) >= table.seconds[row])
    columns = np.flatnonzero(enough)
    for column in columns[np.argsort(-free[columns], kind="stable")][:PARTNERS].tolist():
        queue = _movable(table, column)
        queue = queue[table.seconds[queue] >= table.seconds[row] - free[column]]
        takes = ~(table.barred[queue] | table.assigned[queue])
        takes &= table.seconds[queue, None] <= free
        if takes.any():
            place, taker = np.argwhere(takes)[0]
            _make(table, [(int(queue[place]), column, int(taker))])
            table.assign(row, column)
            return True
    return False


def _handing_on(table: Table, giver: int, affinity: Reals | None) -> Moves:
    """The one film whose move to another queue helps best, if any does."""
    queue = _movable(table, giver)
    seconds = table.seconds[queue, None]
    gives = (table.load[giver] - seconds) / table.target[giver]
    takes = (table.load + seconds) / table.target
    fullest = np.maximum(gives, takes)
    allowed = ~(table.barred[queue] | table.assigned[queue]) & (table.load + seconds <= table.limit)
    allowed &= fullest < table.load[giver] / table.target[giver]
    if not allowed.any():
        return []
    harm = np.maximum(fullest, NEAR)
    if affinity is not None:
        harm = harm + AFFINITY * (affinity[queue, giver][:, None] - affinity[queue])
    place, taker = np.unravel_index(np.where(allowed, harm, np.inf).argmin(), harm.shape)
    return [(int(queue[place]), giver, int(taker))]


def _exchange(table: Table, giver: int, affinity: Reals | None) -> Moves:
    """The two films whose exchange with one of the emptiest queues helps best, if any does."""
    partners = np.argsort(table.load / table.target, kind="stable")[:PARTNERS]
    found = [_exchange_with(table, giver, int(partner), affinity) for partner in partners if partner != giver]
    return min(found, default=(np.inf, []), key=lambda each: each[0])[1]


def _exchange_with(table: Table, giver: int, partner: int, affinity: Reals | None) -> tuple[float, Moves]:
    mine = _for(table, giver, partner)
    theirs = _for(table, partner, giver)
    if not (mine.size and theirs.size):
        return np.inf, []
    moved = table.seconds[mine, None] - table.seconds[theirs]
    gives = (table.load[giver] - moved) / table.target[giver]
    takes = (table.load[partner] + moved) / table.target[partner]
    fullest = np.maximum(gives, takes)
    allowed = (moved > 0) & (table.load[partner] + moved <= table.limit[partner])
    allowed &= fullest < table.load[giver] / table.target[giver]
    harm = np.maximum(fullest, NEAR)
    if affinity is not None:
        loss = affinity[mine, giver] - affinity[mine, partner]
        harm = harm + AFFINITY * (loss[:, None] + affinity[theirs, partner] - affinity[theirs, giver])
    harm = np.where(allowed, harm, np.inf)
    one, other = np.unravel_index(harm.argmin(), harm.shape)
    moves = [(int(mine[one]), giver, partner), (int(theirs[other]), partner, giver)]
    return float(harm[one, other]), moves if allowed.any() else []


def _movable(table: Table, column: int) -> Places:
    """The films that may leave this queue: those that do not stand already."""
    return np.flatnonzero(table.assigned[:, column] & ~table.stands[:, column])


def _for(table: Table, giver: int, taker: int) -> Places:
    """The films that this juror can pass to that one, time aside."""
    queue = _movable(table, giver)
    possible: Places = queue[~(table.barred[queue, taker] | table.assigned[queue, taker])]
    return possible


def _make(table: Table, moves: Moves) -> None:
    for row, giver, _ in moves:
        table.unassign(row, giver)
    for row, _, taker in moves:
        table.assign(row, taker)
