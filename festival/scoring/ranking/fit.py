"""Learns from the scores how jurors differ: in severity, in their use of the scale, in how steady they are.

Everything is shrunk towards "like the others" by what the panel itself shows (empirical Bayes), so that a
juror of few films is not taken at their word. The two ratios of variances maximise the restricted likelihood,
with weak priors from simulated juries; slopes and spreads follow in rounds of expectation and conditional
maximisation (Meng and Rubin, Biometrika 80, 1993).

The search walks on a lattice: the same scores lead to the same place on every machine, although these differ
in the last digits of what they compute.
"""

from dataclasses import dataclass

import numpy as np

from festival.kernel.digits import DIGITS
from festival.scoring.numerics import Reals
from festival.scoring.ranking.mixed_model import Design, Habits, Posterior, Ratios

Point = tuple[float, float]
"""Logarithms of the two ratios."""

USUAL: Point = (-0.125, -1.25)  # films 1.3, severities 0.75, noise 1.4 points apart
USUAL_WIDTH = 1.5
LOWEST, HIGHEST = -6.0, 4.0
FIRST_STEPS = (1.0, 0.5, 0.25, 0.125)
LAST_STEPS = (0.25, 0.125, 0.0625)
MOST_LOOKS = 30

ROUNDS = 6  # of slopes and reliabilities, after each search
SETTLED = 1e-3
PRIOR_JURORS, PRIOR_WIDTH = 10, 0.2
STEADY, UNSTEADY = 1000.0, 5.0  # degrees of freedom: jurors are as steady as one another, or hardly


@dataclass(frozen=True)
class Parameters:
    """What was learned; with it and the scores everything else can be computed again."""

    ratios: Ratios
    habits: Habits


def learn(design: Design) -> Parameters:
    """The parameters of a jury with at least one score."""
    habits = Habits.equal(design.jurors)
    point = _search(design, habits, USUAL, FIRST_STEPS)
    habits = _settle(design, point, habits)
    point = _search(design, habits, point, LAST_STEPS)
    return Parameters(_ratios(point), _rounded(_settle(design, point, habits)))


def _ratios(point: Point) -> Ratios:
    return Ratios(*(round(float(np.exp(logarithm)), DIGITS) for logarithm in point))


def _rounded(habits: Habits) -> Habits:
    return Habits(habits.slope.round(DIGITS), habits.spread.round(DIGITS), round(habits.learned, DIGITS))


def _search(design: Design, habits: Habits, start: Point, steps: tuple[float, ...]) -> Point:
    """Walk to the likeliest neighbour, with ever smaller steps, until none is likelier."""
    known: dict[Point, float] = {}

    def unlikeliness(point: Point) -> float:
        if point not in known:
            known[point] = _unlikeliness(design, habits, point)
        return known[point]

    place = start
    for step in steps:
        while len(known) < MOST_LOOKS:
            best = min([place, *_neighbours(place, step)], key=unlikeliness)
            if best == place:
                break
            place = best
    return place


def _neighbours(point: Point, step: float) -> list[Point]:
    moves = ((step, 0.0), (-step, 0.0), (0.0, step), (0.0, -step))
    places = ((point[0] + films, point[1] + jurors) for films, jurors in moves)
    return [place for place in places if all(LOWEST <= each <= HIGHEST for each in place)]


def _unlikeliness(design: Design, habits: Habits, point: Point) -> float:
    prior = sum(((each - usual) / USUAL_WIDTH) ** 2 for each, usual in zip(point, USUAL, strict=True))
    return Posterior(design, _ratios(point), habits).unlikeliness + prior


def _settle(design: Design, point: Point, habits: Habits) -> Habits:
    for _ in range(ROUNDS):
        before, habits = habits, _improved(Posterior(design, _ratios(point), habits))
        moved = np.abs(np.concatenate([habits.slope - before.slope, habits.spread - before.spread]))
        if moved.max(initial=0.0) < SETTLED:
            break
    return habits


def _improved(posterior: Posterior) -> Habits:
    """One round: slopes given everything else, then reliabilities given these."""
    design, habits = posterior.design, posterior.habits
    film, juror = design.film, design.juror
    everyone = np.arange(design.jurors)
    covariance = posterior.quality_with_severity
    squared = posterior.quality**2 / posterior.noise + posterior.quality_variance
    lean = posterior.quality[film] * (design.score - posterior.severity[juror]) / posterior.noise - covariance
    precision = 1 / habits.spread[juror]
    known, pulled = design.by_juror(precision * squared[film]), design.by_juror(precision * lean)
    slope, slopes_learned = _slopes(known, pulled, habits.slope)

    residual = design.score - posterior.severity[juror] - slope[juror] * posterior.quality[film]
    doubt = (
        posterior.covariance[everyone, everyone][juror]
        + slope[juror] ** 2 * posterior.quality_variance[film]
        + 2 * slope[juror] * covariance
    )
    spread, spreads_learned = _spreads(design, residual**2 / posterior.noise + doubt)
    return Habits(slope, spread, slopes_learned + spreads_learned)


def _slopes(known: Reals, pulled: Reals, before: Reals) -> tuple[Reals, float]:
    """Shrunk towards one by the spread that the slopes themselves show; their geometric mean is one.

    And how many of them the scores tell.
    """
    width = PRIOR_JURORS * PRIOR_WIDTH**2 + ((before - 1) ** 2 + 1 / (known + 1 / PRIOR_WIDTH**2)).sum()
    prior = (PRIOR_JURORS + len(before)) / width
    slope = np.maximum((pulled + prior) / (known + prior), 0.1)
    return _centred(slope), float((known / (known + prior)).sum())


def _spreads(design: Design, squares: Reals) -> tuple[Reals, float]:
    """Shrunk towards one with the freedom that they themselves show; and how many of them the scores tell."""
    views = design.by_juror(np.ones(len(squares)))
    sums = design.by_juror(squares)
    raw = sums / views
    excess = float(np.average((raw / raw.mean() - 1) ** 2 - 2 / views, weights=views))
    freedom = np.clip(4 + 2 / excess, UNSTEADY, STEADY) if excess > 0 else STEADY
    return _centred((freedom + sums) / (freedom + views)), float((views / (freedom + views)).sum())


def _centred(values: Reals) -> Reals:
    """With a geometric mean of one."""
    return np.asarray(values / np.exp(np.log(values).mean()))
