"""Where an entry stands, on three axes that never mix: the entry, its film file, the festival's decision."""

from enum import StrEnum

from festival.kernel.moves import Moves


class EntryState(StrEnum):
    """The entry itself, from the first word typed to the organizer's eligibility."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    WITHDRAWN = "withdrawn"


ENTRY_MOVES = Moves(
    {
        EntryState.DRAFT: frozenset({EntryState.SUBMITTED, EntryState.WITHDRAWN}),
        EntryState.SUBMITTED: frozenset({EntryState.ELIGIBLE, EntryState.INELIGIBLE, EntryState.WITHDRAWN}),
        EntryState.ELIGIBLE: frozenset({EntryState.INELIGIBLE, EntryState.WITHDRAWN}),
        EntryState.INELIGIBLE: frozenset({EntryState.ELIGIBLE}),
    }
)

ENTERED = frozenset({EntryState.SUBMITTED, EntryState.ELIGIBLE, EntryState.INELIGIBLE})
IN_COMPETITION = frozenset({EntryState.SUBMITTED, EntryState.ELIGIBLE})


class FilmState(StrEnum):
    """The film file, read from the upload and the screener; a link stands for a file that is elsewhere.

    Late is one whose time was over before its last byte had come. Unchecked is one that our server failed at.
    """

    NONE = "none"
    LINK = "link"
    RECEIVING = "receiving"
    CHECKING = "checking"
    UNCHECKED = "unchecked"
    READY = "ready"
    REFUSED = "refused"
    LATE = "late"


FILM_MISSING = frozenset(
    {FilmState.NONE, FilmState.RECEIVING, FilmState.UNCHECKED, FilmState.REFUSED, FilmState.LATE}
)
"""There is nothing to watch: no whole film ever came, it cannot be shown, or we could not check it."""

FILM_NOT_HERE = FILM_MISSING - {FilmState.UNCHECKED}
"""The same as far as it is the filmmaker's to send one."""


class Decision(StrEnum):
    """What the festival decided, and what the filmmaker answered."""

    UNDECIDED = "undecided"
    SELECTED = "selected"
    RESERVE = "reserve"
    NOT_SELECTED = "not_selected"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


STAGEABLE = frozenset({Decision.SELECTED, Decision.RESERVE, Decision.NOT_SELECTED})

DECISION_MOVES = Moves(
    {
        Decision.UNDECIDED: STAGEABLE,
        Decision.RESERVE: frozenset({Decision.SELECTED, Decision.NOT_SELECTED}),
        Decision.SELECTED: frozenset({Decision.CONFIRMED, Decision.DECLINED}),
    }
)


class ProposalState(StrEnum):
    """A change that a filmmaker asks for after submission."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


PROPOSAL_MOVES = Moves(
    {
        ProposalState.OPEN: frozenset(
            {ProposalState.ACCEPTED, ProposalState.DECLINED, ProposalState.TAKEN_BACK}
        )
    }
)
