"""Waves: later views that were given out together, where the shortlist was unsure, and how far they are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from festival.entries.states import EntryState
from festival.jury.models import Assignment
from festival.jury.states import OUTSTANDING, AssignmentState
from festival.kernel.words import N_
from festival.scoring.values import Why

WHYS: Mapping[Why, tuple[str, str]] = {
    Why.NEAR_LINE: (
        N_("Near the line"),
        N_("One more view of these films may change who is in and who is out."),
    ),
    Why.FEW_VIEWS: (
        N_("Seen too little"),
        N_("Every film gets two views before any film gets more."),
    ),
    Why.BRIDGE: (
        N_("Bridges"),
        N_("Groups of jurors that share no film get some of each other’s, so that scores can be compared."),
    ),
    Why.DECOY: (
        N_("Decoys"),
        N_(
            "About one view in ten goes to some other film, in a small wave at least one. So being asked "
            "late tells a juror nothing of it: neither that it is good nor that it is in danger."
        ),
    ),
}
"""What later views are for: a name, and because of what."""


@dataclass(frozen=True, slots=True)
class Wave:
    """Later views given out at one moment: how many became, or can become, a score, and how many did."""

    number: int
    given_at: datetime
    views: int
    scored: int

    @property
    def is_done(self) -> bool:
        """Whether nothing more is to come of it."""
        return self.scored == self.views


def given_out(seats: Iterable[Assignment]) -> list[Wave]:
    """The waves of a round, first one first."""
    together: dict[datetime, list[Assignment]] = defaultdict(list)
    for seat in seats:
        if seat.why is not None and seat.assigned_at is not None and _is_out(seat):
            together[seat.assigned_at].append(seat)
    return [
        Wave(number, given_at, len(together[given_at]), _scored(together[given_at]))
        for number, given_at in enumerate(sorted(together), 1)
    ]


def planned(seats: Iterable[Assignment]) -> list[Assignment]:
    """The later views that only the organizers know of."""
    return [seat for seat in seats if seat.why is not None and seat.state is AssignmentState.PLANNED]


def _scored(seats: Sequence[Assignment]) -> int:
    return sum(seat.state is AssignmentState.SCORED for seat in seats)


def _is_out(seat: Assignment) -> bool:
    """Whether it was given out and is, or can become, a score: nobody waits for a film that has left."""
    if seat.state is AssignmentState.SCORED:
        return True
    return seat.state in OUTSTANDING and seat.entry.state is EntryState.ELIGIBLE
