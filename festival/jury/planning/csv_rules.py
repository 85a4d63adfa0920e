"""Whether a row of a plan's file can become an assignment that is not there yet."""

from festival.entries.models import Entry
from festival.jury.models import PanelMember
from festival.jury.planning import rules
from festival.jury.states import NO_REVIEW, AssignmentState
from festival.kernel.refusals import Refusal, refuse

LONGEST_SAID = 80


def needs_plannable_state(said: str, state: AssignmentState | None) -> Refusal | None:
    """A row may copy the state of its neighbour, but nobody is planned as having stepped aside."""
    if said and state is None:
        return refuse(
            "plan_state",
            "“{said}” is no state of an assignment. Write “planned”, or nothing.",
            said=said[:LONGEST_SAID],
        )
    if state not in NO_REVIEW and state is not AssignmentState.REMOVED:
        return None
    return refuse(
        "plan_gone",
        "it says “{said}”, but there is no such assignment. To plan it, write “planned”; else "
        "leave the row out.",
        said=said,
    )


def needs_known_film(number: str, film: Entry | None, *, is_ready: bool) -> Refusal | None:
    """The film is one of the round's, and can be watched."""
    if film is not None:
        return rules.needs_watchable_film(film, is_ready=is_ready)
    return refuse(
        "plan_film",
        "there is no film with the number “{number}” that can be watched in this round.",
        number=number[:LONGEST_SAID],
    )


def needs_known_juror(address: str, member: PanelMember | None) -> Refusal | None:
    """The juror sits on the round's panel."""
    if member is not None:
        return None
    return refuse(
        "plan_juror",
        "nobody on this panel has the address “{address}”.",
        address=address[:LONGEST_SAID],
    )
