"""What the scores of a film say together: their mean, how far they lie apart, how much of it was watched."""

import math
import statistics
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from festival.kernel.digits import DIGITS

TO_THE_END = 0.95  # of the film: the credits may be left out


@dataclass(frozen=True, slots=True)
class View:
    """One juror's view of a film. `score` is None unless it counts; `coverage` the share seen, if known."""

    film: int
    score: float | None
    coverage: float | None


@dataclass(frozen=True, slots=True)
class Summary:
    """A film's scores in numbers; what cannot be said is None.

    `views` counts the scores, `spread` is their standard deviation (from two on), `coverage` the mean share
    of the film that those who scored it have seen, `seen_to_end` how many of them saw all of it.
    """

    film: int
    views: int
    mean: float | None
    spread: float | None
    lowest: float | None
    highest: float | None
    coverage: float | None
    seen_to_end: int


def of_films(films: Iterable[int], views: Iterable[View]) -> dict[int, Summary]:
    """The summary of every film, also of those that nobody has scored."""
    scored: dict[int, list[View]] = defaultdict(list)
    for view in views:
        if view.score is not None:
            scored[view.film].append(view)
    return {film: _summary(film, scored[film]) for film in films}


def _summary(film: int, views: list[View]) -> Summary:
    scores = [view.score for view in views if view.score is not None]
    coverages = [view.coverage for view in views if view.coverage is not None]
    return Summary(
        film=film,
        views=len(scores),
        mean=_mean(scores),
        spread=round(statistics.pstdev(scores), DIGITS) if len(scores) > 1 else None,
        lowest=min(scores, default=None),
        highest=max(scores, default=None),
        coverage=_mean(coverages),
        seen_to_end=sum(coverage >= TO_THE_END for coverage in coverages),
    )


def _mean(numbers: list[float]) -> float | None:
    return round(math.fsum(numbers) / len(numbers), DIGITS) if numbers else None
