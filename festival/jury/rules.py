"""Who may arrange the jury, and whether a name is free: asked by panels and rounds alike."""

from collections.abc import Collection

from festival.kernel.refusals import Refusal, refuse
from festival.kernel.roles import Actor, Role


def arrange(actor: Actor) -> Refusal | None:
    """Only organizers arrange the jury."""
    if Role.ORGANIZER in actor.roles:
        return None
    return refuse("organizers_only", "Only the festival's organizers can do this.")


def is_free(name: str, taken: Collection[str]) -> Refusal | None:
    """Two of one name could not be known not to be the same person."""
    if name not in taken:
        return None
    return refuse("name_taken", "There is a “{name}” already. Choose another name.", name=name)
