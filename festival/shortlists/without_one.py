"""What would change if any one juror were left out: which films come in, which go out; pure.

What was learned of the jury is kept. A film's probability is the ranking's own, moved by as much as a short
reckoning of it moves when the juror's scores go; so whoever changes nothing moves no film, as drawing anew
would. In the short reckoning films are independent and a logistic curve stands for the normal one, which is
never further away than 0.01.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from festival.jury.arithmetic import DIGITS, Reals
from festival.jury.films_and_jurors import Film, Key, Score, in_order
from festival.jury.scales import Scale
from festival.shortlists import standing
from festival.shortlists.ranking import Model, Ranking
from festival.shortlists.scored import Reading
from festival.shortlists.states import MarkKind

LOGISTIC = 1.702  # the slope at which it is nearest to the normal curve
HALVINGS = 40
WIDEST = 10  # standard deviations beyond the best and the worst film: no line lies further out


@dataclass(frozen=True, slots=True)
class Without:
    """The films that come in and go out without a juror, in the order of their keys.

    `parted` are the categories whose films would then have been seen by groups of jurors that share no film;
    nothing else is said of these.
    """

    juror: Key
    comes_in: tuple[Key, ...]
    goes_out: tuple[Key, ...]
    parted: tuple[str, ...]


@dataclass(frozen=True)
class _Known:
    """What orders films, a row each."""

    chance: Reals
    quality: Reals
    is_seen: NDArray[np.bool_]


def each(
    films: Sequence[Film],
    scores: Sequence[Score],
    places: Mapping[str, int],
    ranking: Ranking,
    marks: Mapping[int, MarkKind],
    scale: Scale,
) -> tuple[Without, ...]:
    """Every juror whose scores tell films apart, left out in turn, in the order of their keys.

    `ranking` is the one of these scores, `marks` are the films that people pinned or dropped. Categories that
    are divided already are passed over.
    """
    if ranking.model is None:
        return ()
    before = Reading(films, scores, places, scale)
    known, short = _ranked(before, ranking), _short(before, ranking.model)
    found = []
    for juror in before.jurors:
        rest = Reading(films, [score for score in scores if score.juror != juror], places, scale)
        moved = _moved(rest, known, short, _short(rest, ranking.model))
        parted = rest.divided - before.divided
        old, new = (
            set(_shortlisted(rest, numbers, marks, parted | before.divided)) for numbers in (known, moved)
        )
        found.append(Without(juror, _sorted(new - old), _sorted(old - new), tuple(sorted(parted))))
    return tuple(found)


def _ranked(reading: Reading, ranking: Ranking) -> _Known:
    films = {film.film: film for film in ranking.films}
    rows = [films[film.key] for film in reading.films]
    return _Known(
        chance=np.array([film.p_shortlist or 0.0 for film in rows]),
        quality=np.array([film.quality or 0.0 for film in rows]),
        is_seen=np.array([film.views > 0 for film in rows]),
    )


def _moved(rest: Reading, known: _Known, before: _Known, after: _Known) -> _Known:
    """What is known, moved by what the short reckoning says; what is not scored any more is not seen."""
    return _Known(
        chance=(known.chance + after.chance - before.chance).round(DIGITS),
        quality=(known.quality + after.quality - before.quality).round(DIGITS),
        is_seen=np.array([bool(given) for given in rest.given]),
    )


def _short(reading: Reading, model: Model) -> _Known:
    """Qualities, and probabilities as if films were independent."""
    if not reading.told:
        nothing = np.zeros(len(reading.films))
        return _Known(nothing, nothing, nothing > 0)
    posterior = reading.posterior(model)
    sd = np.sqrt(posterior.noise * posterior.quality_variance)
    chance = np.empty(len(sd))
    for category, places in enumerate(reading.places):
        here = reading.design.category == category
        chance[here] = _above(posterior.quality[here], sd[here], int(places))
    return _Known(chance, posterior.quality, reading.design.views > 0)


def _above(quality: Reals, sd: Reals, places: int) -> Reals:
    """How probably each film lies above the line that so many are expected above."""
    if not 0 < places < len(quality):
        return np.full(len(quality), float(places > 0))
    low, high = float((quality - WIDEST * sd).min()), float((quality + WIDEST * sd).max())
    for _ in range(HALVINGS):
        line = (low + high) / 2
        above: Reals = 1 / (1 + np.exp(-LOGISTIC * (quality - line) / sd))
        low, high = (line, high) if above.sum() > places else (low, line)
    return above


def _shortlisted(
    reading: Reading, known: _Known, marks: Mapping[int, MarkKind], passed_over: Collection[str]
) -> Iterator[Key]:
    for number, category in enumerate(reading.categories):
        if category in passed_over:
            continue
        rows = np.flatnonzero(reading.design.category == number)
        order = rows[np.lexsort((-known.quality[rows], -known.chance[rows], ~known.is_seen[rows]))]
        ordered = [
            (
                int(reading.films[row].key),
                (float(known.chance[row]), float(known.quality[row])) if known.is_seen[row] else None,
            )
            for row in order
        ]
        yield from (
            film.key for film in standing.stand(ordered, marks, int(reading.places[number])) if film.is_in
        )


def _sorted(keys: Collection[Key]) -> tuple[Key, ...]:
    return tuple(sorted(keys, key=in_order))
