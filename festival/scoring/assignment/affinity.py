"""Who would like to watch what: jurors' genres, made to agree with fair minutes by prices."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from festival.scoring.assignment import bounds as assignment_bounds
from festival.scoring.assignment import lagrangian
from festival.scoring.assignment.state import Table
from festival.scoring.numerics import Flags, Reals


@dataclass(frozen=True)
class AffinityCosts:
    """`affinity` of films and jurors, 0 to 1; the price of each juror's second; the most that is possible."""

    affinity: Reals
    prices: Reals
    bound: float

    @classmethod
    def of(cls, table: Table, chance: np.random.Generator) -> Self | None:
        """None when there is nothing to weigh: no juror knows a film's genres, or no review is asked for."""
        affinity = lagrangian.affinity(table.films, table.jurors)
        if not (affinity.any() and table.reviews):
            return None
        values = np.where(table.barred, -np.inf, affinity)
        market = lagrangian.Market(
            values, table.seconds, assignment_bounds.FAIR * table.target, table.reviews
        )
        found, _ = lagrangian.found(market.sample(chance))
        bounds = [market.demand(each)[1] for each in (found, np.zeros_like(found))]
        return cls(affinity, found, min(bounds))

    def reached(self, assigned: Flags) -> float:
        """The affinity of a plan, over all its views."""
        return float(self.affinity[assigned].sum())

    def net(self, row: int, seconds: float) -> Reals:
        """For every juror, affinity with a film minus the price of its seconds."""
        net: Reals = self.affinity[row] - self.prices * seconds
        return net
