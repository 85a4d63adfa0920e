"""Where a shortlist is sought: in which categories, and where the cut-off between in and out lies."""

import numpy as np

from festival.scoring.numerics import Flags, Reals
from festival.scoring.ranking.dataset import Reading


def in_categories(reading: Reading) -> Flags:
    """Whether each category has places, and not for everyone."""
    films = np.bincount(reading.design.category, minlength=len(reading.places))
    return np.asarray((reading.places > 0) & (reading.places < films))


def films(reading: Reading) -> Flags:
    """Whether each film is in such a category."""
    return np.asarray(in_categories(reading)[reading.design.category], dtype=bool)


def line(quality: Reals, places: int) -> float:
    """Half-way between the last film in and the first one out, of a category that has both."""
    best = np.sort(quality)[::-1]
    return float(best[places - 1] + best[places]) / 2
