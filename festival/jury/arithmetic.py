"""Arithmetic that comes out alike on every machine: with one thread, and rounded to the digits all agree on.

With tables of some hundred rows, several threads wait for one another longer than they reckon; and how many
they are changes the last digits. The limit holds for the whole process and for good: lifted by one reckoning,
it would be lifted for another that runs beside it.
"""

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

Reals = NDArray[np.float64]
Places = NDArray[np.intp]

DIGITS = 6  # beyond these, two numbers differ by the machine and not by what they are reckoned from

threadpool_limits(limits=1, user_api="blas")
