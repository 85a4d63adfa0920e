"""Batches: extra reviews assigned together where the shortlist was unsure, and how far they are."""

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
        N_("Near the cut-off"),
        N_("One more review of these films may change who is in and who is out."),
    ),
    Why.FEW_REVIEWS: (
        N_("Seen too little"),
        N_("Every film gets two reviews before any film gets more."),
    ),
    Why.LINK: (
        N_("Linking reviews"),
        N_(
            "Groups of jurors that share no film get some of each other’s films, so that scores "
            "can be compared."
        ),
    ),
    Why.DECOY: (
        N_("Decoys"),
        N_(
            "About one review in ten goes to some other film; a small batch has at least one. So "
            "jurors who are asked late cannot guess whether the film is good or in danger."
        ),
    ),
}
"""What extra reviews are for: a name, and because of what."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Later reviews assigned at one moment: how many became, or can become, a score, and how many did."""

    number: int
    given_at: datetime
    reviews: int
    scored: int

    @property
    def is_done(self) -> bool:
        """Whether nothing more is to come of it."""
        return self.scored == self.reviews


def assigned(assignments: Iterable[Assignment]) -> list[Batch]:
    """The batches of a round, first one first."""
    together: dict[datetime, list[Assignment]] = defaultdict(list)
    for assignment in assignments:
        if assignment.why is not None and assignment.assigned_at is not None and _is_out(assignment):
            together[assignment.assigned_at].append(assignment)
    return [
        Batch(number, given_at, len(together[given_at]), _scored(together[given_at]))
        for number, given_at in enumerate(sorted(together), 1)
    ]


def planned(assignments: Iterable[Assignment]) -> list[Assignment]:
    """The extra reviews that only the organizers know of."""
    return [
        assignment
        for assignment in assignments
        if assignment.why is not None and assignment.state is AssignmentState.PLANNED
    ]


def _scored(assignments: Sequence[Assignment]) -> int:
    return sum(assignment.state is AssignmentState.SCORED for assignment in assignments)


def _is_out(assignment: Assignment) -> bool:
    """Whether it was assigned and is, or can become, a score: nobody waits for a film that has left."""
    if assignment.state is AssignmentState.SCORED:
        return True
    return assignment.state in OUTSTANDING and assignment.entry.state is EntryState.ELIGIBLE
