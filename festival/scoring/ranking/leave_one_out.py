"""What would change if any one juror were left out: which films come in, which go out; pure.

What was learned of the jury is kept. A film's probability is the ranking's own, moved by as much as a short
computation of it moves when the juror's scores go; so anyone who changes nothing moves no film, as drawing
anew would. In the short computation films are independent and a logistic curve stands for the normal one,
which is never further away than 0.01.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from festival.scoring.numerics import Reals
from festival.scoring.ranking import cutoff, rank
from festival.scoring.ranking.dataset import Reading
from festival.scoring.ranking.results import Model, Ranked, Ranking, rounded
from festival.scoring.scales import Scale
from festival.scoring.values import Film, Key, MarkKind, Score, in_order

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


def each(
    films: Sequence[Film],
    scores: Sequence[Score],
    places: Mapping[str, int],
    ranked: Ranking,
    marks: Mapping[int, MarkKind],
    scale: Scale,
) -> tuple[Without, ...]:
    """Every juror whose scores tell films apart, left out in turn, in the order of their keys.

    `ranked` is the ranking of these scores, `marks` are the films that people pinned or dropped. Categories
    that are divided already are passed over.
    """
    if ranked.model is None:
        return ()
    before = Reading(films, scores, places, scale)
    beside = _Beside(before, ranked, ranked.model)
    old = _lists(ranked.films, places, marks)
    found = []
    for juror in before.jurors:
        others = [score for score in before.scores if score.juror != juror]
        rest = Reading(before.films, others, places, scale)
        parted = rest.divided - before.divided
        new = _lists(beside.without(rest), places, marks)
        told = new.keys() - parted - before.divided
        comes_in = {film for category in told for film in new[category] - old[category]}
        goes_out = {film for category in told for film in old[category] - new[category]}
        found.append(Without(juror, _sorted(comes_in), _sorted(goes_out), tuple(sorted(parted))))
    return tuple(found)


@dataclass(frozen=True)
class _Short:
    """Chances as if films were independent, and qualities; a row each."""

    chance: Reals
    quality: Reals


class _Beside:
    """A ranking, and how it moves when scores go."""

    def __init__(self, reading: Reading, ranked: Ranking, model: Model) -> None:
        self._reading, self._ranked, self._model = reading, ranked, model
        self._before = _short(reading, model)

    def without(self, rest: Reading) -> list[Ranked]:
        """The films in order, as the scores of `rest` tell it; where these tell nothing, all are alike."""
        if not rest.told:
            places = dict(zip(rest.categories, rest.places.tolist(), strict=True))
            return list(rank.rank(rest.films, rest.scores, places, 0, rest.scale).films)
        return rank.in_places(self._moved(rest, _short(rest, self._model)), divided=())

    def _moved(self, rest: Reading, after: _Short) -> Iterator[Ranked]:
        chance, quality = after.chance - self._before.chance, after.quality - self._before.quality
        for film in self._ranked.films:
            row = self._reading.row_of[film.film]
            yield replace(
                film,
                informative=int(rest.informative[row]),
                p_shortlist=rounded((film.p_shortlist or 0.0) + float(chance[row])),
                quality=rounded((film.quality or 0.0) + float(quality[row])),
            )


def _short(reading: Reading, model: Model) -> _Short:
    posterior = reading.posterior(model)
    sd = np.sqrt(posterior.noise * posterior.quality_variance)
    chance = np.empty(len(sd))
    for category, places in enumerate(reading.places):
        here = reading.design.category == category
        chance[here] = _above(posterior.quality[here], sd[here], int(places))
    return _Short(chance, posterior.quality)


def _above(quality: Reals, sd: Reals, places: int) -> Reals:
    """How probably each film lies above the cut-off that so many are expected above."""
    if not 0 < places < len(quality):
        return np.full(len(quality), float(places > 0))
    low, high = float((quality - WIDEST * sd).min()), float((quality + WIDEST * sd).max())
    for _ in range(HALVINGS):
        line = (low + high) / 2
        above: Reals = 1 / (1 + np.exp(-LOGISTIC * (quality - line) / sd))
        low, high = (line, high) if above.sum() > places else (low, line)
    return above


def _lists(
    films: Iterable[Ranked], places: Mapping[str, int], marks: Mapping[int, MarkKind]
) -> dict[str, frozenset[Key]]:
    """The films on the list of each category."""
    return {
        category: frozenset(
            film.key for film in cutoff.of_films(list(here), marks, places.get(category, 0)) if film.is_in
        )
        for category, here in groupby(films, lambda film: film.category)
    }


def _sorted(keys: Collection[Key]) -> tuple[Key, ...]:
    return tuple(sorted(keys, key=in_order))
