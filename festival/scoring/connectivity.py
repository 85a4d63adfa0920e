"""How well jurors can be compared by the films they share, before anybody has watched one."""

from collections.abc import Collection, Sequence

import numpy as np

from festival.scoring.numerics import Flags, Places, Reals, positions
from festival.scoring.scales import OF_TEN
from festival.scoring.values import Pair

SCALE = OF_TEN  # on which these are points
QUALITY_SD = 1.3  # of films within a category
SEVERITY_SD = 0.75  # of jurors
NOISE_SD = 1.4  # of one score


def assigned_by(pairs: Collection[Pair]) -> Flags:
    """Who watches what: a row for each film of these pairs, a column for each juror."""
    films, jurors = (positions(dict.fromkeys(pair[side] for pair in pairs)) for side in (0, 1))
    assigned = np.zeros((len(films), len(jurors)), dtype=bool)
    for film, juror in pairs:
        assigned[films[film], jurors[juror]] = True
    return assigned


def components(assigned: Flags) -> list[list[int]]:
    """Groups of jurors (columns) who share no film with another group; those without films are in none."""
    film, juror = np.nonzero(assigned)
    first = firsts(film, juror, *assigned.shape)
    busy = np.flatnonzero(assigned.any(axis=0))
    return [busy[first[busy] == group].tolist() for group in np.unique(first[busy])]


def firsts(film: Places, juror: Places, films: int, jurors: int) -> Places:
    """For each of so many jurors the first one of their group, from reviews as places of film and juror.

    It is spread over shared films until nothing changes.
    """
    first = np.arange(jurors)
    while True:
        lowest = np.full(films, jurors)
        np.minimum.at(lowest, film, first[juror])
        spread = first.copy()
        np.minimum.at(spread, juror, lowest[film])
        if (spread == first).all():
            return first
        first = spread


def algebraic_connectivity(assigned: Flags) -> float:
    """The second smallest eigenvalue of the jurors' Laplacian; 0 when they fall apart, or there are not two.

    Two jurors are tied by 1/k for every film that they share, when k jurors watch it: this is the information
    that the plan gives on differences in severity (Fiedler 1973; for block designs, Bailey and Cameron 2009).
    """
    busy = assigned[:, assigned.any(axis=0)]
    if busy.shape[1] < 2:
        return 0.0
    ties = _shared(busy, 1 / np.maximum(busy.sum(axis=1), 1))
    np.fill_diagonal(ties, 0)
    laplacian = np.diag(ties.sum(axis=0)) - ties
    return max(float(np.linalg.eigvalsh(laplacian)[1]), 0.0)


def severity_errors(assigned: Flags, categories: Sequence[str]) -> Reals:
    """The standard error of each juror's severity to expect from the plan, in points of `SCALE`.

    The posterior of score = severity + category + quality + noise with the sizes above, categories unknown.
    Films are eliminated exactly, which leaves a system over jurors and categories (Schur complement).
    """
    reviews = assigned.sum(axis=1)
    score = 1 / NOISE_SD**2
    given_up = score**2 / (reviews * score + 1 / QUALITY_SD**2)
    jurors = np.diag(assigned.sum(axis=0) * score + 1 / SEVERITY_SD**2) - _shared(assigned, given_up)
    names, codes = np.unique(categories, return_inverse=True)
    left = score - given_up * reviews
    shares = assigned.T @ (left[:, None] * (codes[:, None] == np.arange(len(names))))
    weight = np.bincount(codes, left * reviews, len(names))
    known = weight > 0
    precision = jurors - (shares[:, known] / weight[known]) @ shares[:, known].T
    errors: Reals = np.sqrt(np.diag(np.linalg.inv(precision)))
    return errors


def _shared(assigned: Flags, weights: Reals) -> Reals:
    """For every two jurors, the weights of the films that both watch."""
    shared: Reals = assigned.T.astype(float) @ (assigned * weights[:, None])
    return shared
