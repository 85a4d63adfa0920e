"""What a ranking says: where each film stands, how each juror leans, and how sure each category's line is."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from festival.kernel.digits import agreed
from festival.scoring.values import Key

NAMES_IN_CODE = {"views": "reviews", "telling": "informative"}
FEWEST_REVIEWS = 2  # with fewer, what is known of a film is one person's word
SURE = 0.95  # a film is in, or out, without much uncertainty


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned of a jury, by juror's key: enough to compute a ranking again from the scores.

    `learned` is how many of the slopes and spreads the scores tell, each counted as far as they do.
    """

    films_ratio: float
    jurors_ratio: float
    slopes: Mapping[Key, float]
    spreads: Mapping[Key, float]
    learned: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """A film's place.

    `reviews` counts its scores, `informative` those that its place rests on: who gave everything the same
    number tells nothing, unless nobody tells anything. `quality` is what this panel on the whole would give
    it, in points; `low` to `high` hold it in nine cases of ten. A film of which no score tells has its
    category's, and no rank. `p_shortlist` and `rank` (from 1, in its category; films of which the same is
    known share one) are None where parts of the category cannot be compared. Where no score tells films apart
    there is no quality, and all are equally probable.
    """

    film: Key
    category: str
    reviews: int
    informative: int
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
        """Whether it belongs on the list without much uncertainty. On one person's word none does."""
        return self.informative >= FEWEST_REVIEWS and (self.p_shortlist or 0.0) >= SURE

    @property
    def is_sure_out(self) -> bool:
        """Whether it does not belong on the list, without much uncertainty.

        On one person's word none is left out.

        A film that not one of all truths had on the list is out, anyone who saw it: so where there is no
        list.
        """
        if self.p_shortlist is None or self.p_shortlist > 1 - SURE:
            return False
        return self.informative >= FEWEST_REVIEWS or self.p_shortlist == 0

    @property
    def is_close(self) -> bool:
        """Whether it may stand on the wrong side of the cut-off."""
        return self.is_comparable and not (self.is_sure_in or self.is_sure_out)


@dataclass(frozen=True, slots=True)
class RaterEffect:
    """How a juror scores beside the panel: points more (or less) for the same film, with standard deviation.

    `slope` above one uses more of the scale; `spread` above one is less steady than the others.
    """

    juror: Key
    reviews: int
    severity: float
    sd: float
    slope: float
    spread: float


def fact(thing: Ranked | RaterEffect, name: str) -> Any:
    """One of its facts by the name that files have for it; such names stay as they were first written."""
    return getattr(thing, NAMES_IN_CODE.get(name, name))


@dataclass(frozen=True, slots=True)
class Line:
    """A category's cut, half-way between the last film in and the first one out, in points.

    `overlap` is the share of the shortlist that a jury which saw everything would choose, too, as predicted.
    `sure` counts the films that are in without much uncertainty, `close` those that may stand on the wrong
    side. Where films cannot be compared nothing is said.
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

    `lines` cut where the places end. `components` are groups of jurors who share no film: one group's scores
    cannot be compared with another's. `set_aside` gave all films the same number, which says nothing of the
    films. `divisive` are the films that divide the jury, the most divisive first. `noise` is the standard
    deviation of one juror's score about what that juror would give on the whole, in points.
    """

    films: tuple[Ranked, ...]
    jurors: tuple[RaterEffect, ...]
    lines: tuple[Line, ...]
    components: tuple[tuple[Key, ...], ...]
    set_aside: tuple[Key, ...]
    divisive: tuple[Key, ...]
    noise: float | None
    model: Model | None


def cut(
    category: str,
    places: int,
    inside: Sequence[Ranked],
    outside: Sequence[Ranked],
    manual: Collection[Key] = (),
) -> Line:
    """How sure a list is: the films on it and off it, each part best first.

    Films that people put in or took out (`manual`) are on the list or off it, whatever the scores say: the
    list's agreement counts those that are on it, the cut-off and what is close are of the others.
    """
    if not inside or not all(film.is_comparable for film in (*inside, *outside)):
        return Line(category, places)
    above = [film for film in inside if film.film not in manual]
    below = [film for film in outside if film.film not in manual]
    return Line(
        category,
        places,
        line=_between(above[-1], below[0]) if above and below else None,
        overlap=rounded(math.fsum(film.p_shortlist or 0.0 for film in inside) / len(inside)),
        sure=sum(film.is_sure_in for film in inside),
        close=sum(not film.is_sure_in for film in above) + sum(not film.is_sure_out for film in below),
    )


def rounded(number: float | None) -> float | None:
    """The number as every machine says it; None for what is none."""
    return None if number is None or math.isnan(number) else agreed(number)


def _between(last_in: Ranked, first_out: Ranked) -> float | None:
    if last_in.quality is None or first_out.quality is None:
        return None
    return rounded((last_in.quality + first_out.quality) / 2)
