"""Which films divide a jury: those whose scores lie farther apart than the jurors' habits and chance explain.

A severe juror beside a kind one divides nobody: each score is read with what is known of its juror's
severity, slope and steadiness taken out. And among many films the scores of some lie far apart by chance
alone: the longer the board, the farther apart they must be.
"""

import math

import numpy as np

from festival.scoring.numerics import Places, Reals
from festival.scoring.ranking.mixed_model import Posterior

BY_CHANCE = 0.1
"""Of the films that are named, this share may be there by chance; where no film divides, it names any on one
board in ten (Benjamini and Hochberg, J. R. Stat. Soc. B 57, 1995).

An organizer looks for films with champions, and reads their scores before anything comes of it: one needless
look in ten costs little. A limit that keeps chance from nineteen rankings of twenty (Bonferroni) would also
keep from them most of the films that do divide a jury, as long as they have three views.
"""


def found(posterior: Posterior) -> list[int]:
    """The films that divide the jury, by place, the least explained first. Each category is a board."""
    design = posterior.design
    chances = by_chance(posterior)
    named: list[int] = []
    for category in range(design.categories):
        here = np.flatnonzero((design.category == category) & (design.reviews > 1))
        named += _beyond(here, chances).tolist()
    return sorted(named, key=lambda film: float(chances[film]))


def by_chance(posterior: Posterior) -> Reals:
    """For each film, how probable it is that habit and chance alone lay its scores so far apart; 1 below two.

    The squared distances of the scores from their mean, in units of what is to be expected, are chi-squared
    with one degree of freedom less than there are scores.
    """
    design, rater_parameters = posterior.design, posterior.rater_parameters
    slope, known = rater_parameters.slope[design.juror], np.diag(posterior.covariance)[design.juror]
    level = (design.score - posterior.severity[design.juror]) / slope
    weight = slope**2 / (posterior.noise * (rater_parameters.spread[design.juror] + known))
    mean = design.by_film(weight * level) / np.maximum(design.by_film(weight), np.finfo(float).tiny)
    squares = design.by_film(weight * (level - mean[design.film]) ** 2)
    films = zip(squares.tolist(), (design.reviews - 1).tolist(), strict=True)
    return np.array([beyond(square, freedom) for square, freedom in films], dtype=float)


def beyond(square: float, freedom: int) -> float:
    """How probable a chi-squared is that is larger than this one; 1 without any freedom.

    In closed form: Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.4.4 and 26.4.5.
    """
    if freedom < 1 or square <= 0:
        return 1.0
    half, is_odd = square / 2, freedom % 2
    steps = (step + is_odd / 2 for step in range(freedom // 2))
    terms = (math.exp(step * math.log(half) - half - math.lgamma(step + 1)) for step in steps)
    return math.fsum([math.erfc(math.sqrt(half)) * is_odd, *terms])


def _beyond(films: Places, chances: Reals) -> Places:
    """The films of a board of which at most the share `BY_CHANCE` is to be expected there by chance."""
    ordered = films[np.argsort(chances[films], kind="stable")]
    limits = BY_CHANCE * np.arange(1, len(ordered) + 1) / max(len(ordered), 1)
    within = np.flatnonzero(chances[ordered] <= limits)
    return ordered[: within[-1] + 1] if len(within) else ordered[:0]
