"""Whether the categories' lengths leave gaps or overlap, said before a filmmaker falls in."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Protocol


class Lengths(Protocol):
    """A category as far as its lengths go: whole seconds, both ends included."""

    @property
    def name(self) -> str: ...
    @property
    def min_seconds(self) -> int | None: ...
    @property
    def max_seconds(self) -> int | None: ...


class Flaw(StrEnum):
    """What can be wrong between two neighbouring categories."""

    GAP = "gap"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True)
class LengthWarning:
    """Films of `first` to `last` seconds fit no category (gap) or two of them (overlap)."""

    flaw: Flaw
    first: int
    last: int
    shorter: str
    longer: str


def warnings(categories: Sequence[Lengths]) -> list[LengthWarning]:
    """The gaps and overlaps between categories, shortest films first."""
    ordered = sorted(categories, key=lambda category: (category.min_seconds or 0, category.max_seconds or 0))
    return [found for shorter, longer in pairwise(ordered) if (found := _between(shorter, longer))]


def _between(shorter: Lengths, longer: Lengths) -> LengthWarning | None:
    if shorter.max_seconds is None:
        start = longer.min_seconds or 0
        return LengthWarning(Flaw.OVERLAP, start, start, shorter.name, longer.name)
    here, there = shorter.max_seconds, longer.min_seconds or 0
    if there > here + 1:
        return LengthWarning(Flaw.GAP, here + 1, there - 1, shorter.name, longer.name)
    if there <= here:
        return LengthWarning(Flaw.OVERLAP, there, here, shorter.name, longer.name)
    return None
