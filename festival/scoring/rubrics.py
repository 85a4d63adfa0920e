"""What a jury is asked about a film, and how the answers become one number."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from festival.kernel.words import N_
from festival.scoring.scales import Scale

FEWEST_STEPS = 2
MOST_STEPS = 10


class Question(Protocol):
    """A criterion as far as its number goes: steps from 1 to `steps`, and what it weighs."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def weight(self) -> int: ...
    @property
    def steps(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Draft:
    """A criterion to begin with."""

    name: str
    question: str
    weight: int
    meanings: tuple[str, ...]


USUAL_STEPS = (N_("Not at all"), N_("A little"), N_("Fairly"), N_("Well"), N_("Outstandingly"))
USUAL = (
    Draft(N_("Story"), N_("Does it tell something, and hold to the end?"), 3, USUAL_STEPS),
    Draft(N_("Craft"), N_("Picture, sound, cutting, acting: does the form serve the film?"), 2, USUAL_STEPS),
    Draft(N_("Theme"), N_("Does it show people on the move as people?"), 3, USUAL_STEPS),
    Draft(N_("Originality"), N_("Have we seen this before?"), 2, USUAL_STEPS),
)


def repeated(names: Collection[str]) -> frozenset[str]:
    """Those of the names that nobody could tell from another one: spaces and capitals make no difference."""
    counts = Counter(_spoken(name) for name in names)
    return frozenset(name for name in names if counts[_spoken(name)] > 1)


def missing(criteria: Iterable[Question], scores: Mapping[str, int]) -> list[Question]:
    """The criteria without a step that exists."""
    return [each for each in criteria if not 1 <= scores.get(str(each.id), 0) <= each.steps]


def readable(criteria: Iterable[Question], scores: Mapping[str, int]) -> dict[str, int]:
    """Those of the scores that name a criterion of the rubric and a step of its scale."""
    return {
        str(each.id): scores[str(each.id)]
        for each in criteria
        if 1 <= scores.get(str(each.id), 0) <= each.steps
    }


def total(criteria: Sequence[Question], scores: Mapping[str, int]) -> float | None:
    """The weighted mean on the longest scale of the rubric; None while a criterion has no step.

    Where all scales are equally long it is the plain weighted mean of the steps; shorter ones are stretched.
    """
    if not criteria or missing(criteria, scores):
        return None
    top = longest(criteria)
    weights = sum(each.weight for each in criteria)
    share = sum(each.weight * (scores[str(each.id)] - 1) / (each.steps - 1) for each in criteria) / weights
    return 1 + (top - 1) * share


def scale(criteria: Iterable[Question]) -> Scale:
    """The scale of all totals. A rubric without criteria, by which nobody can score, has the usual one."""
    return Scale(1, longest(criteria) or len(USUAL_STEPS))


def _spoken(name: str) -> str:
    return " ".join(name.split()).casefold()


def longest(criteria: Iterable[Question]) -> int:
    """The number of steps on the longest scale: the best possible total."""
    return max((each.steps for each in criteria), default=0)
