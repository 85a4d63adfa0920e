"""Which films an act of an organizer puts on a shortlist, and which it takes off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from festival.shortlists.standing import Standing


@dataclass(frozen=True, slots=True)
class Crossing:
    """The films that crossed the line, in the order of the board."""

    came_in: Sequence[int]
    went_out: Sequence[int]


def between(before: Iterable[Standing], after: Iterable[Standing]) -> Crossing:
    """What crossed the line from one state of a board to the next."""
    was, now = ({each.key: each.is_in for each in stands} for stands in (before, after))
    return Crossing(
        came_in=[film for film, is_in in now.items() if is_in and not was.get(film, False)],
        went_out=[film for film, is_in in was.items() if is_in and not now.get(film, True)],
    )
