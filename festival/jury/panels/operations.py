"""How organizers arrange panels: create them, add jurors, and say what each juror can watch."""

from dataclasses import dataclass
from datetime import datetime

from festival import db, journal
from festival.accounts.models import Person
from festival.editions.models import Edition
from festival.jury import field_changes
from festival.jury import rules as jury_rules
from festival.jury.models import Panel, PanelMember
from festival.jury.panels import rules
from festival.jury.screening import queries as screening_queries
from festival.kernel.refusals import enforce
from festival.kernel.roles import Actor


@dataclass(frozen=True, slots=True)
class Profile:
    """What the assignment of films must know of a juror."""

    languages: list[str]
    minutes: int | None
    avoids: list[str]
    genres: list[str]
    affiliations: list[str]


def last_profile(person: Person) -> Profile:
    """What a juror said on the panel they came to last; minutes are each panel's own."""
    panels = screening_queries.memberships(person.id)
    if not panels:
        return Profile(languages=[], minutes=None, avoids=[], genres=[], affiliations=[])
    last = panels[0]
    return Profile(
        languages=[*last.languages],
        minutes=None,
        avoids=[*last.avoids],
        genres=[*last.genres],
        affiliations=[*last.affiliations],
    )


def create_panel(edition: Edition, name: str, *, actor: Actor, now: datetime) -> Panel:
    """Begin a panel, empty."""
    taken = screening_queries.panel_names(edition.id)
    enforce(rules.create_panel(actor) or jury_rules.needs_free_name(name, taken))
    panel = Panel(edition_id=edition.id, name=name)
    db.session().add(panel)
    journal.record("jury.found_panel", panel, actor=actor, now=now, name=name)
    return panel


def join(panel: Panel, person: Person, profile: Profile, *, actor: Actor, now: datetime) -> PanelMember:
    """Put a juror on a panel."""
    enforce(rules.join(actor, panel, person))
    member = PanelMember(person=person)
    panel.members.append(member)
    _describe(member, profile)
    journal.record("jury.join", member, actor=actor, now=now, panel=panel.id, person=person.id)
    return member


def describe(member: PanelMember, profile: Profile, *, version: int, actor: Actor, now: datetime) -> None:
    """Say what a juror knows, has time for and avoids, and where they belong; the juror may, too.

    `version` is the one that was read before; the same said again changes nothing.
    """
    enforce(rules.describe(actor, member))
    changed = field_changes.between(member, profile)
    if changed:
        enforce(jury_rules.needs_unchanged(member, version))
        _describe(member, profile)
        journal.record("jury.describe", member, actor=actor, now=now, changed=changed)


def _describe(member: PanelMember, profile: Profile) -> None:
    member.languages = profile.languages
    member.minutes = profile.minutes
    member.avoids = profile.avoids
    member.genres = profile.genres
    member.affiliations = profile.affiliations
