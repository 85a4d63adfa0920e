"""What a film file must be before all of it is here."""

from festival.kernel.refusals import Refusal
from festival.screeners.media import first_bytes


def needs_film(head: bytes, length: int) -> Refusal | None:
    """`head` is what has come of its first bytes; before the first bite of a longer file nothing is known."""
    if len(head) < min(first_bytes.BITE, length):
        return None
    return first_bytes.refusal_of(head, length)
