"""Solves equations whose table is a triangle, block by block: numpy alone would take it for a full one."""

from collections.abc import Iterator

import numpy as np

from festival.jury.arithmetic import Reals

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
