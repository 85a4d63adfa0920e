"""Films and the scores a jury gave them, read for computation: keys become places in tables, and back."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from festival.scoring import connectivity
from festival.scoring.numerics import Places
from festival.scoring.ranking import fit
from festival.scoring.ranking.fit import Parameters
from festival.scoring.ranking.mixed_model import Design, Posterior, RaterParameters, Ratios
from festival.scoring.ranking.results import Model
from festival.scoring.scales import Scale
from festival.scoring.values import Film, Key, Score, in_order


@dataclass(frozen=True, slots=True)
class Group:
    """Jurors who share films, directly or through others, and what they saw of a category."""

    films: frozenset[int]
    jurors: frozenset[Key]


class Reading:
    """Films and scores with their keys put into places, so that the equations can compute with them."""

    def __init__(
        self, films: Iterable[Film], scores: Iterable[Score], places: Mapping[str, int], scale: Scale
    ) -> None:
        self.films = sorted(films, key=lambda film: (film.category, in_order(film.key)))
        self.scores = sorted(scores, key=lambda score: (in_order(score.juror), in_order(score.film)))
        self.row_of = {film.key: row for row, film in enumerate(self.films)}
        self._refuse_doubles()
        self.scale = scale
        self.categories = sorted({film.category for film in self.films})
        self.places = np.array([places.get(category, 0) for category in self.categories], dtype=np.intp)
        self.set_aside = _uniform(self.scores)
        self.told = [score for score in self.scores if score.juror not in self.set_aside]
        self.jurors = list(dict.fromkeys(score.juror for score in self.told))

    @cached_property
    def given(self) -> list[list[float]]:
        """All that was given to each film, also by those who are set aside."""
        values: list[list[float]] = [[] for _ in self.films]
        for score in self.scores:
            values[self.row_of[score.film]].append(score.value)
        return values

    @cached_property
    def informative(self) -> Places:
        """For each film, how many scores its place rests on: in a category where some tell, those alone."""
        films, category = self.design.films, self.design.category
        told = np.bincount(category[self.design.film], minlength=len(self.categories)) > 0
        return np.where(told[category], self.design.reviews, self._reviews) if films else self._reviews

    @cached_property
    def uninformative(self) -> Places:
        """For each film, how many of its scores tell nothing, though others of its category do."""
        return self._reviews - self.informative

    @cached_property
    def _reviews(self) -> Places:
        return np.array([len(values) for values in self.given], dtype=np.intp)

    @cached_property
    def design(self) -> Design:
        """Who scored what, without those who told no film from another."""
        column_of = {juror: column for column, juror in enumerate(self.jurors)}
        number_of = {category: number for number, category in enumerate(self.categories)}
        return Design(
            film=np.array([self.row_of[score.film] for score in self.told], dtype=np.intp),
            juror=np.array([column_of[score.juror] for score in self.told], dtype=np.intp),
            score=np.array([score.value for score in self.told], dtype=float),
            category=np.array([number_of[film.category] for film in self.films], dtype=np.intp),
            jurors=len(self.jurors),
            categories=len(self.categories),
            length=self.scale.length,
        )

    @cached_property
    def components(self) -> tuple[tuple[Key, ...], ...]:
        """Jurors who share films, directly or through others; each group by its first juror."""
        groups: dict[int, list[Key]] = defaultdict(list)
        for juror, label in zip(self.jurors, self._labels, strict=True):
            groups[int(label)].append(juror)
        return tuple(tuple(group) for group in groups.values())

    @cached_property
    def divided(self) -> frozenset[str]:
        """The categories whose films were seen by groups of jurors that share no film."""
        seen = zip(self.design.category[self.design.film], self._labels[self.design.juror], strict=True)
        groups = Counter(category for category, _ in {(int(place), int(label)) for place, label in seen})
        return frozenset(self.categories[place] for place, count in groups.items() if count > 1)

    def groups_in(self, category: int) -> list[Group]:
        """Which group of jurors saw which films of a category, by place."""
        films, jurors = self.design.film, self.design.juror
        is_here = self.design.category[films] == category
        return [
            Group(
                films=frozenset(films[is_here & (self._labels[jurors] == label)].tolist()),
                jurors=frozenset(self.jurors[column] for column in np.flatnonzero(self._labels == label)),
            )
            for label in np.unique(self._labels[jurors[is_here]])
        ]

    def posterior(self, model: Model | None = None) -> Posterior:
        """What follows from the scores, of which there is at least one; learned unless `model` says it."""
        learned = fit.learn(self.design) if model is None else self._parameters(model)
        return Posterior(self.design, learned.ratios, learned.rater_parameters)

    def model(self, posterior: Posterior) -> Model:
        """What was learned, by juror's key."""
        ratios, rater_parameters = posterior.ratios, posterior.rater_parameters
        return Model(
            films_ratio=ratios.films,
            jurors_ratio=ratios.jurors,
            slopes=dict(zip(self.jurors, map(float, rater_parameters.slope), strict=True)),
            spreads=dict(zip(self.jurors, map(float, rater_parameters.spread), strict=True)),
            learned=rater_parameters.learned,
        )

    @cached_property
    def _labels(self) -> Places:
        """For each juror the first one of their group."""
        return connectivity.firsts(self.design.film, self.design.juror, self.design.films, self.design.jurors)

    def _parameters(self, model: Model) -> Parameters:
        slopes = np.array([model.slopes[juror] for juror in self.jurors])
        spreads = np.array([model.spreads[juror] for juror in self.jurors])
        return Parameters(
            Ratios(model.films_ratio, model.jurors_ratio), RaterParameters(slopes, spreads, model.learned)
        )

    def _refuse_doubles(self) -> None:
        if len(self.row_of) < len(self.films):
            raise ValueError("a film comes twice")
        if any(score.film not in self.row_of for score in self.scores):
            raise ValueError("a score for an unknown film")
        if len({(score.film, score.juror) for score in self.scores}) < len(self.scores):
            raise ValueError("a juror scored a film twice")


def _uniform(scores: Iterable[Score]) -> frozenset[Key]:
    """The jurors who gave one number for everything they saw, which was more than one film."""
    given: dict[Key, list[float]] = defaultdict(list)
    for score in scores:
        given[score.juror].append(score.value)
    return frozenset(juror for juror, points in given.items() if len(points) > 1 and len(set(points)) == 1)
