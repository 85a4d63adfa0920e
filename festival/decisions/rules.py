"""Who may decide, what must be true before decisions are released, and what a filmmaker may answer."""

from collections.abc import Sequence

from festival.boards import rules as board_rules
from festival.boards.models import Release
from festival.boards.states import Earlier
from festival.entries.models import Entry
from festival.entries.states import DECISION_MOVES, STAGEABLE, Decision, EntryState
from festival.kernel.refusals import Refusal, hide, refuse
from festival.kernel.roles import Actor
from festival.kernel.rules import needs_organizer_or_hide


def take_over(actor: Actor) -> Refusal | None:
    """A frozen shortlist becomes prepared decisions."""
    return needs_organizer_or_hide(actor)


def needs_possible_reserve(reserve: int) -> Refusal | None:
    """Some films are in reserve, or none."""
    if 0 <= reserve <= board_rules.MOST_PLACES:
        return None
    return refuse(
        "reserve_out_of_reach", "The reserve has from 0 to {most} films.", most=board_rules.MOST_PLACES
    )


def needs_choice_about_earlier(films: Sequence[str], earlier: Earlier | None) -> Refusal | None:
    """Decisions that were prepared otherwise are kept or replaced by anyone who says which."""
    if not films or earlier:
        return None
    return refuse(
        "prepared_otherwise",
        "Films for which another decision is already prepared: {count} ({films}). "
        "Choose whether these stay as they are. Nothing is changed yet.",
        count=len(films),
        films=board_rules.named(films),
    )


def stage(actor: Actor, entry: Entry, decision: Decision) -> Refusal | None:
    """A decision is prepared for an eligible entry, and as often as needed until it is released."""
    return needs_organizer_or_hide(actor) or _needs_open_decision(entry, decision)


def decide(actor: Actor, entry: Entry) -> Refusal | None:
    """Whether any decision on this entry is open at all."""
    possible = [stage(actor, entry, decision) for decision in STAGEABLE]
    return None if None in possible else possible[0]


def unstage(actor: Actor, entry: Entry) -> Refusal | None:
    """A prepared decision can be taken back until it is released."""
    if refusal := needs_organizer_or_hide(actor):
        return refusal
    if entry.decision_staged is None:
        return refuse("not_staged", "No decision is prepared for this film.")
    return None


def start_release(actor: Actor, staged: int, undecided: int, unchecked: int) -> Refusal | None:
    """Decisions leave together: every entry is checked and decided on, so every entrant gets a letter."""
    if refusal := needs_organizer_or_hide(actor):
        return refusal
    if unchecked:
        return refuse(
            "unchecked_entries",
            "Submitted entries that nobody has checked: {count}. First find them eligible or not, so "
            "that nobody is forgotten.",
            count=unchecked,
        )
    if undecided:
        return refuse(
            "undecided_entries",
            "Eligible entries without a decision: {count}. Decide them first: everybody hears on one day.",
            count=undecided,
        )
    if staged == 0:
        return refuse("nothing_staged", "No decision waits to be released.")
    return None


def needs_scored_films(films: Sequence[str], all_the_same: str) -> Refusal | None:
    """The filmmakers of a film that no juror has scored are told a decision by anyone who says why."""
    if not films or all_the_same:
        return None
    return refuse(
        "unseen_films",
        "Films without any score, whose filmmakers would get a decision: {count} ({films}). To "
        "release it all the same, tick the box and say why.",
        count=len(films),
        films=board_rules.named(films),
    )


def publish(actor: Actor, release: Release, letters_on_their_way: int) -> Refusal | None:
    """The public list comes after the letters: nobody reads of a refusal in the news."""
    if refusal := needs_organizer_or_hide(actor):
        return refusal
    if release.released_at is None:
        return refuse(
            "not_released", "The letters are still being written. Publish the list when they have been sent."
        )
    if letters_on_their_way:
        return refuse(
            "letters_on_their_way",
            "Letters still being sent: {count}. Publish the list when they have been sent.",
            count=letters_on_their_way,
        )
    return None


def confirm(actor: Actor, entry: Entry) -> Refusal | None:
    """The owner of a selected film says that it may be shown, once."""
    return _answer(actor, entry, Decision.CONFIRMED)


def decline(actor: Actor, entry: Entry) -> Refusal | None:
    """The owner of a selected film says that it will not be shown, once."""
    return _answer(actor, entry, Decision.DECLINED)


def _answer(actor: Actor, entry: Entry, answer: Decision) -> Refusal | None:
    if entry.owner_id != actor.id:
        return hide()
    if entry.state != EntryState.ELIGIBLE or not DECISION_MOVES.allow(entry.decision, answer):
        return refuse(
            "not_to_be_answered", "You do not need to answer: the festival asks only selected films."
        )
    return None


def _needs_open_decision(entry: Entry, decision: Decision) -> Refusal | None:
    if entry.state != EntryState.ELIGIBLE:
        return refuse(
            "not_eligible", "Only an eligible entry can get a decision. First decide if it is eligible."
        )
    if decision not in STAGEABLE or not DECISION_MOVES.allow(entry.decision, decision):
        return refuse(
            "already_released",
            "This entry's decision has been released and cannot be changed to another one.",
        )
    return None


def needs_reason_against_shortlist(
    entry: Entry, decision: Decision, is_in: bool | None, reason: str
) -> Refusal | None:
    """A decision that the shortlist does not say comes with a reason. `is_in` None: on no board."""
    moves_up = entry.decision is Decision.RESERVE
    if is_in is None or moves_up or is_in is (decision is Decision.SELECTED) or reason:
        return None
    return refuse(
        "reason_against_shortlist",
        "The shortlist says something else. Write the reason beside the decision, then set it again.",
    )
