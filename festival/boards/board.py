"""The board of a category.

One row a film, in the order of the ranking, with the cut-off between in and out.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from festival.boards import places
from festival.boards.axis import Axis, axis_on
from festival.boards.models import Mark, Shortlist
from festival.boards.ranking_cache import Evidence
from festival.entries.models import Entry
from festival.jury.models import Criterion
from festival.jury.rounds import results
from festival.jury.states import NO_REVIEW, OUTSTANDING, AssignmentState
from festival.scoring.ranking import cutoff, summaries
from festival.scoring.ranking.cutoff import Placement
from festival.scoring.ranking.results import Line, Ranked, Ranking
from festival.scoring.ranking.summaries import Summary
from festival.scoring.scales import Scale
from festival.scoring.values import Key, MarkKind

MOST_DIVISIVE = 5
NEXT_IN_LINE = 3  # films below the cut-off that one more score may lift over it


@dataclass(frozen=True, slots=True)
class Row:
    """One film: where it stands, its scores in numbers, and what every juror did with it."""

    entry: Entry
    standing: Placement
    mark: Mark | None
    summary: Summary
    ranked: Ranked
    reviews: Sequence[results.FilmReview]
    reviews_per_film: int
    remarks: int

    @property
    def scores(self) -> list[results.FilmReview]:
        """The reviews that count, jurors in the order they were assigned the film."""
        return [review for review in self.reviews if review.is_counted]

    @property
    def stepped_aside(self) -> list[results.FilmReview]:
        """Who does not judge it, for a conflict of interest."""
        return [review for review in self.reviews if review.state is AssignmentState.RECUSED]

    @property
    def abstained(self) -> list[results.FilmReview]:
        """Who was assigned it and gave no score."""
        return [review for review in self.reviews if review.state is AssignmentState.ABSTAINED]

    @property
    def beside(self) -> list[results.FilmReview]:
        """Who saw it or stepped aside and gave no score: kept out of every number."""
        return [review for review in self.reviews if review.state in NO_REVIEW]

    @property
    def outstanding(self) -> list[results.FilmReview]:
        """Who still has to watch it."""
        return [review for review in self.reviews if review.state in OUTSTANDING]

    @property
    def for_earlier_film(self) -> int:
        """How many of its scores were given for a version of the film that was exchanged since."""
        return sum(review.is_for_earlier_film for review in self.scores)

    @property
    def reviews_missing(self) -> int:
        """How many scores are missing from what the round wants for each film."""
        return max(0, self.reviews_per_film - self.summary.reviews)

    @property
    def is_close(self) -> bool:
        """Whether it may be on the wrong side of the cut-off, as a film seen once may, however probable."""
        return self.ranked.is_close


@dataclass(frozen=True, slots=True)
class Group:
    """Jurors who share films with one another, by name, and how many films of a board they scored."""

    jurors: Sequence[str]
    films: int


@dataclass(frozen=True, slots=True)
class Board:
    """All films of a category in a round: those that are in first, each part in the order of the ranking."""

    shortlist: Shortlist
    rows: Sequence[Row]
    evidence: Evidence
    ranking: Ranking

    @property
    def line(self) -> Line:
        """How sure the cut is."""
        return places.line_of(self.shortlist, self.ranking)

    @property
    def is_unscored(self) -> bool:
        """Whether no film has a score yet: then there is no order to show, and no chance to tell."""
        return not any(film.reviews for film in self._films)

    @property
    def has_places_for_all(self) -> bool:
        """Whether no film can be left out for want of a place: then none is called close to a line."""
        return places.has_places_for_all(self.shortlist, self.ranking)

    @property
    def has_too_many_places(self) -> bool:
        """Whether some places stay empty whatever jurors say."""
        return 0 < len(self._films) < self.shortlist.places

    @property
    def is_divided(self) -> bool:
        """Whether groups of jurors saw it that share no film: then averages order it."""
        return cutoff.is_divided(row.ranked for row in self.rows)

    @property
    def groups(self) -> list[Group]:
        """The jurors of this board's films, parted where they share no film."""
        parts = [set(part) for part in self.ranking.components]
        found = [_group([row for row in self.rows if _seen_by(row, part)], part) for part in parts]
        return [group for group in found if group.films]

    @property
    def axis(self) -> Axis:
        """The axis on which every mean stands, and every interval where films can be compared.

        It ends where the scale does; an interval that goes on is drawn up to there.
        """
        means = [row.summary.mean for row in self.rows]
        ends = (end for interval in self.intervals for end in interval)
        return axis_on(self.scale, [*means, *ends])

    @property
    def intervals(self) -> list[tuple[float, float]]:
        """What holds each film in nine cases of ten, in points; none where films cannot be compared."""
        ranked = [] if self.is_divided else [row.ranked for row in self.rows]
        return [(film.low, film.high) for film in ranked if film.low is not None and film.high is not None]

    @property
    def runs_past_the_scale(self) -> bool:
        """Whether an interval goes on beyond what can be drawn."""
        axis = self.axis
        return not all(axis.holds(low, high) for low, high in self.intervals)

    @property
    def inside(self) -> list[Row]:
        """The films on the shortlist."""
        return [row for row in self.rows if row.standing.is_in]

    @property
    def outside(self) -> list[Row]:
        """The films below the cut-off."""
        return [row for row in self.rows if not row.standing.is_in]

    @property
    def pinned(self) -> int:
        """How many places are taken manually."""
        return sum(row.standing.mark is MarkKind.PIN for row in self.rows)

    @property
    def dropped(self) -> int:
        """How many films were taken off manually."""
        return sum(row.standing.mark is MarkKind.DROP for row in self.rows)

    @property
    def criteria(self) -> Sequence[Criterion]:
        """What the jury was asked."""
        return self.shortlist.round.criteria

    @property
    def scale(self) -> Scale:
        """The worst and the best possible score."""
        return self.evidence.scale

    @property
    def hardly_seen(self) -> list[tuple[Row, results.FilmReview]]:
        """The scores of jurors who played less than half of the film and did not see it elsewhere."""
        return [(row, review) for row in self.rows for review in row.reviews if review.is_hardly_seen]

    @property
    def is_told(self) -> bool:
        """Whether the scores tell one film from another."""
        return self.ranking.model is not None

    @property
    def divisive(self) -> list[Row]:
        """The films that divide the jury most, by more than habit and chance explain."""
        by_id: dict[Key, Row] = {row.entry.id: row for row in self.rows}
        return [by_id[key] for key in self.ranking.divisive if key in by_id][:MOST_DIVISIVE]

    @property
    def too_few_reviews(self) -> list[Row]:
        """The films with fewer scores than the round wants."""
        return [row for row in self.rows if row.reviews_missing]

    @property
    def lacking_reviews(self) -> list[Row]:
        """Films on the list, or next to come in, with fewer scores than the round wants.

        A film that nobody scored is among them where it may well belong on the list.
        """
        could_come = [row for row in self.outside if not row.mark]
        next_in_line = [row for row in could_come if row.standing.rank][:NEXT_IN_LINE]
        unseen = [row for row in could_come if row.is_close and not row.standing.rank]
        return [row for row in [*self.inside, *next_in_line, *unseen] if row.reviews_missing]

    @property
    def is_over_full(self) -> bool:
        """Whether more films are pinned than there are places."""
        return len(self.inside) > self.shortlist.places

    def row(self, entry_id: int) -> Row | None:
        """One film's row; None when it does not compete here."""
        return next((row for row in self.rows if row.entry.id == entry_id), None)

    @property
    def _films(self) -> list[Ranked]:
        """Every film of the category, also where only the rows of some are asked for."""
        return places.films_of(self.shortlist, self.ranking)


def plain(reviews: Iterable[results.FilmReview]) -> Iterable[summaries.FilmReview]:
    """The jurors' reviews as numbers. What was watched away from the player has no measured coverage."""
    return (
        summaries.FilmReview(
            film=review.entry_id,
            score=review.total if review.is_counted else None,
            coverage=None if review.declared else review.coverage,
        )
        for review in reviews
    )


def _seen_by(row: Row, jurors: Set[Key]) -> bool:
    return any(review.juror_id in jurors for review in row.scores)


def _group(rows: Sequence[Row], part: Set[Key]) -> Group:
    names = {review.juror for row in rows for review in row.scores if review.juror_id in part}
    return Group(sorted(names, key=str.casefold), len(rows))
