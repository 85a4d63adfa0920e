"""The equations of a jury's scores: how good each film is once every juror's severity is taken out.

A score x of juror j for film i in category c is read as

    x = b_j + a_j t_i + e,   t_i ~ N(beta_c, tau²),   b_j ~ N(mu, sb²),   e ~ N(0, s² h_j)

with severity b, slope a and spread h of the juror and quality t of the film. Given a, h and the two ratios
tau²/s² and sb²/s², all else is linear: films touch one another only through jurors, so each is eliminated
exactly, and a small dense system over jurors, mu and categories remains (a Schur complement; Henderson's
mixed model equations: Searle, Casella and McCulloch, "Variance Components", 1992). mu is free; a beta leans
on zero by `BETA`, their mean by `LOCATION`, since only b + t can be told from scores; s leans on a
ninth of the scale's length by the weight of ten scores: on one point of 1 to 10. Variances below are in units
of s².
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from festival.scoring.numerics import Places, Reals

BETA = 1e-2
LOCATION = 1e3
PRIOR_SCORES, PRIOR_SHARE = 10.0, 1 / 9  # before much is scored, scores scatter by that part of the scale
BLOCK_CELLS = 1 << 20  # pairs of reviews that are looked at together: bounds the memory of a dense jury


@dataclass(frozen=True)
class Design:
    """Who scored what: reviews are rows; `film`, `juror` and `category` hold places from zero.

    `score`, `film` and `juror` have one value a review, `category` one a film; `jurors` and `categories`
    count. `length` is that of the scale, in points.
    """

    film: Places
    juror: Places
    score: Reals
    category: Places
    jurors: int
    categories: int
    length: float

    @property
    def films(self) -> int:
        """How many films there are, scored or not."""
        return len(self.category)

    @cached_property
    def reviews(self) -> Places:
        """How many scores each film has."""
        return np.bincount(self.film, minlength=self.films)

    @cached_property
    def blocks(self) -> list[tuple[Places, Places]]:
        """Films with equally many reviews: their places, and a row of reviews for each of them."""
        by_film = np.argsort(self.film, kind="stable")
        starts = np.concatenate([[0], np.cumsum(self.reviews)])
        return [
            (films, by_film[starts[films][:, None] + np.arange(reviews)])
            for reviews in np.unique(self.reviews[self.reviews > 0])
            for films in _portions(np.flatnonzero(self.reviews == reviews), int(reviews) ** 2)
        ]

    def by_film(self, values: Reals) -> Reals:
        """The sum of a value a review over the reviews of each film."""
        return np.bincount(self.film, values, self.films).astype(float)

    def by_juror(self, values: Reals) -> Reals:
        """The sum of a value a review over the reviews of each juror."""
        return np.bincount(self.juror, values, self.jurors).astype(float)


@dataclass(frozen=True)
class Ratios:
    """How far films, and jurors' severities, lie apart: variances beside that of a juror's noise."""

    films: float
    jurors: float


@dataclass(frozen=True)
class RaterParameters:
    """How each juror scores: slope (above 1: uses more of the scale), spread (variance beside others').

    `learned` is how many of these numbers the scores tell rather than what is known beforehand, each counted
    as far as they do. What was fitted to the scores leaves less of their scatter to be seen.
    """

    slope: Reals
    spread: Reals
    learned: float = 0.0

    @classmethod
    def equal(cls, jurors: int) -> "RaterParameters":
        """Nobody differs from anybody."""
        return cls(np.ones(jurors), np.ones(jurors))


class Posterior:
    """What follows from the scores, given ratios and habits.

    The dense unknowns stand in the order: severities, mu, betas. A film's quality given these is
    `(pull - coupling · dense) / weight`, with variance 1 / weight.
    """

    def __init__(self, design: Design, ratios: Ratios, rater_parameters: RaterParameters) -> None:
        self.design, self.ratios, self.rater_parameters = design, ratios, rater_parameters
        precision = 1 / rater_parameters.spread[design.juror]
        self.coupling = (
            precision * rater_parameters.slope[design.juror]
        )  # of a review's quality with its juror's severity
        self.weight = design.by_film(self.coupling * rater_parameters.slope[design.juror]) + 1 / ratios.films
        self._centre = float(design.score.mean()) if len(design.score) else 0.0
        score = design.score - self._centre
        self._pull = design.by_film(self.coupling * score)
        self._factor = np.asarray(np.linalg.cholesky(self._system(precision)), dtype=float)
        right = self._right_side(precision * score)
        self._dense = self._solved(right)
        misfit = float(precision @ score**2 - right @ self._dense - (self._pull**2 / self.weight).sum())
        self._misfit = max(misfit, 0.0) + PRIOR_SCORES * (PRIOR_SHARE * design.length) ** 2
        self._freedom = max(len(score) - 1, 0) + PRIOR_SCORES

    @property
    def noise(self) -> float:
        """s²: the variance of a score of the average juror, in square points."""
        return self._misfit / max(self._freedom - self.rater_parameters.learned, PRIOR_SCORES)

    @property
    def unlikeliness(self) -> float:
        """Minus twice the logarithm of the restricted likelihood, but for a constant."""
        design = self.design
        return float(
            self._freedom * np.log(self._misfit)
            + design.films * np.log(self.ratios.films)
            + design.jurors * np.log(self.ratios.jurors)
            + np.log(self.weight).sum()
            + 2 * np.log(np.diag(self._factor)).sum()
            + np.log(self.rater_parameters.spread[design.juror]).sum()
        )

    @property
    def severity(self) -> Reals:
        """Each juror's b, in points."""
        return self._dense[: self.design.jurors] + self._centre

    @cached_property
    def quality(self) -> Reals:
        """Each film's t: how far it lies from the average film, in points."""
        return (self._pull - self.coupled(self._dense[:, None])[:, 0]) / self.weight

    @cached_property
    def covariance(self) -> Reals:
        """Of the dense unknowns."""
        half = inverse(self._factor)
        return half.T @ half

    @cached_property
    def quality_variance(self) -> Reals:
        """Of each film's t."""
        design = self.design
        betas = design.jurors + 1 + design.category
        with_betas = (
            design.by_film(self.coupling * self.covariance[design.juror, betas[design.film]])
            - self.covariance[betas, betas] / self.ratios.films
        )
        through_others = design.by_film(self.coupling * self.shared) - with_betas / self.ratios.films
        return (1 + through_others / self.weight) / self.weight

    @property
    def quality_with_severity(self) -> Reals:
        """For each review, the covariance of its film's t with its juror's b."""
        return -self.shared / self.weight[self.design.film]

    @cached_property
    def shared(self) -> Reals:
        """For each review, its film's coupling times the covariance with its juror's severity."""
        design = self.design
        betas = design.jurors + 1 + design.category[design.film]
        found = -self.covariance[design.juror, betas] / self.ratios.films
        for _, reviews in design.blocks:
            assignments = design.juror[reviews]
            between = self.covariance[assignments[:, :, None], assignments[:, None, :]]
            found[reviews] += np.einsum("fvw,fw->fv", between, self.coupling[reviews])
        return found

    def coupled(self, dense: Reals) -> Reals:
        """Each film's coupling times dense unknowns; these come, and go, as columns."""
        design = self.design
        betas = dense[design.jurors + 1 :] * (-1 / self.ratios.films)
        found: Reals = betas[design.category]
        for films, reviews in design.blocks:
            total = found[films]
            for review in reviews.T:
                total += self.coupling[review][:, None] * dense[design.juror[review]]
            found[films] = total
        return found

    def _system(self, precision: Reals) -> Reals:
        """The precision of the dense unknowns once the films are eliminated."""
        design, jurors = self.design, self.design.jurors
        system = np.zeros((jurors + 1 + design.categories,) * 2)
        everybody = np.arange(jurors)
        system[everybody, everybody] = design.by_juror(precision) + 1 / self.ratios.jurors
        system[everybody, jurors] = system[jurors, everybody] = -1 / self.ratios.jurors
        system[jurors, jurors] = jurors / self.ratios.jurors
        system[jurors + 1 :, jurors + 1 :] = self._betas()
        system[:jurors, :jurors] -= self._shared_films()
        cells = design.juror * design.categories + design.category[design.film]
        changes = self.coupling / (self.weight[design.film] * self.ratios.films)
        across = np.bincount(cells, changes, jurors * design.categories).reshape(jurors, design.categories)
        system[:jurors, jurors + 1 :] += across
        system[jurors + 1 :, :jurors] += across.T
        return system

    def _betas(self) -> Reals:
        design, ratio = self.design, self.ratios.films
        share = np.bincount(design.category, minlength=design.categories) / max(design.films, 1)
        left = np.bincount(design.category, (1 - 1 / (self.weight * ratio)) / ratio, design.categories)
        return np.diag(left + BETA) + LOCATION * np.outer(share, share)

    def _shared_films(self) -> Reals:
        """What jurors know of one another through the films that they share."""
        jurors = self.design.jurors
        found = np.zeros(jurors * jurors)
        for films, reviews in self.design.blocks:
            assignments, pull = self.design.juror[reviews], self.coupling[reviews]
            cells = assignments[:, :, None] * jurors + assignments[:, None, :]
            products = pull[:, :, None] * pull[:, None, :] / self.weight[films][:, None, None]
            found += np.bincount(cells.ravel(), products.ravel(), jurors * jurors)
        return found.reshape(jurors, jurors)

    def _right_side(self, pulled: Reals) -> Reals:
        design = self.design
        per_film = self._pull / self.weight
        jurors = design.by_juror(pulled - self.coupling * per_film[design.film])
        betas = np.bincount(design.category, per_film, design.categories) / self.ratios.films
        return np.concatenate([jurors, [0.0], betas])

    def _solved(self, right: Reals) -> Reals:
        return backward(self._factor, forward(self._factor, right))


def _portions(films: Places, cells: int) -> Iterator[Places]:
    size = max(BLOCK_CELLS // cells, 1)
    return (films[start : start + size] for start in range(0, len(films), size))


BLOCK = 128  # rows that numpy solves at once


def forward(lower: Reals, right: Reals) -> Reals:
    """What the lower triangle takes to `right`."""
    found = right.copy()
    for here in _blocks(lower):
        left = right[here] - lower[here, : here.start] @ found[: here.start]
        found[here] = np.linalg.solve(lower[here, here], left)
    return found


def backward(lower: Reals, right: Reals) -> Reals:
    """What the triangle, transposed, takes to `right`."""
    found = right.copy()
    for here in reversed(list(_blocks(lower))):
        left = right[here] - lower[here.stop :, here].T @ found[here.stop :]
        found[here] = np.linalg.solve(lower[here, here].T, left)
    return found


def inverse(lower: Reals) -> Reals:
    """The inverse of the lower triangle, which is one, too."""
    found = np.zeros_like(lower)
    for here in _blocks(lower):
        before = slice(here.start)
        found[here, here] = np.linalg.inv(lower[here, here])
        found[here, before] = -found[here, here] @ (lower[here, before] @ found[before, before])
    return found


def _blocks(table: Reals) -> Iterator[slice]:
    return (slice(start, min(start + BLOCK, len(table))) for start in range(0, len(table), BLOCK))
