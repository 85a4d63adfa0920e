"""Who may arrange panels, who can join or leave one, and when a juror may lose the role."""

from collections.abc import Sequence

from festival.jury.models import Panel, PanelMember
from festival.kernel.refusals import Refusal, refuse
from festival.kernel.roles import Actor, Role
from festival.kernel.rules import needs_organizer


def create_panel(actor: Actor) -> Refusal | None:
    """Begin a panel."""
    return needs_organizer(actor)


def join(actor: Actor, panel: Panel, person: Actor) -> Refusal | None:
    """Put somebody on a panel: a juror, once."""
    return needs_organizer(actor) or needs_juror(person) or needs_no_membership(panel, person)


def leave(actor: Actor) -> Refusal | None:
    """Take somebody off a panel, with the films that they have not finished."""
    return needs_organizer(actor)


def lose_role(name: str, places: Sequence[tuple[Panel, int]]) -> Refusal | None:
    """Stop being a juror: not while a panel computes with them. `places` are panels, and films that wait."""
    if not places:
        return None
    panel, waiting = max(places, key=lambda place: place[1])
    return refuse(
        "sits_on_panel",
        "Films that still wait for {name} on the panel “{panel}”: {count}. First remove this "
        "juror from the panel; scores that were given are kept.",
        name=name,
        panel=panel.name,
        count=waiting,
    )


def describe(actor: Actor, member: PanelMember) -> Refusal | None:
    """Say what a juror can watch: the organizers, and the juror."""
    return None if member.person_id == actor.id else needs_organizer(actor)


def needs_juror(person: Actor) -> Refusal | None:
    """Whether somebody was invited to the jury."""
    if Role.JUROR in person.roles:
        return None
    return refuse("not_a_juror", "Invite this person as a juror first.")


def needs_no_membership(panel: Panel, person: Actor) -> Refusal | None:
    """Nobody sits on a panel twice."""
    if all(member.person_id != person.id for member in panel.members):
        return None
    return refuse("already_member", "This juror is on the panel already.")
