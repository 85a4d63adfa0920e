"""What people may do to a film's place on a board."""

from enum import StrEnum


class MarkKind(StrEnum):
    """A pinned film is on the shortlist whatever its scores; a dropped one is off it."""

    PIN = "pin"
    DROP = "drop"
