"""What the rules of several features need of anyone who asks."""

from festival.kernel.refusals import Refusal, hide, refuse
from festival.kernel.roles import Actor, Role


def needs_organizer(actor: Actor) -> Refusal | None:
    """Organizers alone, and others are told so."""
    if Role.ORGANIZER in actor.roles:
        return None
    return refuse("organizers_only", "Only the festival's organizers can do this.")


def needs_organizer_or_hide(actor: Actor) -> Refusal | None:
    """Organizers alone, and others do not learn that there is anything."""
    return None if Role.ORGANIZER in actor.roles else hide()
