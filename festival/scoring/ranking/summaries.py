"""What the scores of a film say together: their mean, how far they lie apart, how much of it was watched."""

import math
import statistics
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from festival.kernel.digits import DIGITS


@dataclass(frozen=True, slots=True)
class FilmReview:
    """One juror's review of a film. `score` is None unless it counts; `coverage` the share seen, if known."""

    film: int
    score: float | None
    coverage: float | None


@dataclass(frozen=True, slots=True)
class Summary:
    """A film's scores in numbers; what cannot be said is None.

    `reviews` counts the scores, `spread` is their standard deviation (from two on), `coverage` the mean share
    of the film that those who scored it have seen.
    """

    film: int
    reviews: int
    mean: float | None
    spread: float | None
    lowest: float | None
    highest: float | None
    coverage: float | None


def of_films(films: Iterable[int], reviews: Iterable[FilmReview]) -> dict[int, Summary]:
    """The summary of every film, also of those that nobody has scored."""
    scored: dict[int, list[FilmReview]] = defaultdict(list)
    for review in reviews:
        if review.score is not None:
            scored[review.film].append(review)
    return {film: _summary(film, scored[film]) for film in films}


def _summary(film: int, reviews: list[FilmReview]) -> Summary:
    scores = [review.score for review in reviews if review.score is not None]
    coverages = [review.coverage for review in reviews if review.coverage is not None]
    return Summary(
        film=film,
        reviews=len(scores),
        mean=_mean(scores),
        spread=round(statistics.pstdev(scores), DIGITS) if len(scores) > 1 else None,
        lowest=min(scores, default=None),
        highest=max(scores, default=None),
        coverage=_mean(coverages),
    )


def _mean(numbers: list[float]) -> float | None:
    return round(math.fsum(numbers) / len(numbers), DIGITS) if numbers else None
