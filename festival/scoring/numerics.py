"""Arithmetic that comes out alike on every machine, but for digits that nobody says: with one thread.

With tables of some hundred rows, several threads wait for one another longer than they compute; and how many
they are changes the last digits. The limit holds for the whole process and for good: lifted by one
computation, it would be lifted for another that runs beside it.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from festival.scoring.values import Key

Reals = NDArray[np.float64]
Places = NDArray[np.intp]

threadpool_limits(limits=1, user_api="blas")


Flags = NDArray[np.bool_]
"""One for every film (rows) and juror (columns)."""


def positions(keys: Iterable[Key]) -> dict[Key, int]:
    """Where each key stands."""
    return {key: place for place, key in enumerate(keys)}
