"""How probable it is that a film belongs to the best of its category, as this jury would see it."""

import numpy as np

from festival.kernel.digits import DIGITS
from festival.scoring.numerics import Places, Reals
from festival.scoring.ranking.mixed_model import Posterior

SAMPLES = 2000
PORTION = 100
CERTAIN = 9  # digits that do not depend on the order in which numbers were added


def probabilities(posterior: Posterior, places: Places, seed: int) -> Reals:
    """For each film, in how many of 2,000 drawn truths it is among the `places` best of its category.

    `places` has one count a category; the probabilities of a category sum to it, or to the number of its
    films. Films are drawn in an order that their numbers give, not their names or rows.
    """
    design, draws = posterior.design, _Draws(posterior, seed)
    films = draws.films
    members = [films[design.category[films] == category] for category in range(design.categories)]
    found = np.zeros(design.films)
    for _ in range(SAMPLES // PORTION):
        truth = draws.some()
        for category, rows in enumerate(members):
            found[rows] += _times_among_best(truth[rows], int(places[category]))
    return _shared(posterior, found / SAMPLES)


def _shared(posterior: Posterior, chances: Reals) -> Reals:
    """Films of which the same is known are equally probable, however the draws fell."""
    known = (posterior.design.category, posterior.quality, posterior.quality_variance)
    _, alike = np.unique(np.column_stack(known).round(DIGITS), axis=0, return_inverse=True)
    return np.asarray((np.bincount(alike, chances) / np.bincount(alike))[alike])


class _Draws:
    """Truths as they may be, by chance; `films` is the order in which films are drawn."""

    def __init__(self, posterior: Posterior, seed: int) -> None:
        self._posterior = posterior
        self._chance = np.random.default_rng(seed)
        jurors, size = _order_of_jurors(posterior), len(posterior.covariance)
        self.films = _order_of_films(posterior, jurors)
        self._order = np.concatenate([jurors, np.arange(len(jurors), size)])
        self._half = np.linalg.cholesky(posterior.covariance[np.ix_(self._order, self._order)])

    def some(self) -> Reals:
        """The next truths: qualities, a row a film, a column a truth."""
        posterior, chance = self._posterior, self._chance
        dense = np.empty((len(self._order), PORTION))
        dense[self._order] = self._half @ chance.standard_normal(dense.shape)
        truth = -posterior.coupled(dense) / posterior.weight[:, None]
        noise = chance.standard_normal((len(self.films), PORTION))
        truth[self.films] += noise / np.sqrt(posterior.weight[self.films])[:, None]
        drawn: Reals = truth * np.sqrt(posterior.noise) + posterior.quality[:, None]
        return drawn


def _times_among_best(truth: Reals, places: int) -> Reals:
    if places <= 0:
        return np.zeros(len(truth))
    if places >= len(truth):
        return np.full(len(truth), float(truth.shape[1]))
    best = np.argpartition(-truth.T, places - 1, axis=1)[:, :places]
    return np.bincount(best.ravel(), minlength=len(truth)).astype(float)


def _order_of_films(posterior: Posterior, jurors: Places) -> Places:
    """By what is known of them; equal ones by the places of the jurors who saw them."""
    design = posterior.design
    place = np.empty(len(jurors))
    place[jurors] = np.arange(1, len(jurors) + 1)
    seen_by = design.by_film(place[design.juror]), design.by_film(np.sqrt(place[design.juror]))
    known = (posterior.quality_variance, posterior.weight, posterior.quality, posterior.design.category)
    return np.lexsort([each.round(CERTAIN) for each in (*seen_by, *known)])


def _order_of_jurors(posterior: Posterior) -> Places:
    """By what is known of them; equal ones by what they saw."""
    design, habits = posterior.design, posterior.habits
    seen = posterior.quality[design.film]
    saw = (design.by_juror(weight * seen) for weight in (np.abs(seen), np.ones(len(seen)), design.score))
    views = np.bincount(design.juror, minlength=design.jurors)
    known = (habits.spread, habits.slope, views, posterior.severity)
    return np.lexsort([each.round(CERTAIN) for each in (*saw, *known)])
