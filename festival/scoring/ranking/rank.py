"""Ranks films by what a jury's scores say of them, with how sure that is; pure, so that anybody can check it.

The same scores, places and seed give the same ranking on every machine, in whatever order they come. Numbers
are rounded to `DIGITS`, beyond which machines differ.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from festival.kernel.digits import DIGITS
from festival.scoring.numerics import Reals
from festival.scoring.ranking import divisive, probabilities, results
from festival.scoring.ranking.dataset import Reading
from festival.scoring.ranking.mixed_model import Posterior
from festival.scoring.ranking.results import Line, Ranked, Ranking, RaterEffect, rounded
from festival.scoring.scales import Scale
from festival.scoring.values import Film, Score, in_order

NINETY_PERCENT = 1.6448536269514722  # standard deviations to either side that hold nine of ten


def rank(
    films: Iterable[Film],
    scores: Iterable[Score],
    places: Mapping[str, int],
    seed: int,
    scale: Scale,
) -> Ranking:
    """Rank films within their categories by the scores that jurors gave them, and say how sure that is.

    `scores` are points on `scale`. `places` maps a category to how many films its shortlist holds; a category
    that is not in it has no shortlist. `seed` is that of the 2,000 draws behind each probability.

    `quality`, `low`, `high` (nine cases of ten) and `severity` are points; probabilities run from 0 to 1.
    Films of a category whose jurors share no film have no rank. Raises ValueError for a film that comes
    twice, a score of an unknown film, and a juror who scored a film twice. Source: a linear mixed model with
    crossed random effects (Searle, Casella and McCulloch 1992), fitted by REML and ECM: docs/jury.md.
    """
    reading = Reading(films, scores, places, scale)
    posterior = reading.posterior() if reading.told else None
    placed = in_places(_unplaced(reading, _numbers(reading, posterior, seed)), reading.divided)
    return Ranking(
        films=tuple(placed),
        jurors=tuple(_rater_effects(reading, posterior)) if posterior else (),
        lines=tuple(_line(category, places.get(category, 0), placed) for category in reading.categories),
        components=reading.components,
        set_aside=tuple(sorted(reading.set_aside, key=in_order)),
        divisive=tuple(reading.films[row].key for row in divisive.found(posterior)) if posterior else (),
        noise=rounded(np.sqrt(posterior.noise)) if posterior else None,
        model=reading.model(posterior) if posterior else None,
    )


def in_places(films: Iterable[Ranked], divided: Collection[str]) -> list[Ranked]:
    """Films by category, and there by worth, each with its rank; those of `divided` categories have none."""
    return list(_with_ranks(sorted(films, key=_standing), divided))


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
        chance=probabilities.probabilities(posterior, reading.places, seed),
    )


def _panel_variance(posterior: Posterior) -> Reals:
    """Of what the panel on the whole would give each film: its quality and the mean severity together."""
    jurors = posterior.design.jurors
    with_severities = posterior.coupled(posterior.covariance[:, :jurors].mean(axis=1, keepdims=True))
    with_mean = -with_severities[:, 0] / posterior.weight
    mean = posterior.covariance[:jurors, :jurors].mean()
    return np.asarray(np.maximum(posterior.quality_variance + 2 * with_mean + mean, 0.0))


def _unplaced(reading: Reading, numbers: _Numbers) -> Iterator[Ranked]:
    """Every film with its numbers; ranks come with the order."""
    rows = zip(
        reading.films,
        reading.given,
        reading.informative.tolist(),
        numbers.quality,
        numbers.margin,
        numbers.chance,
        strict=True,
    )
    for film, given, informative, quality, margin, chance in rows:
        yield Ranked(
            film=film.key,
            category=film.category,
            reviews=len(given),
            informative=informative,
            mean=rounded(math.fsum(given) / len(given)) if given else None,
            quality=rounded(quality),
            low=rounded(quality - margin),
            high=rounded(quality + margin),
            p_shortlist=None if film.category in reading.divided else rounded(chance),
            rank=None,
        )


def _standing(film: Ranked) -> tuple[object, ...]:
    """By category; there by worth. Films of which no score tells stand behind the others."""
    return film.category, not film.informative, _worth(film), in_order(film.film)


def _worth(film: Ranked) -> tuple[float, float]:
    """By probability, then by quality, best first."""
    return -(film.p_shortlist or 0.0), -(film.quality or 0.0)


def _with_ranks(ordered: Iterable[Ranked], divided: Collection[str]) -> Iterator[Ranked]:
    """Films of equal worth share a rank; those of which no score tells have none."""
    place: Counter[str] = Counter()
    ranks: dict[object, int] = {}
    for film in ordered:
        place[film.category] += 1
        rank = ranks.setdefault((film.category, _worth(film)), place[film.category])
        is_ranked = film.informative and film.category not in divided
        yield replace(film, rank=rank if is_ranked else None)


def _rater_effects(reading: Reading, posterior: Posterior) -> list[RaterEffect]:
    jurors, rater_parameters = posterior.design.jurors, posterior.rater_parameters
    known = posterior.covariance[:jurors, :jurors]
    variance = np.maximum(np.diag(known) - 2 * known.mean(axis=0) + known.mean(), 0.0)
    severity = posterior.severity - posterior.severity.mean()
    columns = (
        reading.jurors,
        np.bincount(posterior.design.juror, minlength=jurors),
        severity.round(DIGITS) + 0.0,
        np.sqrt(posterior.noise * variance).round(DIGITS),
        rater_parameters.slope,
        rater_parameters.spread,
    )
    return [
        RaterEffect(juror, int(reviews), *(float(number) for number in numbers))
        for juror, reviews, *numbers in zip(*columns, strict=True)
    ]


def _line(category: str, places: int, films: Iterable[Ranked]) -> Line:
    """The cut of one category where its places end."""
    here = [film for film in films if film.category == category]
    return results.cut(category, places, here[:places], here[places:])
