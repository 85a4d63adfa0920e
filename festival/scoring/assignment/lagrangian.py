"""What a second of each juror is worth, so that affinity and fair minutes agree on who watches what.

Behind it stands a linear program: the most affinity that films can have with `reviews` jurors each, while no
juror is given more seconds than their capacity. A price on every juror's seconds takes it apart into single
films, each of which chooses by affinity minus price. Whatever the prices, no plan can have more affinity than
their bound says (Lagrangian duality); a subgradient brings the bound down.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from festival.scoring.assignment import eligibility
from festival.scoring.numerics import Reals
from festival.scoring.values import Film, Juror

ROUNDS = 60
ENOUGH_FILMS = 2000  # prices found on a sample of this size hold for all
STEP = 0.3  # of a whole affinity, for the first change of a price
MOMENTUM = 0.9
NUDGE = 0.05  # affinity by chance, so that films do not all choose the same of many equal jurors


@dataclass(frozen=True)
class Market:
    """`values` are the affinities of films (rows) and jurors (columns), minus infinity where barred."""

    values: Reals
    seconds: Reals
    capacity: Reals
    reviews: int

    def demand(self, prices: Reals) -> tuple[Reals, float]:
        """The seconds asked of every juror when films choose at these prices, and the bound they prove."""
        net = self.values - self.seconds[:, None] * prices
        reviews = min(self.reviews, net.shape[1])
        chosen = np.argpartition(-net, reviews - 1, axis=1)[:, :reviews]
        gains = np.take_along_axis(net, chosen, axis=1)
        is_possible = np.isfinite(gains)
        seconds = np.broadcast_to(self.seconds[:, None], gains.shape)
        asked = np.bincount(chosen[is_possible], seconds[is_possible], len(prices)).astype(float)
        return asked, math.fsum(gains[gains > 0]) + math.fsum(prices * self.capacity)

    def sample(self, chance: np.random.Generator) -> "Market":
        """Fewer films before proportionally smaller capacities, no two jurors exactly equal."""
        rows = chance.permutation(len(self.seconds))[:ENOUGH_FILMS]
        part = self.seconds[rows].sum() / self.seconds.sum() if self.seconds.any() else 1.0
        nudged = self.values[rows] + NUDGE * chance.random((len(rows), self.values.shape[1]))
        return Market(nudged, self.seconds[rows], self.capacity * part, self.reviews)


def affinity(films: Sequence[Film], jurors: Sequence[Juror]) -> Reals:
    """Which part of a film's genres a juror knows best."""

    def known(film: Film, juror: Juror) -> float:
        return len(film.genres & juror.genres) / max(len(film.genres), 1)

    return eligibility.grid(films, jurors, lambda film: film.genres, known)


def found(market: Market, rounds: int = ROUNDS) -> tuple[Reals, float]:
    """The prices with the lowest bound that was met on the way, and that bound.

    A projected subgradient with momentum: anyone who is asked for more seconds than they have gets dearer.
    """
    prices = drift = best = np.zeros(len(market.capacity))
    bound = math.inf
    step = STEP / max(float(market.seconds.mean()), 1.0)
    for turn in range(1, rounds + 1):
        asked, proved = market.demand(prices)
        if proved < bound:
            best, bound = prices, proved
        drift = MOMENTUM * drift + (1 - MOMENTUM) * (asked / market.capacity - 1)
        prices = np.maximum(prices + step / math.sqrt(turn) * drift, 0)
    return best, bound
