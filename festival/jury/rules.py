"""What several rules of the jury need: a free name, an unchanged row, a reason."""

from collections.abc import Collection

from festival.jury.models import PanelMember, Round
from festival.kernel.refusals import Refusal, refuse


def needs_free_name(name: str, taken: Collection[str]) -> Refusal | None:
    """Two of one name could not be known not to be the same person."""
    if name not in taken:
        return None
    return refuse("name_taken", "There is a “{name}” already. Choose another name.", name=name)


def needs_unchanged(thing: PanelMember | Round, version: int) -> Refusal | None:
    """What somebody else changed since a form was opened is not written over unseen."""
    if thing.version == version:
        return None
    return refuse(
        "changed_meanwhile",
        "Somebody else changed this while you were writing, so nothing was saved. What you typed "
        "is in the fields. What is saved now is beside it. Save again to keep your version.",
    )


def needs_reason(reason: str) -> Refusal | None:
    """A line that others will read later; a few words will do."""
    return None if reason else refuse("reason_missing", "Please say why, in a few words.")
