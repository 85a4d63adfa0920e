"""Arithmetic that comes out alike on every machine, but for digits that nobody says: with one thread.

With tables of some hundred rows, several threads wait for one another longer than they reckon; and how many
they are changes the last digits. The limit holds for the whole process and for good: lifted by one reckoning,
it would be lifted for another that runs beside it.
"""

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

Reals = NDArray[np.float64]
Places = NDArray[np.intp]

threadpool_limits(limits=1, user_api="blas")
