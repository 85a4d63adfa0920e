"""Who may arrange panels, who can join or leave one, and when a juror may lose the role."""

from collections.abc import Collection, Sequence

from festival.jury import rules as jury_rules
from festival.jury.models import Panel, PanelMember
from festival.kernel.refusals import Refusal, refuse
from festival.kernel.roles import Actor, Role


def found_panel(actor: Actor, name: str, taken: Collection[str]) -> Refusal | None:
    """Begin a panel under a name of its own."""
    return jury_rules.arrange(actor) or jury_rules.is_free(name, taken)


def join(actor: Actor, panel: Panel, person: Actor) -> Refusal | None:
    """Put somebody on a panel: a juror, once."""
    return jury_rules.arrange(actor) or is_juror(person) or is_not_member(panel, person)


def leave(actor: Actor) -> Refusal | None:
    """Take somebody off a panel, with the films that they have not finished."""
    return jury_rules.arrange(actor)


def lose_role(name: str, places: Sequence[tuple[Panel, int]]) -> Refusal | None:
    """Stop being a juror: not while a panel reckons with them. `places` are panels, and films that wait."""
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
    return None if member.person_id == actor.id else jury_rules.arrange(actor)


def is_juror(person: Actor) -> Refusal | None:
    """Whether somebody was invited to the jury."""
    if Role.JUROR in person.roles:
        return None
    return refuse("not_a_juror", "Invite this person as a juror first.")


def is_not_member(panel: Panel, person: Actor) -> Refusal | None:
    """Nobody sits on a panel twice."""
    if all(member.person_id != person.id for member in panel.members):
        return None
    return refuse("already_member", "This juror is on the panel already.")
