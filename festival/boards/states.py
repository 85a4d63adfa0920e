"""What people may do to a film's place on a board, and to what they prepared before."""

from enum import StrEnum


class Earlier(StrEnum):
    """What becomes of decisions that were prepared otherwise before a shortlist is taken over."""

    KEEP = "keep"
    REPLACE = "replace"
