"""Ranks films by what a jury's scores say of them, with how sure that is; pure, so that anybody can check it.

The same scores, places and seed give the same ranking on every machine, in whatever order they come. Numbers
are rounded to `DIGITS`, beyond which machines differ.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from festival.jury.arithmetic import DIGITS, Reals
from festival.jury.films_and_jurors import Film, Key, Score, in_order
from festival.jury.scales import Scale
from festival.shortlists import division, membership
from festival.shortlists.equations import Posterior
from festival.shortlists.scored import FEWEST_VIEWS, Model, Reading

__all__ = ["Film", "Key", "Leaning", "Line", "Model", "Ranked", "Ranking", "Score", "rank"]

NINETY_PERCENT = 1.6448536269514722  # standard deviations to either side that hold nine of ten
SURE = 0.95  # a film is in, or out, without much doubt


@dataclass(frozen=True, slots=True)
class Ranked:
    """A film's place.

    `quality` is what this panel on the whole would give it, in points; `low` to `high` hold it in nine cases
    of ten. A film that nobody saw has its category's, and no rank. `p_shortlist` and `rank` (from 1, in its
    category; films of which the same is known share one) are None where parts of the category cannot be
    compared. Where no score tells films apart there is no quality, and all are equally probable.
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

    @property
    def is_comparable(self) -> bool:
        """Whether the jurors of its category share films, so that it can be set beside the others."""
        return self.p_shortlist is not None

    @property
    def is_sure_in(self) -> bool:
        """Whether it belongs on the list without much doubt. A film seen once does not, however probable."""
        return self.views >= FEWEST_VIEWS and (self.p_shortlist or 0.0) >= SURE

    @property
    def is_sure_out(self) -> bool:
        """Whether it does not belong on the list, without much doubt."""
        return self.p_shortlist is not None and self.p_shortlist <= 1 - SURE

    @property
    def is_close(self) -> bool:
        """Whether it may stand on the wrong side of the line."""
        return self.is_comparable and not (self.is_sure_in or self.is_sure_out)


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
    `set_aside` gave all films the same number, which says nothing of the films. `divisive` are the films that
    divide the jury, the most divisive first. `noise` is the standard deviation of one juror's score about
    what that juror would give on the whole, in points.
    """

    films: tuple[Ranked, ...]
    jurors: tuple[Leaning, ...]
    lines: tuple[Line, ...]
    components: tuple[tuple[Key, ...], ...]
    set_aside: tuple[Key, ...]
    divisive: tuple[Key, ...]
    noise: float | None
    model: Model | None


def rank(
    films: Iterable[Film],
    scores: Iterable[Score],
    places: Mapping[str, int],
    seed: int,
    scale: Scale,
) -> Ranking:
    """The ranking of these films by scores on this scale. A category without `places` has none.

    Raises ValueError for a film that comes twice, a score for an unknown film, and a juror who scored a film
    twice.
    """
    reading = Reading(films, scores, places, scale)
    posterior = reading.posterior() if reading.told else None
    ordered = sorted(_ranked(reading, _numbers(reading, posterior, seed)), key=_standing)
    ranked = list(_with_ranks(ordered, reading.divided))
    return Ranking(
        films=tuple(ranked),
        jurors=tuple(_leanings(reading, posterior)) if posterior else (),
        lines=tuple(_line(category, places.get(category, 0), ranked) for category in reading.categories),
        components=reading.components,
        set_aside=tuple(sorted(reading.set_aside, key=in_order)),
        divisive=tuple(reading.films[row].key for row in division.found(posterior)) if posterior else (),
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


def _standing(film: Ranked) -> tuple[object, ...]:
    """By category; there by worth. Films that nobody saw stand behind the others."""
    return film.category, not film.views, _worth(film), in_order(film.film)


def _worth(film: Ranked) -> tuple[float, float]:
    """By probability, then by quality, best first."""
    return -(film.p_shortlist or 0.0), -(film.quality or 0.0)


def _with_ranks(ordered: Iterable[Ranked], divided: Collection[str]) -> Iterator[Ranked]:
    """Films of equal worth share a rank; those that nobody saw, or that cannot be compared, have none."""
    place: Counter[str] = Counter()
    ranks: dict[object, int] = {}
    for film in ordered:
        place[film.category] += 1
        rank = ranks.setdefault((film.category, _worth(film)), place[film.category])
        yield replace(film, rank=rank) if film.views and film.category not in divided else film


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
    if not inside or not inside[0].is_comparable:
        return Line(category, places)
    chances = [film.p_shortlist or 0.0 for film in inside]
    sure = sum(film.is_sure_in for film in inside)
    out = sum(film.is_sure_out for film in outside)
    return Line(
        category,
        places,
        line=_between(inside[-1], outside[0]) if outside else None,
        overlap=_rounded(math.fsum(chances) / len(inside)),
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
