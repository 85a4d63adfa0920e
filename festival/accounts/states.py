"""Where an invitation stands, and what a token is for."""

from enum import StrEnum

from festival.kernel.moves import Moves


class InvitationState(StrEnum):
    """An invitation waits until it is accepted, once, or withdrawn. Whether it ran out, its date says."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


INVITATION_MOVES = Moves(
    {
        InvitationState.PENDING: frozenset({InvitationState.ACCEPTED, InvitationState.WITHDRAWN}),
    }
)


class Proof(StrEnum):
    """What somebody proves at sign-in that they know or hold."""

    PASSWORD = "password"  # noqa: S105  (a word of the column)
    CODE = "code"


class Scope(StrEnum):
    """What a personal token may be used for."""

    READ = "read"
    WRITE = "write"
    FILES = "files"
