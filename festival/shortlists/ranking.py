"""Ranks films by what a jury's scores say of them, with how sure that is; pure, so that anybody can check it.

The same scores, places and seed give the same ranking on every machine, in whatever order they come. Numbers
are rounded to `DIGITS`, beyond which machines differ.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from festival.jury.dealing_table import in_order
from festival.jury.films_and_jurors import Film, Key, Score
from festival.shortlists import membership
from festival.shortlists.calibration import DIGITS
from festival.shortlists.equations import Posterior, Reals, one_thread
from festival.shortlists.scored import Model, Reading

__all__ = ["Film", "Key", "Leaning", "Line", "Model", "Ranked", "Ranking", "Score", "rank"]

NINETY_PERCENT = 1.6448536269514722  # standard deviations to either side that hold nine of ten
SURE = 0.95  # a film is in, or out, without much doubt


@dataclass(frozen=True, slots=True)
class Ranked:
    """A film's place.

    `quality` is what this panel on the whole would give it, in points; `low` to `high` hold it in nine cases
    of ten. A film that nobody saw has its category's. `p_shortlist` and `rank` (from 1, in its category) are
    None where parts of the category cannot be compared. Where no score tells films apart there is no quality,
    and all are equally probable.
    """

    film: Key
    category: str
    views: int
    mean: float | None
    quality: float | None
    low: float | None
    high: float | None
    p_shortlist: float | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class Leaning:
    """How a juror scores beside the panel: points more (or less) for the same film, with standard deviation.

    `slope` above one uses more of the scale; `spread` above one is less steady than the others.
    """

    juror: Key
    views: int
    severity: float
    sd: float
    slope: float
    spread: float


@dataclass(frozen=True, slots=True)
class Line:
    """A category's cut, half-way between the last film in and the first one out, in points.

    `overlap` is the share of the shortlist that a jury which saw everything would choose, too, as predicted.
    `sure` counts the films that are in without much doubt, `close` those that may stand on the wrong side.
    Where films cannot be compared nothing is said.
    """

    category: str
    places: int
    line: float | None = None
    overlap: float | None = None
    sure: int | None = None
    close: int | None = None


@dataclass(frozen=True)
class Ranking:
    """Everything that follows from the scores. Films by category and rank, jurors by key.

    `components` are groups of jurors who share no film: one group's scores cannot be compared with another's.
    `set_aside` gave all films the same number, which says nothing of the films. `noise` is the standard
    deviation of one juror's score about what that juror would give on the whole, in points.
    """

    films: tuple[Ranked, ...]
    jurors: tuple[Leaning, ...]
    lines: tuple[Line, ...]
    components: tuple[tuple[Key, ...], ...]
    set_aside: tuple[Key, ...]
    noise: float | None
    model: Model | None


@one_thread
def rank(
    films: Iterable[Film],
    scores: Iterable[Score],
    places: Mapping[str, int],
    seed: int,
) -> Ranking:
    """The ranking of these films. A category without `places` has none.

    Raises ValueError for a film that comes twice, a score for an unknown film, and a juror who scored a film
    twice.
    """
    reading = Reading(films, scores, places)
    posterior = reading.posterior() if reading.told else None
    ranked = _ordered(_ranked(reading, _numbers(reading, posterior, seed)), reading.divided)
    return Ranking(
        films=tuple(ranked),
        jurors=tuple(_leanings(reading, posterior)) if posterior else (),
        lines=tuple(_line(category, places.get(category, 0), ranked) for category in reading.categories),
        components=reading.components,
        set_aside=tuple(sorted(reading.set_aside, key=in_order)),
        noise=_rounded(np.sqrt(posterior.noise)) if posterior else None,
        model=reading.model(posterior) if posterior else None,
    )


@dataclass(frozen=True)
class _Numbers:
    """What the equations say of each film, a row each; not a number where they have nothing to say."""

    quality: Reals
    margin: Reals
    chance: Reals


def _numbers(reading: Reading, posterior: Posterior | None, seed: int) -> _Numbers:
    if posterior is None:
        unknown = np.full(len(reading.films), np.nan)
        films = np.bincount(reading.design.category, minlength=len(reading.categories))
        return _Numbers(unknown, unknown, np.minimum(reading.places / films, 1.0)[reading.design.category])
    return _Numbers(
        quality=posterior.quality + posterior.severity.mean(),
        margin=NINETY_PERCENT * np.sqrt(posterior.noise * _panel_variance(posterior)),
        chance=membership.probabilities(posterior, reading.places, seed),
    )


def _panel_variance(posterior: Posterior) -> Reals:
    """Of what the panel on the whole would give each film: its quality and the mean severity together."""
    jurors = posterior.design.jurors
    with_severities = posterior.coupled(posterior.covariance[:, :jurors].mean(axis=1, keepdims=True))
    with_mean = -with_severities[:, 0] / posterior.weight
    mean = posterior.covariance[:jurors, :jurors].mean()
    return np.asarray(np.maximum(posterior.quality_variance + 2 * with_mean + mean, 0.0))


def _ranked(reading: Reading, numbers: _Numbers) -> list[Ranked]:
    """Every film with its numbers; ranks come with the order."""
    return [
        Ranked(
            film=film.key,
            category=film.category,
            views=len(given),
            mean=_rounded(math.fsum(given) / len(given)) if given else None,
            quality=_rounded(quality),
            low=_rounded(quality - margin),
            high=_rounded(quality + margin),
            p_shortlist=None if film.category in reading.divided else _rounded(chance),
            rank=None,
        )
        for film, given, quality, margin, chance in zip(
            reading.films, reading.given, numbers.quality, numbers.margin, numbers.chance, strict=True
        )
    ]


def _ordered(films: Iterable[Ranked], divided: Collection[str]) -> list[Ranked]:
    """By category; there by probability, then by quality. Films that nobody saw stand behind the others."""
    ordered = sorted(films, key=_standing)
    first = {film.category: place for place, film in reversed(list(enumerate(ordered)))}
    return [
        film if film.category in divided else replace(film, rank=place - first[film.category] + 1)
        for place, film in enumerate(ordered)
    ]


def _standing(film: Ranked) -> tuple[object, ...]:
    chance, quality = film.p_shortlist or 0.0, film.quality or 0.0
    return film.category, not film.views, -chance, -quality, in_order(film.film)


def _leanings(reading: Reading, posterior: Posterior) -> list[Leaning]:
    jurors, habits = posterior.design.jurors, posterior.habits
    known = posterior.covariance[:jurors, :jurors]
    variance = np.maximum(np.diag(known) - 2 * known.mean(axis=0) + known.mean(), 0.0)
    severity = posterior.severity - posterior.severity.mean()
    columns = (
        reading.jurors,
        np.bincount(posterior.design.juror, minlength=jurors),
        severity.round(DIGITS) + 0.0,
        np.sqrt(posterior.noise * variance).round(DIGITS),
        habits.slope,
        habits.spread,
    )
    return [
        Leaning(juror, int(views), *(float(number) for number in numbers))
        for juror, views, *numbers in zip(*columns, strict=True)
    ]


def _line(category: str, places: int, films: Iterable[Ranked]) -> Line:
    """The cut of one category, from its films in order."""
    here = [film for film in films if film.category == category]
    inside, outside = here[:places], here[places:]
    if not inside or inside[0].rank is None:
        return Line(category, places)
    chances = [film.p_shortlist or 0.0 for film in here]
    sure = sum(chance >= SURE for chance in chances[:places])
    out = sum(chance <= 1 - SURE for chance in chances[places:])
    return Line(
        category,
        places,
        line=_between(inside[-1], outside[0]) if outside else None,
        overlap=_rounded(math.fsum(chances[:places]) / len(inside)),
        sure=sure,
        close=len(here) - sure - out,
    )


def _between(last_in: Ranked, first_out: Ranked) -> float | None:
    if last_in.quality is None or first_out.quality is None:
        return None
    return _rounded((last_in.quality + first_out.quality) / 2)


def _rounded(number: float | None) -> float | None:
    """A plain number of `DIGITS` digits, nought without a sign; None for what is not a number."""
    return None if number is None or math.isnan(number) else round(float(number), DIGITS) + 0.0
