"""Who would like to watch what: jurors' genres, made to agree with fair minutes by prices."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from festival.jury import evenness, prices
from festival.jury.arithmetic import Reals
from festival.jury.dealing_table import Table
from festival.jury.obstacles import Flags


@dataclass(frozen=True)
class Tastes:
    """`affinity` of films and jurors, 0 to 1; the price of each juror's second; the most that is possible."""

    affinity: Reals
    prices: Reals
    bound: float

    @classmethod
    def of(cls, table: Table, chance: np.random.Generator) -> Self | None:
        """None when there is nothing to weigh: no juror knows a film's genres, or no view is asked for."""
        affinity = prices.affinity(table.films, table.jurors)
        if not (affinity.any() and table.views):
            return None
        values = np.where(table.barred, -np.inf, affinity)
        market = prices.Market(values, table.seconds, evenness.FAIR * table.target, table.views)
        found, _ = prices.found(market.sample(chance))
        bounds = [market.demand(each)[1] for each in (found, np.zeros_like(found))]
        return cls(affinity, found, min(bounds))

    def reached(self, seated: Flags) -> float:
        """The affinity of a plan, over all its views."""
        return float(self.affinity[seated].sum())

    def net(self, row: int, seconds: float) -> Reals:
        """For every juror, affinity with a film minus the price of its seconds."""
        net: Reals = self.affinity[row] - self.prices * seconds
        return net
