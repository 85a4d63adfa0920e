"""Builds a first plan, one review at a time: equal minutes, jurors mixed, genres that a juror knows."""

import numpy as np

from festival.scoring.assignment.affinity import AffinityCosts
from festival.scoring.assignment.state import Table
from festival.scoring.numerics import Reals

# Weights of the cost, found by trial on simulated festivals (bench/jury_plan.py): with them the affinity of a
# plan stays within about five per cent of the Lagrangian bound while the fullest queue stays near its target.
PAIR = 0.05  # the same two people again on one film, beside a full queue
AFFINITY = 10.0  # a film that a juror knows all about, beside a full queue
OVERFULL = 20.0  # what goes beyond the target, beside a full queue

# The last review of a film links jurors who share few films, as long as linking reviews cost no more affinity
# than this part of what is possible.
LINKS_MAY_COST = 0.045
LINK_AFFINITY = 1.0
LINK_PAIR = 0.2


def assign(table: Table, affinity_costs: AffinityCosts | None) -> None:
    """Give every film one juror, then the next: films that few can watch first, then long ones.

    So where jurors are too few, every film loses a review before one loses two.
    """
    capable = (~table.barred).sum(axis=1)
    order = np.lexsort((-table.seconds, capable)).tolist()
    for assignments in range(1, table.reviews + 1):
        waiting = [row for row in order if len(table.watchers[row]) < assignments]
        if affinity_costs and assignments == table.reviews > 1:
            _assign_linking(table, waiting, affinity_costs)
        else:
            _assign_best(table, waiting, affinity_costs)


def _assign_best(table: Table, rows: list[int], affinity_costs: AffinityCosts | None) -> None:
    for row in rows:
        cost = table.burden(row) + PAIR * table.meetings(row)
        if affinity_costs:
            cost += OVERFULL * table.excess(row) - AFFINITY * affinity_costs.net(row, table.seconds[row])
        if (best := _cheapest(table, row, cost)) is not None:
            table.assign(row, best)


def _assign_linking(table: Table, rows: list[int], affinity_costs: AffinityCosts) -> None:
    """Every film adds its part to what linking reviews may cost.

    What is left decides whether this one is built.
    """
    budget, part = 0.0, LINKS_MAY_COST * affinity_costs.bound / max(len(rows), 1)
    for row in rows:
        budget += part
        burden, meetings = table.burden(row) + OVERFULL * table.excess(row), table.meetings(row)
        net = affinity_costs.net(row, table.seconds[row])
        liked = _cheapest(table, row, burden + PAIR * meetings - AFFINITY * net)
        link = _cheapest(table, row, burden + LINK_PAIR * meetings - LINK_AFFINITY * net)
        if liked is None or link is None:
            continue
        lost = max(float(affinity_costs.affinity[row, liked] - affinity_costs.affinity[row, link]), 0.0)
        chosen = link if lost <= budget else liked
        budget -= lost if chosen == link else 0.0
        table.assign(row, chosen)


def _cheapest(table: Table, row: int, cost: Reals) -> int | None:
    """The juror at the least cost among those who can take the film."""
    is_open = table.open_to(row)
    return int(np.where(is_open, cost, np.inf).argmin()) if is_open.any() else None
