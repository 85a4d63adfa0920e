"""Where another review helps most: the last hours of a jury, spent where the shortlist is unsure.

Every film gets two reviews before any gets more; then go those whose next review may better the choice most,
for each minute that it takes. None gets more than `asking.MOST`. One review in ten goes to some other film,
in a small batch at least one, so that being asked late says nothing of a film.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from festival.scoring.assignment.propose import Shortfall
from festival.scoring.assignment.state import Table
from festival.scoring.extra_reviews import cut_line, decoys
from festival.scoring.extra_reviews import unspent as extra_unspent
from festival.scoring.extra_reviews.budget import Budget, cost
from festival.scoring.extra_reviews.candidates import Candidates, LinkingReviews, NearLine, by_size
from festival.scoring.extra_reviews.choose_juror import MOST, Asking, ExtraReview
from festival.scoring.extra_reviews.decoys import Decoys
from festival.scoring.extra_reviews.uncertainty import Uncertainty
from festival.scoring.extra_reviews.unspent import Unspent
from festival.scoring.ranking.dataset import Reading
from festival.scoring.ranking.results import FEWEST_REVIEWS, Model
from festival.scoring.scales import Scale
from festival.scoring.values import Film, Juror, Key, Pair, Score, in_order


@dataclass(frozen=True)
class ExtraReviews:
    """What to ask for, most helpful first within a category, and the seconds that it takes of each juror.

    `shortfalls` are films that still lack reviews to be judged by, where there are places and not for
    everyone; without any obstacle it is the time that does not suffice. `unspent` says of how many films each
    reason keeps the rest of the time.
    """

    reviews: tuple[ExtraReview, ...]
    load: Mapping[Key, int]
    shortfalls: tuple[Shortfall, ...]
    unspent: Mapping[Unspent, int] = field(default_factory=dict)

    @property
    def seconds(self) -> int:
        """What it takes of all of them."""
        return sum(self.load.values())

    @property
    def pairs(self) -> list[Pair]:
        return [(review.film, review.juror) for review in self.reviews]


def propose(
    films: Iterable[Film],
    jurors: Iterable[Juror],
    conflicts: Iterable[Pair],
    scores: Iterable[Score],
    places: Mapping[str, int],
    seconds: int,
    seed: int,
    scale: Scale,
    standing: Iterable[Pair] = (),
    model: Model | None = None,
) -> ExtraReviews:
    """Propose the extra reviews that improve the shortlists most within `seconds` of jury time.

    Each category gets its share of the time by its minutes of film; what it cannot use goes to the others.
    `conflicts` and `standing` are pairs (film key, juror key); what stands is assigned, not scored yet, and
    counts as a review to come. A juror's own limit (seconds) holds for everything that they watch. With the
    `model` of a ranking of these scores the jury is not learned again; otherwise as for `rank`.

    The same input and seed give the same proposal. Raises ValueError as `rank` does. Source: the knowledge
    gradient per second of film (Frazier, Powell and Dayanik 2008): docs/jury.md.
    """
    reading = Reading(films, scores, places, scale)
    table = Table(reading.films, sorted(jurors, key=lambda juror: in_order(juror.key)), set(conflicts), MOST)
    uncertainty = Uncertainty(reading, table.jurors, model)
    _count_standing(reading, table, uncertainty, standing)
    budget = Budget(reading, table, seconds)
    batch = _Batch(reading, table, uncertainty, budget, np.random.default_rng(seed))
    batch.fill()
    return ExtraReviews(
        reviews=tuple(batch.in_turn()),
        load=_load(reading, table, batch.in_turn()),
        shortfalls=tuple(_shortfalls(reading, table)),
        unspent=extra_unspent.reasons(reading, table, budget),
    )


def _count_standing(
    reading: Reading, table: Table, uncertainty: Uncertainty, standing: Iterable[Pair]
) -> None:
    """Assign who has watched and who is yet to.

    Only a review to come tells what is not known yet: what was scored is in the uncertainty already. So the
    standing reviews must be expected while nobody else is assigned; the scores come after them.
    """
    for film, juror in standing:
        table.accept(film, juror)
    for row, column in np.argwhere(table.assigned).tolist():
        uncertainty.expect(row, column)
    for score in reading.scores:
        table.accept(score.film, score.juror)


class _Batch:
    """Jury time as it is given to films: to each category its part, then to all what some could not use."""

    def __init__(
        self,
        reading: Reading,
        table: Table,
        uncertainty: Uncertainty,
        budget: Budget,
        chance: np.random.Generator,
    ) -> None:
        self._reading, self._table, self._uncertainty, self._budget = reading, table, uncertainty, budget
        self._asking = Asking(reading, table, uncertainty, budget)
        self._reviews: dict[int, list[ExtraReview]] = defaultdict(list)
        self._decoys = Decoys(self._asking, budget, chance)
        is_sought = cut_line.in_categories(reading)
        by_chance = chance.permutation(len(reading.categories)).tolist()
        self._candidates = {
            category: self._candidates_for(category, chance) for category in by_chance if is_sought[category]
        }

    def fill(self) -> None:
        """Spend what there is until no category can use more of it.

        Where every one's part is too small for its next film, one after the other gets all that is left.
        """
        wanting = list(self._candidates)
        has_grown = True
        while wanting and has_grown:
            before = self._count()
            self._budget.share_out(wanting)
            wanting = [category for category in wanting if self._spend(category)]
            has_grown = self._count() > before
        for category in wanting:
            self._budget.share_out([category])
            self._spend(category)

    def in_turn(self) -> Iterator[ExtraReview]:
        """All reviews, category by category."""
        return chain.from_iterable(self._reviews[category] for category in sorted(self._reviews))

    def _spend(self, category: int) -> bool:
        """Spend a category's part; whether it could use more."""
        candidates = self._candidates[category]
        candidates.resume()
        while review := self._decoys.extra_review(category) or candidates.extra_review():
            row = self._reading.row_of[review.film]
            self._decoys.count(row, review.why)
            self._reviews[int(self._reading.design.category[row])].append(review)
        return candidates.is_unpaid

    def _count(self) -> int:
        return sum(map(len, self._reviews.values()))

    def _candidates_for(self, category: int, chance: np.random.Generator) -> Candidates:
        """What a category asks for; its films are offered as decoys, too."""
        rows = np.flatnonzero(self._reading.design.category == category)
        if self._reading.categories[category] in self._reading.divided:
            largest, *others = by_size(self._reading.groups_in(category))
            small = frozenset[int]().union(*(group.films for group in others))
            self._decoys.offer(category, decoys.small_groups_last(rows, small, chance))
            return LinkingReviews(
                largest, others, self._table, self._asking, self._budget, self._decoys.drawn
            )
        quality = self._uncertainty.quality
        line = cut_line.line(quality[rows], int(self._reading.places[category]))
        self._decoys.offer(category, decoys.farther_first(rows, quality, line, chance))
        return NearLine(rows.tolist(), line, self._asking, self._uncertainty, self._budget)


def _load(reading: Reading, table: Table, reviews: Iterable[ExtraReview]) -> dict[Key, int]:
    load = Counter({juror.key: 0 for juror in table.jurors})
    for review in reviews:
        load[review.juror] += cost(reading.films[reading.row_of[review.film]].seconds)
    return dict(load)


def _shortfalls(reading: Reading, table: Table) -> Iterator[Shortfall]:
    """The films that have fewer than `FEWEST_VIEWS`, whatever is asked for."""
    for row in np.flatnonzero(cut_line.films(reading)).tolist():
        missing = FEWEST_REVIEWS - len(table.watchers[row]) + int(reading.uninformative[row])
        if missing > 0:
            yield Shortfall(reading.films[row].key, missing, table.hindered(row))
