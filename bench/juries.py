"""Juries that never were: films whose true worth is known, jurors as people are, scores as they would give.

What is assumed: the worth of films is normal (sd 1.3 points), in every category alike. A juror's severity is
normal (sd 0.75), their slope lognormal (sd 0.22 of its logarithm), and so is the sd of their noise (0.22,
about 1.4 in the mean square). Scores are whole numbers from 1 to 10, about 5.5. One review in ten is lost,
anyone who's it is. Films run evenly from 3 to 60 minutes; everybody can follow every one. All methods have
the same minutes: those of five reviews of every film.

People do differ in how steady they are, by 0.24 among those who rate films and by 0.07 among students who
rate lecturers (`bench/real_scores.py` measures it). So juries whose jurors are all equally steady are tried,
too, and juries whose severities lie as far apart as films, as they do among those who rate films.
"""

import math
import os
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from functools import partial
from itertools import groupby, islice

import numpy as np

from bench._lines import tell
from festival.scoring.extra_reviews import propose
from festival.scoring.numerics import Reals
from festival.scoring.ranking import rank
from festival.scoring.ranking.results import Ranking
from festival.scoring.scales import OF_TEN
from festival.scoring.values import Film, Juror, Pair, Score

REVIEWS = 5
WAVES = 3
LOST = 0.1
QUALITY, NOISE = 1.3, 1.4
WORTHS = np.linspace(-4, 4, 101) * QUALITY
MIDDLE, SCALE = 5.5, OF_TEN
CATEGORIES = {"film": (1.0, 3, 60)}


@dataclass(frozen=True)
class Size:
    """How many films and jurors there are, and how many films are sought (`places`, over all categories).

    `held_back` is the part of the minutes that is kept for batches, `juries` how often all this is tried.
    """

    films: int
    jurors: int
    places: int
    held_back: float
    juries: int

    @property
    def name(self) -> str:
        return f"{self.films}/{self.jurors}/{self.places}"


@dataclass(frozen=True)
class People:
    """How far jurors lie apart: severities in points, slopes and noises by their logarithms."""

    severity: float = 0.75
    slope: float = 0.22
    noise: float = 0.22


USUAL = People()
HARSH = People(severity=QUALITY)
EQUALLY_STEADY = People(noise=0.0)

SIZES = (Size(60, 9, 10, 0.3, 300), Size(800, 40, 60, 0.3, 120), Size(10_000, 300, 300, 0.5, 30))


class Jury:
    """A festival's films and jurors with what only a simulation knows of them."""

    def __init__(self, size: Size, seed: int, people: People = USUAL) -> None:
        self.size = size
        self._chance = np.random.default_rng([seed, size.films])
        self.films = self._made_films()
        self.jurors = [Juror(number) for number in range(size.jurors)]
        self.places = {category: round(size.places * part) for category, (part, _, _) in CATEGORIES.items()}
        self.worth = self._chance.normal(0, QUALITY, size.films)
        self.severity = self._chance.normal(0, people.severity, size.jurors)
        self._slope = np.exp(self._chance.normal(0, people.slope, size.jurors))
        # The mean square of such a lognormal is that of NOISE alone.
        self._noise = NOISE * np.exp(self._chance.normal(-(people.noise**2), people.noise, size.jurors))
        self.seconds = REVIEWS * sum(film.seconds for film in self.films)

    def assigned(self, reviews: float) -> list[Pair]:
        """Films assigned by chance, equally many to each juror.

        A fraction of a review goes to so many films.
        """
        pairs: set[Pair] = set()
        whole, part = int(reviews), reviews % 1
        for number in range(whole + (part > 0)):
            share = 1.0 if number < whole else part
            films = self._chance.permutation(self.size.films)[: round(share * self.size.films)]
            for place, film in enumerate(films.tolist()):
                juror = place % self.size.jurors
                while (film, juror) in pairs:
                    juror = int(self._chance.integers(self.size.jurors))
                pairs.add((film, juror))
        return sorted(pairs)

    def watched(self, pairs: Sequence[Pair]) -> list[Score]:
        """The scores that come of these reviews; some never do."""
        films, jurors = np.array(pairs, dtype=int).reshape(-1, 2).T
        felt = self.severity[jurors] + self._slope[jurors] * self.worth[films]
        given = np.rint(MIDDLE + felt + self._chance.normal(0, self._noise[jurors]))
        scores = np.clip(given, SCALE.lowest, SCALE.highest)
        came = self._chance.random(len(films)) >= LOST
        return [
            Score(int(film), int(juror), float(score))
            for film, juror, score in zip(films[came], jurors[came], scores[came], strict=True)
        ]

    def best_told(self, scores: Sequence[Score]) -> list[object]:
        """What would be chosen by who knew each juror's habits exactly, and how worth and noise are spread.

        That is Bayes' rule on a grid of worths, with what rounding and the ends of the scale hide: no
        computation with these scores can be expected to find more.
        """
        films, jurors, values = np.array([(score.film, score.juror, score.value) for score in scores]).T
        film, juror = films.astype(int), jurors.astype(int)
        felt = MIDDLE + self.severity[juror, None] + self._slope[juror, None] * WORTHS
        above = np.where(values < SCALE.highest, values + 0.5, np.inf)[:, None]
        below = np.where(values > SCALE.lowest, values - 0.5, -np.inf)[:, None]
        noise = self._noise[juror, None]
        likely = _normal((above - felt) / noise) - _normal((below - felt) / noise)
        evidence = np.tile(-((WORTHS / QUALITY) ** 2) / 2, (self.size.films, 1))
        np.add.at(evidence, film, np.log(np.maximum(likely, np.finfo(float).tiny)))
        chances = np.exp(evidence - evidence.max(axis=1, keepdims=True))
        return self._best(chances @ WORTHS / chances.sum(axis=1))

    def share_found(self, chosen: Iterable[object]) -> float:
        """The share of the true best of all categories that a choice holds."""
        best = self._best(self.worth)
        return len(set(best).intersection(chosen)) / len(best)

    def _best(self, worth: Reals) -> list[object]:
        """The films with the greatest worth of every category, as many as it has places."""
        best: list[object] = []
        for category, places in self.places.items():
            rows = [film.key for film in self.films if film.category == category]
            best += sorted(rows, key=lambda row: -worth[int(row)])[:places]
        return best

    def _made_films(self) -> list[Film]:
        films: list[Film] = []
        for category, (part, shortest, longest) in CATEGORIES.items():
            minutes = self._chance.uniform(shortest, longest, round(part * self.size.films))
            films += [
                Film(len(films) + number, category, round(60 * length))
                for number, length in enumerate(minutes.tolist())
            ]
        return films


def _normal(deviations: Reals) -> Reals:
    """The normal distribution, read from a table."""
    at = np.linspace(-9, 9, 2001)
    return np.interp(deviations, at, [(1 + math.erf(each / math.sqrt(2))) / 2 for each in at])


@dataclass(frozen=True)
class Outcome:
    """What one jury found by three methods, and how well the ranking knew itself.

    `ceiling` is what the scores of the first two could tell at best.
    """

    mean: float
    calibrated: float
    ceiling: float
    with_waves: float
    predicted: float
    predicted_with_waves: float
    covered: float


def held(size: Size, seed: int, people: People = USUAL) -> Outcome:
    """Let one jury do its work: once as usual, once with part of the minutes held back for batches."""
    jury = Jury(size, seed, people)
    scores = jury.watched(jury.assigned(REVIEWS))
    usual = rank.rank(jury.films, scores, jury.places, seed, SCALE)
    batches = _in_waves(jury, seed)
    return Outcome(
        mean=jury.share_found(_best_by_mean(usual, jury)),
        calibrated=jury.share_found(_chosen(usual, jury)),
        ceiling=jury.share_found(jury.best_told(scores)),
        with_waves=jury.share_found(_chosen(batches, jury)),
        predicted=_predicted(usual),
        predicted_with_waves=_predicted(batches),
        covered=_covered(usual, jury),
    )


def _in_waves(jury: Jury, seed: int) -> Ranking:
    kept = jury.size.held_back
    assigned = jury.assigned(REVIEWS * (1 - kept))
    scores = jury.watched(assigned)
    for batch in range(WAVES):
        plan = propose.propose(
            jury.films,
            jury.jurors,
            assigned,
            scores,
            jury.places,
            seconds=round(jury.seconds * kept / WAVES),
            seed=seed + batch,
            scale=SCALE,
        )
        assigned += plan.pairs
        scores += jury.watched(plan.pairs)
    return rank.rank(jury.films, scores, jury.places, seed, SCALE)


def _chosen(ranked: Ranking, jury: Jury) -> list[object]:
    by_category = groupby(ranked.films, lambda film: film.category)
    return [film.film for category, films in by_category for film in islice(films, jury.places[category])]


def _best_by_mean(ranked: Ranking, jury: Jury) -> list[object]:
    """As festivals do: the best means; equals by chance, which here is their number."""
    chosen: list[object] = []
    for category, places in jury.places.items():
        here = [film for film in ranked.films if film.category == category and film.mean is not None]
        chosen += [film.film for film in sorted(here, key=lambda film: (-(film.mean or 0.0), film.film))][
            :places
        ]
    return chosen


def _predicted(ranked: Ranking) -> float:
    wanted = sum(line.places for line in ranked.lines)
    return sum((line.overlap or 0.0) * line.places for line in ranked.lines) / wanted


def _covered(ranked: Ranking, jury: Jury) -> float:
    """The share of films whose true worth to this panel lies in their interval of nine in ten."""
    level = MIDDLE + float(jury.severity.mean())
    held = [
        film.low <= level + jury.worth[int(film.film)] <= film.high
        for film in ranked.films
        if film.low is not None and film.high is not None
    ]
    return float(np.mean(held))


@dataclass(frozen=True)
class Trial:
    """Juries of one size and kind, and the least that must come of them, beside what the average finds.

    `apart` is the most that predicted and real agreement may differ.
    """

    size: Size
    people: People
    words: str
    calibrated: float
    with_waves: float
    apart: float = 0.05


TRIALS = (
    Trial(SIZES[0], USUAL, "", calibrated=1.0, with_waves=1.05),
    Trial(SIZES[1], USUAL, "", calibrated=1.07, with_waves=1.26),
    Trial(SIZES[2], USUAL, "", calibrated=1.11, with_waves=1.41, apart=0.07),
    Trial(SIZES[1], HARSH, " with harsh jurors", calibrated=1.16, with_waves=1.35),
    Trial(SIZES[1], EQUALLY_STEADY, " equally steady", calibrated=1.05, with_waves=1.24),
)
OF_WHAT_CAN_BE_TOLD = 0.97
COVERED = (0.87, 0.93)


def main() -> int:
    """The share of the true best that each method finds, over many juries of a size; and what it knew."""
    kept = True
    with ProcessPoolExecutor(os.cpu_count()) as processes:
        for trial in TRIALS:
            juries = partial(held, trial.size, people=trial.people)
            kept &= _told(trial, list(processes.map(juries, range(trial.size.juries))))
    return 0 if kept else 1


def _told(trial: Trial, outcomes: Sequence[Outcome]) -> bool:
    """Tell what came of these juries; whether it is enough."""
    mean = {
        field.name: float(np.mean([getattr(outcome, field.name) for outcome in outcomes]))
        for field in fields(Outcome)
    }
    fair, batches = mean["calibrated"], mean["with_waves"]
    name = f"jury.simulated {trial.size.name}{trial.words}"
    found, foreseen = f"{name}, share of the best found", f"{name}, foreseen share apart from real"
    off, off_with_waves = abs(mean["predicted"] - fair), abs(mean["predicted_with_waves"] - batches)
    low, high = (end / 0.9 for end in COVERED)
    kept = [
        tell(f"{found}: calibrated beside plain mean", fair, mean["mean"], least=trial.calibrated),
        tell(f"{found}: calibrated beside all there is", fair, mean["ceiling"], least=OF_WHAT_CAN_BE_TOLD),
        tell(f"{found}: with waves beside plain mean", batches, mean["mean"], least=trial.with_waves),
        tell(foreseen, off, trial.apart, limit=1),
        tell(f"{foreseen}, with waves", off_with_waves, trial.apart, limit=1),
        tell(f"{name}, intervals of nine in ten that hold the truth", mean["covered"], 0.9, high, low),
    ]
    return all(kept)


if __name__ == "__main__":
    sys.exit(main())
