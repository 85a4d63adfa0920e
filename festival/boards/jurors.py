"""A round's jurors as organizers see them: how each one scores, how sure that is, what each one decides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from festival.boards import queries, ranking_cache
from festival.boards.axis import Axis, axis_over
from festival.boards.board import Board
from festival.entries.models import Entry
from festival.jury.models import Round
from festival.scoring.ranking.rank import NINETY_PERCENT
from festival.scoring.ranking.results import RaterEffect
from festival.scoring.values import Key

NOTABLE_SLOPE = 1.15  # of the scale, beside the others; below its inverse as well
NOTABLE_SPREAD = 1.3  # of the variance about a film's worth


@dataclass(frozen=True, slots=True)
class Effect:
    """What happens on a board if a juror is left out. `parts`: the others would share no film."""

    juror: str
    comes_in: Sequence[Entry]
    goes_out: Sequence[Entry]
    parts: bool

    @property
    def size(self) -> int:
        """How many films change sides."""
        return len(self.comes_in) + len(self.goes_out)


@dataclass(frozen=True, slots=True)
class JurorParameters:
    """How a juror scores: points given more than the panel gives (or fewer), between `low` and `high`."""

    juror: str
    rater_effect: RaterEffect

    @property
    def low(self) -> float:
        return self.rater_effect.severity - NINETY_PERCENT * self.rater_effect.sd

    @property
    def high(self) -> float:
        return self.rater_effect.severity + NINETY_PERCENT * self.rater_effect.sd

    @property
    def is_kind(self) -> bool:
        """Whether it is clear that they give more than the panel."""
        return self.low > 0

    @property
    def is_severe(self) -> bool:
        """Whether it is clear that they give less."""
        return self.high < 0

    @property
    def uses_more(self) -> bool:
        """Whether they set films further apart than the others do."""
        return self.rater_effect.slope > NOTABLE_SLOPE

    @property
    def uses_less(self) -> bool:
        """Whether they keep films closer together."""
        return self.rater_effect.slope < 1 / NOTABLE_SLOPE

    @property
    def is_steady(self) -> bool:
        """Whether their scores tell more of a film than the others' do."""
        return self.rater_effect.spread < 1 / NOTABLE_SPREAD

    @property
    def is_unsteady(self) -> bool:
        """Whether they tell less."""
        return self.rater_effect.spread > NOTABLE_SPREAD


@dataclass(frozen=True, slots=True)
class Jury:
    """The jurors of a round who have scored, the most severe first; `set_aside` gave all films one number.

    `groups` are the names of jurors who share films with one another; more than one cannot be compared.
    """

    rater_parameters: Sequence[JurorParameters]
    set_aside: Sequence[str]
    groups: Sequence[Sequence[str]]
    noise: float | None

    @property
    def axis(self) -> Axis:
        """One axis for all intervals, with the panel's own place, zero, on it."""
        return axis_over(
            [
                0.0,
                *(rater.low for rater in self.rater_parameters),
                *(rater.high for rater in self.rater_parameters),
            ]
        )


def jury_of(judged: Round) -> Jury:
    """The jury of a round as its scores show it now."""
    ranking = ranking_cache.ranking_of(judged)
    names = queries.names_of_jurors(judged.id)
    rater_parameters = [
        JurorParameters(names[int(rater_effect.juror)], rater_effect) for rater_effect in ranking.jurors
    ]
    return Jury(
        rater_parameters=sorted(
            rater_parameters,
            key=lambda rater: (rater.rater_effect.severity, rater.juror),
        ),
        set_aside=_named(ranking.set_aside, names),
        groups=[_named(part, names) for part in ranking.components],
        noise=ranking.noise,
    )


def effects_on(board: Board) -> list[Effect]:
    """What happens on a board if any one juror is left out; those who decide most first."""
    shortlist = board.shortlist
    names = queries.names_of_jurors(shortlist.round_id)
    entries = {row.entry.id: row.entry for row in board.rows}
    found = [
        Effect(
            juror=names[int(without.juror)],
            comes_in=[entries[int(key)] for key in without.comes_in if key in entries],
            goes_out=[entries[int(key)] for key in without.goes_out if key in entries],
            parts=shortlist.category.slug in without.parted,
        )
        for without in ranking_cache.without_each_juror(shortlist.round)
    ]
    return sorted(found, key=lambda effect: (not effect.parts, -effect.size, effect.juror.casefold()))


def _named(keys: Iterable[Key], names: dict[int, str]) -> list[str]:
    return sorted((names[int(key)] for key in keys), key=str.casefold)
