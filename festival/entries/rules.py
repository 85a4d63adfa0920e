"""Who may do what with an entry, and when; a refusal says what to do instead."""

from collections.abc import Collection
from datetime import datetime

from festival.editions import rules as editions
from festival.editions.models import Category, Edition
from festival.entries.drafts.checklist import missing
from festival.entries.models import Entry
from festival.entries.states import (
    ENTERED,
    ENTRY_MOVES,
    FILM_MISSING,
    IN_COMPETITION,
    Decision,
    EntryState,
    FilmState,
)
from festival.kernel.refusals import Refusal, hide, refuse
from festival.kernel.roles import Actor, Role
from festival.kernel.rules import needs_organizer_or_hide

MOST_DRAFTS_AN_HOUR = 30
MOST_DRAFTS = 50  # of one person for one edition, begun and not submitted


def start(
    actor: Actor,
    edition: Edition,
    begun_lately: int,
    drafts: int,
    extended_until: datetime | None,
    now: datetime,
) -> Refusal | None:
    """Anyone who has an account may begin a draft, even before the call opens; organizers also after it.

    `begun_lately` counts the entries of the last hour, `drafts` those of the edition not yet submitted.
    """
    if not actor.roles:
        return hide()
    if Role.ORGANIZER in actor.roles:
        return None
    return (
        editions.begin(edition, extended_until, now)
        or _needs_fewer_recent_drafts(begun_lately)
        or _needs_fewer_open_drafts(drafts)
    )


def start_for(actor: Actor) -> Refusal | None:
    """Organizers may begin the entry of a film that came another way."""
    return needs_organizer_or_hide(actor)


def view(actor: Actor, entry: Entry) -> Refusal | None:
    """An entry is its owner's and the organizers'; jurors meet films through their rounds."""
    return None if _is_owner(actor, entry) or Role.ORGANIZER in actor.roles else hide()


def edit(actor: Actor, entry: Entry) -> Refusal | None:
    """A draft is its owner's to write, also after the deadline: nothing typed is lost."""
    return needs_owner(actor, entry) or needs_draft(entry)


def submit(
    actor: Actor, entry: Entry, film: FilmState, extended_until: datetime | None, now: datetime
) -> Refusal | None:
    """The way in: a complete draft of one's own, while the call takes films. Ask under the row's lock."""
    return (
        needs_owner(actor, entry)
        or needs_draft(entry)
        or editions.take(entry.category, extended_until, now)
        or _needs_complete_entry(entry, film)
    )


def submit_for(actor: Actor, entry: Entry, now: datetime) -> Refusal | None:
    """Organizers may enter a film that came another way, complete or not, while the call takes films."""
    return submit_late(actor, entry) or editions.take(entry.category, None, now)


def submit_late(actor: Actor, entry: Entry) -> Refusal | None:
    """Organizers may enter a film outside the window, with a reason that stands in the journal."""
    if refusal := needs_organizer_or_hide(actor):
        return refusal
    if entry.is_draft:
        return None
    return refuse("already_submitted", "This entry was submitted already. Only a draft can be entered.")


def withdraw(actor: Actor, entry: Entry) -> Refusal | None:
    """An owner may withdraw until the festival has said its word."""
    if refusal := needs_owner(actor, entry):
        return refusal
    if not ENTRY_MOVES.allow(entry.state, EntryState.WITHDRAWN):
        return refuse("withdraw_impossible", "This entry is out of the competition already.")
    return _needs_undecided(entry)


def remove(actor: Actor, entry: Entry) -> Refusal | None:
    """What was never submitted is its owner's to remove, with its files."""
    if refusal := needs_owner(actor, entry):
        return refusal
    if entry.submitted_at is None and entry.state in (EntryState.DRAFT, EntryState.WITHDRAWN):
        return None
    return refuse("was_submitted", "This entry was submitted, so the festival keeps it. You can withdraw it.")


def copy(actor: Actor, entry: Entry) -> Refusal | None:
    """Any entry of one's own may serve as the beginning of a new one."""
    return needs_owner(actor, entry)


def move(
    actor: Actor,
    entry: Entry,
    category: Category,
    seconds: int | None,
    extended_until: datetime | None,
    now: datetime,
) -> Refusal | None:
    """To another category: a draft freely; what is submitted where its length belongs, in an open call."""
    if refusal := needs_owner(actor, entry) or _needs_category_of_edition(category, entry):
        return refusal
    if entry.is_draft:
        return None
    is_open = editions.take(entry.category, extended_until, now) is None
    fits = seconds is not None and category.holds(seconds)
    if is_open and fits and entry.state is EntryState.SUBMITTED:
        return None
    return refuse(
        "category_is_fixed",
        "The category stays as it was submitted. Ask the festival to change it, or write to {contact}.",
        contact=entry.edition.contact,
    )


def propose_category(actor: Actor, entry: Entry, category: Category) -> Refusal | None:
    """After the call another category is proposed like any change; the festival answers."""
    return propose(actor, entry) or _needs_category_of_edition(category, entry)


def needs_other_film(receipts: Collection[str]) -> Refusal | None:
    """A person enters a film once. `receipts` are of what looks like it and was not said to differ."""
    if not receipts:
        return None
    return refuse(
        "entered_already",
        "You entered this film already ({receipts}). Replace it there, or say it is another cut.",
        receipts=", ".join(receipts),
    )


def propose(actor: Actor, entry: Entry) -> Refusal | None:
    """After submission changes are proposed; the festival answers each."""
    if refusal := needs_owner(actor, entry):
        return refusal
    if entry.is_draft:
        return refuse("still_a_draft", "This is still a draft: change it directly.")
    if entry.state not in IN_COMPETITION:
        return refuse("not_in_competition", "This entry is out of the competition; it stays as it is.")
    return _needs_undecided(entry)


def answer(actor: Actor, entry: Entry) -> Refusal | None:
    """Organizers answer proposals about what was entered and not withdrawn."""
    if refusal := needs_organizer_or_hide(actor) or view(actor, entry):
        return refusal
    if entry.state in ENTERED:
        return None
    return refuse("entry_withdrawn", "This entry was withdrawn, so its changes need no answer.")


def find_eligible(actor: Actor, entry: Entry) -> Refusal | None:
    """Organizers say that an entry may compete."""
    return (
        needs_organizer_or_hide(actor)
        or _needs_possible_move(entry, EntryState.ELIGIBLE)
        or _needs_no_release(entry)
    )


def find_ineligible(actor: Actor, entry: Entry) -> Refusal | None:
    """Organizers say that an entry may not compete."""
    return (
        needs_organizer_or_hide(actor)
        or _needs_possible_move(entry, EntryState.INELIGIBLE)
        or _needs_no_release(entry)
    )


def needs_film_or_reason(entry: Entry, film: FilmState, reason: str) -> Refusal | None:
    """Nobody finds an entry eligible by accident whose film is not here: it takes a reason."""
    if film not in FILM_MISSING or reason:
        return None
    if film is FilmState.RECEIVING:
        return refuse(
            "film_missing",
            "The film is still being sent. If the entry is eligible all the same, give the reason.",
        )
    return refuse(
        "film_missing",
        "There is no film to show: it did not arrive, or it cannot be shown. If the entry is eligible "
        "all the same, give the reason.",
    )


def needs_reason(reason: str) -> Refusal | None:
    """Why an entry may not compete: its filmmaker reads it."""
    return None if reason else refuse("reason_missing", "Give the reason: the filmmaker will read it.")


def annotate(actor: Actor, entry: Entry) -> Refusal | None:
    """Tags, notes and flags are the organizers' own."""
    return needs_organizer_or_hide(actor) or view(actor, entry)


def _is_owner(actor: Actor, entry: Entry) -> bool:
    return entry.owner.id == actor.id


def needs_owner(actor: Actor, entry: Entry) -> Refusal | None:
    """Its filmmaker alone; organizers are told so."""
    if _is_owner(actor, entry):
        return None
    return view(actor, entry) or refuse("not_yours", "Only the filmmaker who made this entry can do that.")


def needs_draft(entry: Entry) -> Refusal | None:
    """Only what is still written; what came of it otherwise is said."""
    if entry.is_draft:
        return None
    if entry.state is EntryState.WITHDRAWN:
        return refuse("entry_withdrawn", "This entry was withdrawn. You can copy it to a new draft.")
    return refuse(
        "already_submitted", "This entry is submitted. You can still propose changes to the festival."
    )


def _needs_complete_entry(entry: Entry, film: FilmState) -> Refusal | None:
    count = len(missing(entry, film))
    if not count:
        return None
    return refuse(
        "entry_incomplete",
        "There is still something to do before you can submit: {count} on the checklist.",
        count=count,
    )


def _needs_category_of_edition(category: Category, entry: Entry) -> Refusal | None:
    return None if category in entry.edition.categories else hide()


def _needs_undecided(entry: Entry) -> Refusal | None:
    if entry.decision is Decision.UNDECIDED:
        return None
    return refuse(
        "decided",
        "The festival has decided about this entry. Please write to {contact}.",
        contact=entry.edition.contact,
    )


def _needs_no_release(entry: Entry) -> Refusal | None:
    """The same for organizers, whom nobody has to write to."""
    if entry.decision is Decision.UNDECIDED:
        return None
    return refuse("decided", "The decision about this entry is out, so its eligibility stays as it is.")


def _needs_fewer_recent_drafts(begun_lately: int) -> Refusal | None:
    if begun_lately < MOST_DRAFTS_AN_HOUR:
        return None
    return refuse(
        "too_many_drafts",
        "You have begun {count} entries within an hour. Wait a little before you begin another. "
        "You find your drafts under My entries.",
        count=begun_lately,
    )


def _needs_fewer_open_drafts(drafts: int) -> Refusal | None:
    if drafts < MOST_DRAFTS:
        return None
    return refuse(
        "too_many_open_drafts",
        "You have {count} drafts that are not submitted. Submit some of them, or withdraw those "
        "that you do not need. Then you can begin another.",
        count=drafts,
    )


def _needs_possible_move(entry: Entry, state: EntryState) -> Refusal | None:
    if ENTRY_MOVES.allow(entry.state, state):
        return None
    if entry.state in ENTERED:
        return refuse("eligibility_stands", "That was decided already.")
    return refuse("not_submitted", "Only a submitted entry can be found eligible or not.")
