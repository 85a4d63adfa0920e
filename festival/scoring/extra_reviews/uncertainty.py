"""What the jury does not know yet of each film, and how much one more review would tell."""

import math
from collections.abc import Sequence

import numpy as np

from festival.scoring.numerics import Reals
from festival.scoring.ranking.dataset import Reading
from festival.scoring.ranking.mixed_model import Posterior
from festival.scoring.ranking.results import Model
from festival.scoring.values import Juror

# Square points of 1 to 10, as long as no score says otherwise: only their ratio tells, on any scale the same.
USUAL_FILMS, USUAL_JUROR = 1.7, 2.5


class Uncertainty:
    """Films and jurors are places in tables; `variance` shrinks with every review that is expected.

    `noise` is the variance of a juror's score about a film's quality, as a slope of one would show it. Both
    are square points. With a `model` of these scores the jury is not learned again.
    """

    def __init__(self, reading: Reading, jurors: Sequence[Juror], model: Model | None = None) -> None:
        posterior = reading.posterior(model) if reading.told else None
        films = len(reading.films)
        self.quality = posterior.quality if posterior else np.zeros(films)
        self.variance = (
            posterior.quality_variance * posterior.noise if posterior else np.full(films, USUAL_FILMS)
        )
        self.noise = _noise(posterior, reading, jurors)
        self._usual = float(np.median(self.noise)) if len(jurors) else USUAL_JUROR

    def gain(self, film: int, line: float) -> float:
        """By how many points one more review may be expected to better the choice between in and out.

        The knowledge gradient of one normal observation for a decision at `line`: Frazier, Powell and
        Dayanik, SIAM J. Control Optim. 47 (2008).
        """
        variance = float(self.variance[film])
        step = variance / math.sqrt(variance + self._usual)
        apart = abs(float(self.quality[film]) - line) / step
        density = math.exp(-(apart**2) / 2) / math.sqrt(2 * math.pi)
        return step * (density - apart * math.erfc(apart / math.sqrt(2)) / 2)

    def told_by(self, film: int) -> Reals:
        """For every juror, the share of what is not known that their review would tell."""
        return np.asarray(self.variance[film] / (self.variance[film] + self.noise))

    def expect(self, film: int, juror: int) -> None:
        """A review is asked for: less will be unknown."""
        self.variance[film] *= 1 - self.told_by(film)[juror]


def _noise(posterior: Posterior | None, reading: Reading, jurors: Sequence[Juror]) -> Reals:
    if posterior is None:
        return np.full(len(jurors), USUAL_JUROR)
    severity = np.diag(posterior.covariance)[: len(reading.jurors)]
    heard = (
        posterior.noise * (posterior.rater_parameters.spread + severity) / posterior.rater_parameters.slope**2
    )
    unheard = posterior.noise * (1 + posterior.ratios.jurors)
    known = dict(zip(reading.jurors, heard, strict=True))
    return np.array([known.get(juror.key, unheard) for juror in jurors], dtype=float)
