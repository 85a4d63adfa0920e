"""The words filmmakers know from FilmFreeway for where their entry stands; they tell nothing too early."""

from collections.abc import Collection
from datetime import datetime
from types import MappingProxyType

from festival.entries.drafts.checklist import Missing
from festival.entries.states import FILM_NOT_HERE, IN_COMPETITION, Decision, EntryState, FilmState
from festival.kernel.refusals import Refusal
from festival.kernel.words import N_

_SUBMISSION = MappingProxyType(
    {
        EntryState.DRAFT: N_("Incomplete"),
        EntryState.SUBMITTED: N_("In Consideration"),
        EntryState.ELIGIBLE: N_("In Consideration"),
        EntryState.INELIGIBLE: N_("Disqualified"),
        EntryState.WITHDRAWN: N_("Withdrawn"),
    }
)
_SELECTED = frozenset({Decision.SELECTED, Decision.CONFIRMED, Decision.DECLINED})


STATE_WORDS = MappingProxyType(
    {
        EntryState.DRAFT: N_("Draft"),
        EntryState.SUBMITTED: N_("Submitted"),
        EntryState.ELIGIBLE: N_("Eligible"),
        EntryState.INELIGIBLE: N_("Not eligible"),
        EntryState.WITHDRAWN: N_("Withdrawn"),
    }
)
"""The same axis as organizers see it."""

FILM_WORDS = MappingProxyType(
    {
        FilmState.NONE: N_("No film yet"),
        FilmState.LINK: N_("A link"),
        FilmState.RECEIVING: N_("Being sent, or stopped"),
        FilmState.CHECKING: N_("Arrived, being checked"),
        FilmState.UNCHECKED: N_("Could not be checked"),
        FilmState.READY: N_("Ready to watch"),
        FilmState.REFUSED: N_("Cannot be shown"),
        FilmState.LATE: N_("Did not arrive in time"),
    }
)
"""Where the film file stands."""


def submission_status(state: EntryState) -> str:
    """FilmFreeway's Submission Status. Eligible reads like submitted: it promises nothing yet."""
    return _SUBMISSION[state]


def own_status(
    state: EntryState, film: FilmState, gaps: Collection[Missing], no_submit: Refusal | None
) -> str:
    """The same as its filmmakers read it, who want to know whether something is left to do.

    A film is in consideration only when there is a film.
    """
    if state in IN_COMPETITION and film in FILM_NOT_HERE:
        return N_("Waiting for the film") if film is FilmState.RECEIVING else N_("Film missing")
    if state is not EntryState.DRAFT or gaps:
        return submission_status(state)
    return N_("Not submitted") if no_submit else N_("Ready to submit")


def judging_status(decision: Decision, released_at: datetime | None) -> str:
    """FilmFreeway's Judging Status: undecided until the release, whatever jurors or organizers did before.

    A film in reserve is undecided too: it may still be selected.
    """
    if released_at is None or decision in (Decision.UNDECIDED, Decision.RESERVE):
        return N_("Undecided")
    return N_("Selected") if decision in _SELECTED else N_("Not Selected")
