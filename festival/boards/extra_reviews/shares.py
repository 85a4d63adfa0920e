"""What the extra reviews ask for, by category, by juror and by film, and what they leave out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from festival.boards.extra_reviews.solve import SECONDS_AN_HOUR, Asked
from festival.boards.models import Shortlist
from festival.editions.models import Category
from festival.entries.models import Entry
from festival.jury.models import PanelMember
from festival.kernel.words import N_
from festival.scoring.extra_reviews import unspent
from festival.scoring.extra_reviews.choose_juror import ExtraReview
from festival.scoring.extra_reviews.unspent import Unspent
from festival.scoring.ranking.results import Line
from festival.scoring.values import Obstacle, Why

FILMS_SHOWN = 100
FREE, UNPLAYABLE = "free", "unplayable"
LACKING: Mapping[str, str] = {
    UNPLAYABLE: N_("its screener cannot be watched"),
    Obstacle.CONFLICT: N_("conflict of interest, or said no to it"),
    Obstacle.LANGUAGE: N_("language not known"),
    Obstacle.CONTENT: N_("asked not to be shown this"),
    Obstacle.TIME: N_("no minutes left, or not asked"),
    FREE: N_("could still take it"),
}
"""Why jurors do not watch a film that lacks views."""


@dataclass(frozen=True, slots=True)
class CategoryShare:
    """A category of the round: its board if it was begun, how sure its line is, and what it gets."""

    category: Category
    board: Shortlist | None
    line: Line
    is_divided: bool
    reviews: int
    seconds: int

    @property
    def remark(self) -> str:
        """What is to be known of it beside its figures, if anything."""
        if self.board is None:
            return N_("It has no ranking yet, so no cut-off.")
        if self.is_divided:
            return N_(
                "Jurors form groups that share no film. Assign the linking reviews "
                "between them first, then ask again."
            )
        if self.reviews and self.line.close == 0:
            return N_("Its cut-off is settled already: more reviews change little.")
        if not self.reviews:
            return N_(
                "No review of it now: nobody can watch it in this time, or there is a place for each film."
            )
        return ""


@dataclass(frozen=True, slots=True)
class JurorShare:
    """What a juror would be asked for. `left` is in seconds, before it; None where no limit was set."""

    member: PanelMember
    is_asked: bool
    films: int
    seconds: int
    left: int | None

    @property
    def afterwards(self) -> int:
        """The seconds that a limit leaves after this."""
        return max(0, (self.left or 0) - self.seconds)


@dataclass(frozen=True, slots=True)
class FilmShare:
    """A film that gets further reviews: the scores it has and waits for, and who would be asked, and why."""

    entry: Entry
    scored: int
    waiting: int
    asked: Mapping[Why, Sequence[PanelMember]]


@dataclass(frozen=True, slots=True)
class LackingFilm:
    """A film that fewer than two will have seen all the same: how many reviews it lacks, and how many jurors
    each reason of `LACKING` keeps from it.
    """

    entry: Entry
    missing: int
    why: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The extra reviews, by what they are for, by category, by juror and by film, most helpful first.

    `kept_from` says of how many films each reason keeps the rest of the time.
    """

    reviews: Sequence[ExtraReview]
    fingerprint: str
    seconds: int
    asked: Asked
    whys: Mapping[Why, int]
    categories: Sequence[CategoryShare]
    jurors: Sequence[JurorShare]
    films: Sequence[FilmShare]
    lacking: Sequence[LackingFilm]
    kept_from: Mapping[Unspent, int]

    @property
    def seconds_unspent(self) -> int:
        """What stays of this batch's time, if that is worth a word: an hour or more."""
        rest = self.asked.seconds_now - self.seconds
        return rest if rest >= SECONDS_AN_HOUR else 0

    @property
    def why_unspent(self) -> Sequence[tuple[str, int]]:
        """Each reason in words, and how many films it keeps from being asked for."""
        return [(unspent.WORDS[reason], films) for reason, films in self.kept_from.items()]

    def why_lacking(self, film: Entry) -> Sequence[tuple[str, int]]:
        """The reasons why a film of `lacking` lacks reviews, and how many jurors each keeps from it."""
        return next(tuple(each.why.items()) for each in self.lacking if each.entry is film)

    @property
    def is_one_of_several(self) -> bool:
        """Whether further batches are to follow it."""
        return self.asked.batches > 1

    @property
    def jurors_with_films(self) -> int:
        return sum(share.films > 0 for share in self.jurors)

    @property
    def films_shown(self) -> Sequence[FilmShare]:
        """As many of the films as a page holds."""
        return self.films[:FILMS_SHOWN]

    @property
    def films_more(self) -> int:
        return len(self.films) - len(self.films_shown)
