"""Where a round and a juror's work on one film can stand, and which state may follow which."""

from enum import StrEnum

from festival.kernel.moves import Moves


class RoundState(StrEnum):
    """A round is prepared in draft, worked in while open, and only read once closed."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


ROUND_MOVES = Moves(
    {
        RoundState.DRAFT: frozenset({RoundState.OPEN}),
        RoundState.OPEN: frozenset({RoundState.CLOSED}),
        RoundState.CLOSED: frozenset({RoundState.OPEN}),
    }
)


class OthersScores(StrEnum):
    """When a juror may see what the others gave the same film."""

    NEVER = "never"
    AFTER_OWN = "after_own"
    ALWAYS = "always"


class AssignmentState(StrEnum):
    """One juror's work on one film. Planned is the organizer's alone: the juror does not know of it yet."""

    PLANNED = "planned"
    ASSIGNED = "assigned"
    WATCHING = "watching"
    SCORED = "scored"
    ABSTAINED = "abstained"
    RECUSED = "recused"
    REMOVED = "removed"


class ProposalStep(StrEnum):
    """How far a worker is with a plan."""

    READING = "reading"
    ASSIGNING = "dealing"
    WRITING = "writing"


class ProposalStage(StrEnum):
    """What is said of a plan that was left to a worker: where it waits, what is done, or how it ended."""

    WAITING = "waiting"
    WAITING_AGAIN = "waiting_again"
    READING = "reading"
    ASSIGNING = "dealing"
    WRITING = "writing"
    FAILED = "failed"
    REFUSED = "refused"


OUTSTANDING = frozenset({AssignmentState.ASSIGNED, AssignmentState.WATCHING})
UNFINISHED = OUTSTANDING | {AssignmentState.PLANNED}
IN_QUEUE = OUTSTANDING | {AssignmentState.SCORED, AssignmentState.ABSTAINED, AssignmentState.RECUSED}
BEGUN = frozenset({AssignmentState.WATCHING, AssignmentState.SCORED, AssignmentState.ABSTAINED})
NO_REVIEW = frozenset({AssignmentState.RECUSED, AssignmentState.ABSTAINED})
PLANNED_OR_ASSIGNED = IN_QUEUE | {AssignmentState.PLANNED}

_ENDS = frozenset({AssignmentState.RECUSED, AssignmentState.REMOVED})
ASSIGNMENT_MOVES = Moves(
    {
        AssignmentState.PLANNED: frozenset({AssignmentState.ASSIGNED, AssignmentState.REMOVED}),
        AssignmentState.ASSIGNED: _ENDS
        | {AssignmentState.WATCHING, AssignmentState.SCORED, AssignmentState.ABSTAINED},
        AssignmentState.WATCHING: _ENDS | {AssignmentState.SCORED, AssignmentState.ABSTAINED},
        AssignmentState.SCORED: _ENDS | {AssignmentState.WATCHING},
        AssignmentState.ABSTAINED: _ENDS | {AssignmentState.WATCHING},
        AssignmentState.RECUSED: frozenset({AssignmentState.REMOVED}),
        AssignmentState.REMOVED: frozenset({AssignmentState.PLANNED}),
    }
)
