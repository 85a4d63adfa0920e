"""Who may change a shortlist, pin and drop films, and freeze it; and when."""

from collections.abc import Sequence

from festival.boards.models import Shortlist
from festival.editions.models import Category
from festival.entries.models import Entry
from festival.entries.states import EntryState
from festival.jury.models import Round
from festival.kernel.refusals import Refusal, hide, refuse
from festival.kernel.roles import Actor
from festival.kernel.rules import needs_organizer_or_hide

MOST_PLACES = 10_000
MOST_NAMED = 10
TOO_FEW_REVIEWS = "too_few_views"
USUAL_SHARE = 10  # one film in so many finds a place


def view(actor: Actor, shortlist: Shortlist) -> Refusal | None:
    """The board is the organizers' alone."""
    return needs_organizer_or_hide(actor)


def begin(actor: Actor, judged: Round, category: Category) -> Refusal | None:
    """A board begins for a category that the round judges."""
    if refusal := needs_organizer_or_hide(actor):
        return refusal
    return None if category in judged.categories else hide()


def usual_places(films: int) -> int:
    """How many places a new board suggests for so many films."""
    return max(1, round(films / USUAL_SHARE))


def set_places(actor: Actor, shortlist: Shortlist) -> Refusal | None:
    """Organizers say how many films a shortlist has."""
    return needs_organizer_or_hide(actor)


def needs_unchanged_places(shortlist: Shortlist, places: int, seen: int) -> Refusal | None:
    """Places are set by anyone who saw how many there are (`seen`), or to what they are already."""
    if shortlist.places in (seen, places):
        return None
    return refuse(
        "line_moved",
        "Somebody else has moved the cut-off to {places} meanwhile. Look at the ranking again, then decide.",
        places=shortlist.places,
    )


def mark(actor: Actor, shortlist: Shortlist, entry: Entry) -> Refusal | None:
    """A film of the board is pinned or dropped by an organizer."""
    return needs_organizer_or_hide(actor) or _needs_competing_film(shortlist, entry)


def unmark(actor: Actor, shortlist: Shortlist) -> Refusal | None:
    """Anyone who may pin and drop may take it back."""
    return needs_organizer_or_hide(actor)


def remark(actor: Actor, shortlist: Shortlist, entry: Entry) -> Refusal | None:
    """Organizers talk to one another on the board."""
    return needs_organizer_or_hide(actor) or _needs_competing_film(shortlist, entry)


def needs_text(text: str) -> Refusal | None:
    """A remark has words."""
    return None if text.strip() else refuse("empty_remark", "Write something first.")


def freeze(actor: Actor, films: int) -> Refusal | None:
    """A board is frozen when there is something on it."""
    if refusal := needs_organizer_or_hide(actor):
        return refusal
    if films == 0:
        return refuse(
            "nothing_to_freeze", "No film of this category is in the round yet: there is nothing to freeze."
        )
    return None


def needs_unchanged_board(stands: str, seen: str) -> Refusal | None:
    """A board is frozen as the organizer saw it (both are fingerprints)."""
    if stands == seen:
        return None
    return refuse(
        "board_changed",
        "The ranking has changed since you opened it: a score came in, or somebody pinned or "
        "dropped a film, or moved the cut-off. Look at it again, then freeze it.",
    )


def needs_enough_reviews(films: Sequence[str], all_the_same: str) -> Refusal | None:
    """A board on which films have fewer reviews than the round wants is frozen by anyone who says why."""
    if not films or all_the_same:
        return None
    return refuse(
        TOO_FEW_REVIEWS,
        "Films on the list or next to come in that have fewer reviews than the round asks for: "
        "{count} ({films}). To freeze it all the same, tick the box and say why.",
        count=len(films),
        films=named(films),
    )


def named(films: Sequence[str]) -> str:
    """The titles of the first films, for a sentence."""
    shown = ", ".join(f"“{title}”" for title in films[:MOST_NAMED])
    return shown if len(films) <= MOST_NAMED else f"{shown} …"


def needs_possible_places(places: int) -> Refusal | None:
    """A shortlist has no place, or some."""
    if 0 <= places <= MOST_PLACES:
        return None
    return refuse("places_out_of_reach", "A shortlist has from 0 to {most} places.", most=MOST_PLACES)


def _needs_competing_film(shortlist: Shortlist, entry: Entry) -> Refusal | None:
    if entry.category_id != shortlist.category_id:
        return hide()
    if entry.state != EntryState.ELIGIBLE:
        return refuse("left_the_board", "“{title}” is not in the competition any more.", title=entry.title)
    return None


def needs_reason(reason: str) -> Refusal | None:
    """Why a film is pinned or dropped: other organizers read it."""
    if reason.strip():
        return None
    return refuse("reason_needed", "Say why: the reason is shown in the ranking beside the film.")
