"""What people may do to a film's place on a board, and to what they prepared before."""

from enum import StrEnum


class MarkKind(StrEnum):
    """A pinned film is on the shortlist whatever its scores; a dropped one is off it."""

    PIN = "pin"
    DROP = "drop"


class Earlier(StrEnum):
    """What becomes of decisions that were prepared otherwise before a shortlist is taken over."""

    KEEP = "keep"
    REPLACE = "replace"
