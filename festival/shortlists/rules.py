"""Who may decide, what must be true before decisions leave the house, and what a filmmaker may answer."""

from festival.editions.models import Edition
from festival.entries.models import Entry
from festival.entries.states import DECISION_MOVES, STAGEABLE, Decision, EntryState
from festival.kernel.refusals import Refusal, hide, refuse
from festival.kernel.roles import Actor, Role
from festival.shortlists.models import Release, Shortlist


def view(actor: Actor, shortlist: Shortlist) -> Refusal | None:
    """The board is the organizers' alone."""
    return _organizers_only(actor)


def mark(actor: Actor, shortlist: Shortlist, reason: str) -> Refusal | None:
    """A film is pinned or dropped by an organizer, with a reason that others will read."""
    return _organizers_only(actor) or _reasoned(reason)


def draw_line(actor: Actor, shortlist: Shortlist, places: int) -> Refusal | None:
    """The line can be drawn anywhere from no place upwards."""
    if refusal := _organizers_only(actor):
        return refusal
    if places < 0:
        return refuse("places_negative", "A shortlist has no place or more.")
    return None


def remark(actor: Actor, shortlist: Shortlist, text: str) -> Refusal | None:
    """Organizers talk to one another on the board."""
    if refusal := _organizers_only(actor):
        return refusal
    return None if text.strip() else refuse("empty_remark", "Write something first.")


def freeze(actor: Actor, shortlist: Shortlist, films: int) -> Refusal | None:
    """A board is frozen when there is something on it."""
    if refusal := _organizers_only(actor):
        return refusal
    if films == 0:
        return refuse(
            "nothing_to_freeze", "No film of this category is in the round yet: there is nothing to freeze."
        )
    return None


def stage(actor: Actor, entry: Entry, decision: Decision) -> Refusal | None:
    """A decision is prepared for an eligible entry, and as often as needed until it is released."""
    return _organizers_only(actor) or _decidable(entry, decision)


def release(actor: Actor, edition: Edition, staged: int, undecided: int) -> Refusal | None:
    """Decisions leave together: every eligible entry has one, so that every entrant gets a letter."""
    if refusal := _organizers_only(actor):
        return refusal
    if undecided:
        return refuse(
            "undecided_entries",
            "{count} eligible entries have no decision yet. Decide them first: everybody is told on one day.",
            count=undecided,
        )
    if staged == 0:
        return refuse("nothing_staged", "No decision waits to be released.")
    return None


def publish(actor: Actor, release: Release, letters_on_their_way: int) -> Refusal | None:
    """The public list comes after the letters: nobody reads of a refusal in the news."""
    if refusal := _organizers_only(actor):
        return refusal
    if release.released_at is None:
        return refuse(
            "not_released", "The letters are still being written. Publish the list when they have left."
        )
    if letters_on_their_way:
        return refuse(
            "letters_on_their_way",
            "{count} letters are still on their way. Publish the list when they have left.",
            count=letters_on_their_way,
        )
    return None


def answer(actor: Actor, entry: Entry, decision: Decision) -> Refusal | None:
    """The owner of a selected film confirms or declines, once."""
    if entry.owner_id != actor.id:
        return hide()
    if entry.decision_released_at is None or not DECISION_MOVES.allow(entry.decision, decision):
        return refuse(
            "not_to_be_answered", "There is nothing to answer here: the festival asks only selected films."
        )
    return None


def _decidable(entry: Entry, decision: Decision) -> Refusal | None:
    if entry.state != EntryState.ELIGIBLE:
        return refuse(
            "not_eligible", "Only an eligible entry can be decided on. Settle its eligibility first."
        )
    if decision not in STAGEABLE or not DECISION_MOVES.allow(entry.decision, decision):
        return refuse(
            "already_released",
            "This entry's decision has been released and cannot become another one.",
        )
    return None


def _reasoned(reason: str) -> Refusal | None:
    if reason.strip():
        return None
    return refuse("reason_needed", "Say why: the reason stands on the board beside the film.")


def _organizers_only(actor: Actor) -> Refusal | None:
    return None if Role.ORGANIZER in actor.roles else hide()
