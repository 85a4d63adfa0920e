"""Films are dealt seat by seat to whom they suit best then: fair minutes, mixed company, own taste."""

import numpy as np

from festival.scoring.assignment.affinity import Tastes
from festival.scoring.assignment.state import Table
from festival.scoring.numerics import Reals

PAIR = 0.05  # the same two people again on one film, beside a full pile
TASTE = 10.0  # a film that a juror knows all about, beside a full pile
OVERFULL = 20.0  # what goes beyond the target, beside a full pile

# The last seat of a film is a bridge between jurors who share few films, as long as bridges cost no more
# affinity than this part of what is possible.
BRIDGES_MAY_COST = 0.045
BRIDGE_TASTE = 1.0
BRIDGE_PAIR = 0.2


def deal(table: Table, tastes: Tastes | None) -> None:
    """Fill one seat of every film, then the next: films that few can watch first, then long ones.

    So where jurors are too few, every film loses a view before one loses two.
    """
    capable = (~table.barred).sum(axis=1)
    order = np.lexsort((-table.seconds, capable)).tolist()
    for seats in range(1, table.views + 1):
        waiting = [row for row in order if len(table.watchers[row]) < seats]
        if tastes and seats == table.views > 1:
            _seat_bridges(table, waiting, tastes)
        else:
            _seat_best(table, waiting, tastes)


def _seat_best(table: Table, rows: list[int], tastes: Tastes | None) -> None:
    for row in rows:
        cost = table.burden(row) + PAIR * table.meetings(row)
        if tastes:
            cost += OVERFULL * table.excess(row) - TASTE * tastes.net(row, table.seconds[row])
        if (best := _cheapest(table, row, cost)) is not None:
            table.seat(row, best)


def _seat_bridges(table: Table, rows: list[int], tastes: Tastes) -> None:
    """Every film adds its part to what bridges may cost; what is left decides whether this one is built."""
    purse, part = 0.0, BRIDGES_MAY_COST * tastes.bound / max(len(rows), 1)
    for row in rows:
        purse += part
        burden, meetings = table.burden(row) + OVERFULL * table.excess(row), table.meetings(row)
        net = tastes.net(row, table.seconds[row])
        liked = _cheapest(table, row, burden + PAIR * meetings - TASTE * net)
        bridge = _cheapest(table, row, burden + BRIDGE_PAIR * meetings - BRIDGE_TASTE * net)
        if liked is None or bridge is None:
            continue
        lost = max(float(tastes.affinity[row, liked] - tastes.affinity[row, bridge]), 0.0)
        chosen = bridge if lost <= purse else liked
        purse -= lost if chosen == bridge else 0.0
        table.seat(row, chosen)


def _cheapest(table: Table, row: int, cost: Reals) -> int | None:
    """The juror at the least cost among those who can take the film."""
    is_open = table.open_to(row)
    return int(np.where(is_open, cost, np.inf).argmin()) if is_open.any() else None
