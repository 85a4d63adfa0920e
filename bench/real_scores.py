"""How well the adjusted score predicts scores that real people gave, beside averages.

It reads the CSV file (`film,juror,score`) that `SCORES` names; without one there is nothing to measure, since
well-known scores may not be copied here. Two that packages carry: the film ratings of MovieLens (`movielens`
in the R package dslabs, from 0.5 to 5), and what students gave their lecturers (`InstEval` in lme4, 1 to 5).

A jury is made of the `JURORS` who scored most, and of the films that at least `FEWEST` of them scored. Of
each film some scores are known, by chance, and the others are held out: these the known ones should predicts,
and the films that are best by the one should be best by the other. The shrunken mean is the plain one drawn
towards that of all films, as far as predicts best: it needs the held-out scores to know how far.
"""

import csv
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from bench._lines import tell
from festival.scoring.numerics import Reals
from festival.scoring.ranking import rank
from festival.scoring.ranking.dataset import Reading
from festival.scoring.ranking.results import Ranking
from festival.scoring.scales import Scale
from festival.scoring.values import Film, Score

JURORS, FEWEST = 100, 20
KNOWN = (3, 5, 10)  # scores of each film
TIMES = 10  # that scores are drawn anew
BEST = 30
SHRINKINGS = np.linspace(0, 1, 101)

Given = Mapping[str, Sequence[Score]]
"""The scores of each film."""


def main() -> int:
    """Tell of the file in `SCORES`, if it is named."""
    if "SCORES" not in os.environ:
        return 0
    path = Path(os.environ["SCORES"])
    given = jury_of(read(path))
    values = [score.value for scores in given.values() for score in scores]
    scale = Scale(min(values), max(values))
    label = f"jury.real {path.stem} {len(given)}/{JURORS}"
    _tell_habits(label, given, scale)
    for known in KNOWN:
        _tell_foretold(f"{label}, {known} scores of each film", given, known, scale)
    return 0


def read(path: Path) -> list[Score]:
    """The scores in a file; of two by one juror for one film the last."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = [(row["film"], row["juror"], float(row["score"])) for row in csv.DictReader(file)]
    return [Score(film, juror, value) for (film, juror), value in {row[:2]: row[2] for row in rows}.items()]


def jury_of(scores: Sequence[Score]) -> Given:
    """The scores of those who scored most, for the films that enough of them scored."""
    most = {juror for juror, _ in Counter(score.juror for score in scores).most_common(JURORS)}
    given: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        if score.juror in most:
            given[str(score.film)].append(score)
    return {film: found for film, found in sorted(given.items()) if len(found) >= FEWEST}


def _tell_habits(label: str, given: Given, scale: Scale) -> None:
    """How far people lie apart: in severity beside their films, in steadiness beside their slopes.

    How far steadiness truly lies apart is what two halves of a juror's scores say alike of it.
    """
    scores = [score for found in given.values() for score in found]
    reading = Reading([Film(film, "film", 0) for film in given], scores, {}, scale)
    posterior = reading.posterior()
    film, juror, slope = posterior.design.film, posterior.design.juror, posterior.rater_parameters.slope
    misses = np.abs(
        posterior.design.score - posterior.severity[juror] - slope[juror] * posterior.quality[film]
    )
    halves = np.random.default_rng(1).random(len(misses)) < 0.5
    noises = [
        [np.log(np.sqrt(np.mean(misses[(juror == column) & half] ** 2))) for half in (halves, ~halves)]
        for column in range(posterior.design.jurors)
    ]
    steadiness = np.sqrt(max(float(np.cov(np.array(noises).T)[0, 1]), 0.0))
    ratios = posterior.ratios
    tell(f"{label}, sd of severities beside that of films", ratios.jurors**0.5, ratios.films**0.5)
    tell(
        f"{label}, sd of the logarithm of noise beside that of slopes", steadiness, float(np.log(slope).std())
    )


def _tell_foretold(label: str, given: Given, known: int, scale: Scale) -> None:
    """Misses and best films, over all times that scores were drawn in which the jury could be compared."""
    found = [each for seed in range(TIMES) if (each := _foretold(given, known, scale, seed))]
    if not found:
        return
    plain, shrunken, fair, best_plain, best_fair = np.mean(found, axis=0)
    tell(f"{label}: root mean square miss beside the plain mean's", fair, plain)
    tell(f"{label}: root mean square miss beside the best shrunken mean's", fair, shrunken)
    tell(f"{label}: share of the best {BEST} found beside the plain mean's", best_fair, best_plain)


def _foretold(given: Given, known: int, scale: Scale, seed: int) -> tuple[float, ...] | None:
    """Misses of the average, the shrunken mean and the adjusted score, and what both find of the best.

    None where jurors fall into groups that share no film.
    """
    chance = np.random.default_rng(seed)
    told, held_out = [], []
    for scores in given.values():
        order = chance.permutation(len(scores)).tolist()
        told.append([scores[place] for place in order[:known]])
        held_out.append(np.array([scores[place].value for place in order[known:]]))
    films = [Film(film, "film", 0) for film in given]
    ranked = rank.rank(films, [score for scores in told for score in scores], {"film": BEST}, seed, scale)
    if len(ranked.components) > 1:
        return None
    means = np.array([np.mean([score.value for score in scores]) for scores in told])
    shrunk = (means.mean() + part * (means - means.mean()) for part in SHRINKINGS)
    truth = np.array([values.mean() for values in held_out])
    fair = _qualities(ranked, films)
    return (
        _miss(means, held_out),
        min(_miss(each, held_out) for each in shrunk),
        _miss(fair, held_out),
        _best_found(means, truth),
        _best_found(fair, truth),
    )


def _qualities(ranked: Ranking, films: Sequence[Film]) -> Reals:
    quality = {film.film: film.quality or 0.0 for film in ranked.films}
    return np.array([quality[film.key] for film in films])


def _miss(foretold: Reals, held_out: Sequence[Reals]) -> float:
    misses = np.concatenate([values - one for one, values in zip(foretold, held_out, strict=True)])
    return float(np.sqrt(np.mean(misses**2)))


def _best_found(foretold: Reals, truth: Reals) -> float:
    best, found = (set(np.argsort(-each, kind="stable")[:BEST].tolist()) for each in (truth, foretold))
    return len(best & found) / BEST


if __name__ == "__main__":
    sys.exit(main())
