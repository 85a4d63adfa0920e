"""Who may decide, what must be true before decisions leave the house, and what a filmmaker may answer."""

from collections.abc import Sequence

from festival.boards.models import Release, Shortlist
from festival.boards.states import Earlier
from festival.editions.models import Category
from festival.entries.models import Entry
from festival.entries.states import DECISION_MOVES, STAGEABLE, Decision, EntryState
from festival.jury.models import Round
from festival.kernel.refusals import Refusal, hide, refuse
from festival.kernel.roles import Actor, Role

MOST_PLACES = 10_000
MOST_NAMED = 10
USUAL_SHARE = 10  # one film in so many finds a place


def view(actor: Actor, shortlist: Shortlist) -> Refusal | None:
    """The board is the organizers' alone."""
    return _organizers_only(actor)


def begin(actor: Actor, judged: Round, category: Category, places: int) -> Refusal | None:
    """A board begins for a category that the round judges."""
    if refusal := _organizers_only(actor):
        return refusal
    if category not in judged.categories:
        return hide()
    return _some_places(places)


def usual_places(films: int) -> int:
    """How many places a new board suggests for so many films."""
    return max(1, round(films / USUAL_SHARE))


def draw_line(actor: Actor, shortlist: Shortlist, places: int, seen: int) -> Refusal | None:
    """The line can be drawn anywhere from no place upwards, by whoever saw where it is (`seen`)."""
    if refusal := _organizers_only(actor):
        return refusal
    if shortlist.places not in (seen, places):
        return refuse(
            "line_moved",
            "Somebody else has moved the cut-off to {places} meanwhile. Look at the ranking "
            "again, then decide.",
            places=shortlist.places,
        )
    return _some_places(places)


def mark(actor: Actor, shortlist: Shortlist, entry: Entry, reason: str) -> Refusal | None:
    """A film of the board is pinned or dropped by an organizer, with a reason that others will read."""
    return _organizers_only(actor) or _competes(shortlist, entry) or _reasoned(reason)


def unmark(actor: Actor, shortlist: Shortlist) -> Refusal | None:
    """Whoever may pin and drop may take it back."""
    return _organizers_only(actor)


def remark(actor: Actor, shortlist: Shortlist, entry: Entry, text: str) -> Refusal | None:
    """Organizers talk to one another on the board."""
    if refusal := _organizers_only(actor) or _competes(shortlist, entry):
        return refusal
    return None if text.strip() else refuse("empty_remark", "Write something first.")


def freeze(actor: Actor, films: int, stands: str, seen: str) -> Refusal | None:
    """A board is frozen when there is something on it, as the organizer saw it (both are fingerprints)."""
    if refusal := _organizers_only(actor):
        return refusal
    if films == 0:
        return refuse(
            "nothing_to_freeze", "No film of this category is in the round yet: there is nothing to freeze."
        )
    if stands != seen:
        return refuse(
            "board_changed",
            "The ranking has changed since you opened it: a score came in, or somebody pinned or "
            "dropped a film, or moved the cut-off. Look at it again, then freeze it.",
        )
    return None


def accepts_too_few_reviews(films: Sequence[str], all_the_same: str) -> Refusal | None:
    """A board on which films have fewer views than the round wants is frozen by whoever says why."""
    if not films or all_the_same:
        return None
    return refuse(
        "too_few_views",
        "Films on the list or next to come in that have fewer reviews than the round asks for: "
        "{count} ({films}). To freeze it all the same, tick the box and say why.",
        count=len(films),
        films=_named(films),
    )


def take_over(actor: Actor, reserve: int) -> Refusal | None:
    """A frozen shortlist becomes prepared decisions, with some films in reserve or none."""
    if refusal := _organizers_only(actor):
        return refusal
    if not 0 <= reserve <= MOST_PLACES:
        return refuse("reserve_out_of_reach", "The reserve has from 0 to {most} films.", most=MOST_PLACES)
    return None


def settles_earlier(films: Sequence[str], earlier: Earlier | None) -> Refusal | None:
    """Decisions that were prepared otherwise are kept or replaced by whoever says which."""
    if not films or earlier:
        return None
    return refuse(
        "prepared_otherwise",
        "Films for which another decision is already prepared: {count} ({films}). "
        "Choose whether these stay as they are. Nothing is changed yet.",
        count=len(films),
        films=_named(films),
    )


def stage(actor: Actor, entry: Entry, decision: Decision) -> Refusal | None:
    """A decision is prepared for an eligible entry, and as often as needed until it is released."""
    return _organizers_only(actor) or _decidable(entry, decision)


def stage_manually(
    actor: Actor, entry: Entry, decision: Decision, is_in: bool | None, reason: str
) -> Refusal | None:
    """A decision that the shortlist does not say comes with a reason. `is_in` None: on no board."""
    return stage(actor, entry, decision) or _explains(entry, decision, is_in, reason)


def decide(actor: Actor, entry: Entry) -> Refusal | None:
    """Whether any decision on this entry is open at all."""
    possible = [stage(actor, entry, decision) for decision in STAGEABLE]
    return None if None in possible else possible[0]


def unstage(actor: Actor, entry: Entry) -> Refusal | None:
    """A prepared decision can be taken back until it is released."""
    if refusal := _organizers_only(actor):
        return refusal
    if entry.decision_staged is None:
        return refuse("not_staged", "No decision is prepared for this film.")
    return None


def ask(actor: Actor, staged: int, undecided: int, unchecked: int) -> Refusal | None:
    """Decisions leave together: every entry is checked and decided on, so every entrant gets a letter."""
    if refusal := _organizers_only(actor):
        return refusal
    if unchecked:
        return refuse(
            "unchecked_entries",
            "Submitted entries that nobody has checked: {count}. First find them eligible or "
            "not, so that nobody is forgotten.",
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


def accepts_unseen_films(films: Sequence[str], all_the_same: str) -> Refusal | None:
    """The makers of a film that no juror has scored are told a decision by whoever says why."""
    if not films or all_the_same:
        return None
    return refuse(
        "unseen_films",
        "Films without any score, whose filmmakers would get a decision: {count} ({films}). To "
        "release it all the same, tick the box and say why.",
        count=len(films),
        films=_named(films),
    )


def publish(actor: Actor, release: Release, letters_on_their_way: int) -> Refusal | None:
    """The public list comes after the letters: nobody reads of a refusal in the news."""
    if refusal := _organizers_only(actor):
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


def _decidable(entry: Entry, decision: Decision) -> Refusal | None:
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


def _explains(entry: Entry, decision: Decision, is_in: bool | None, reason: str) -> Refusal | None:
    moves_up = entry.decision is Decision.RESERVE
    if is_in is None or moves_up or is_in is (decision is Decision.SELECTED) or reason:
        return None
    return refuse(
        "reason_against_shortlist",
        "The shortlist says something else. Write the reason beside the decision, then set it again.",
    )


def _named(films: Sequence[str]) -> str:
    shown = ", ".join(f"“{title}”" for title in films[:MOST_NAMED])
    return shown if len(films) <= MOST_NAMED else f"{shown} …"


def _some_places(places: int) -> Refusal | None:
    if 0 <= places <= MOST_PLACES:
        return None
    return refuse("places_out_of_reach", "A shortlist has from 0 to {most} places.", most=MOST_PLACES)


def _competes(shortlist: Shortlist, entry: Entry) -> Refusal | None:
    if entry.category_id != shortlist.category_id:
        return hide()
    if entry.state != EntryState.ELIGIBLE:
        return refuse("left_the_board", "“{title}” is not in the competition any more.", title=entry.title)
    return None


def _reasoned(reason: str) -> Refusal | None:
    if reason.strip():
        return None
    return refuse("reason_needed", "Say why: the reason is shown in the ranking beside the film.")


def _organizers_only(actor: Actor) -> Refusal | None:
    return None if Role.ORGANIZER in actor.roles else hide()
