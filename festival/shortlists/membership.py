"""How probable it is that a film belongs to the best of its category, as this jury would see it."""

import numpy as np

from festival.shortlists.calibration import DIGITS
from festival.shortlists.equations import Places, Posterior, Reals

SAMPLES = 2000
PORTION = 100


def probabilities(posterior: Posterior, places: Places, seed: int) -> Reals:
    """For each film, in how many of 2,000 drawn truths it is among the `places` best of its category.

    `places` has one count a category; the probabilities of a category sum to it, or to the number of its
    films. Films are drawn in an order that their numbers give, not their names or rows.
    """
    design = posterior.design
    films, jurors = _order_of_films(posterior), _order_of_jurors(posterior)
    members = [films[design.category[films] == category] for category in range(design.categories)]
    found = np.zeros(design.films)
    chance = np.random.default_rng(seed)
    for _ in range(SAMPLES // PORTION):
        truth = _drawn(posterior, films, jurors, chance)
        for category, rows in enumerate(members):
            found[rows] += _times_among_best(truth[rows], int(places[category]))
    return _shared(posterior, found / SAMPLES)


def _shared(posterior: Posterior, chances: Reals) -> Reals:
    """Films of which the same is known are equally probable, however the draws fell."""
    known = (posterior.design.category, posterior.quality, posterior.quality_variance)
    _, alike = np.unique(np.column_stack(known).round(DIGITS), axis=0, return_inverse=True)
    return np.asarray((np.bincount(alike, chances) / np.bincount(alike))[alike])


def _drawn(posterior: Posterior, films: Places, jurors: Places, chance: np.random.Generator) -> Reals:
    """Qualities as they may be: a row a film, a column a truth."""
    dense = np.empty((len(posterior.covariance), PORTION))
    order = np.concatenate([jurors, np.arange(len(jurors), len(dense))])
    half = np.linalg.cholesky(posterior.covariance[np.ix_(order, order)])
    dense[order] = half @ chance.standard_normal(dense.shape)
    truth = -posterior.coupled(dense) / posterior.weight[:, None]
    noise = chance.standard_normal((len(films), PORTION))
    truth[films] += noise / np.sqrt(posterior.weight[films])[:, None]
    drawn: Reals = truth * np.sqrt(posterior.noise) + posterior.quality[:, None]
    return drawn


def _times_among_best(truth: Reals, places: int) -> Reals:
    if places <= 0:
        return np.zeros(len(truth))
    if places >= len(truth):
        return np.full(len(truth), float(truth.shape[1]))
    best = np.argpartition(-truth.T, places - 1, axis=1)[:, :places]
    return np.bincount(best.ravel(), minlength=len(truth)).astype(float)


def _order_of_films(posterior: Posterior) -> Places:
    keys = (posterior.weight.round(9), posterior.quality.round(9), posterior.design.category)
    return np.lexsort(keys)


def _order_of_jurors(posterior: Posterior) -> Places:
    design, habits = posterior.design, posterior.habits
    views = np.bincount(design.juror, minlength=design.jurors)
    return np.lexsort((habits.spread, habits.slope, views, posterior.severity.round(9)))
