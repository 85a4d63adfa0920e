"""How organizers arrange the jury: panels, who sits on them, rounds and their rubrics."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm.attributes import flag_modified

from festival import db, journal
from festival.accounts.models import Person
from festival.editions.models import Category, Edition
from festival.entries.models import Entry
from festival.jury import changes, operations, queries, round_rules, rubrics, rules
from festival.jury.models import Conflict, Criterion, Panel, PanelMember, Round
from festival.jury.states import ROUND_MOVES, AssignmentState, OthersScores, RoundState
from festival.kernel.refusals import enforce
from festival.kernel.roles import Actor


@dataclass(frozen=True, slots=True)
class Settings:
    """What is chosen about a round."""

    name: str
    opens_at: datetime
    closes_at: datetime
    views_wanted: int
    is_blind: bool
    others_scores: OthersScores
    reminder_days: int
    categories: Sequence[Category]


@dataclass(frozen=True, slots=True)
class Profile:
    """What the dealing of films must know of a juror."""

    languages: list[str]
    minutes: int | None
    avoids: list[str]
    genres: list[str]
    affiliations: list[str]


def last_profile(person: Person) -> Profile:
    """What a juror said on the panel they came to last; minutes are each panel's own."""
    panels = queries.memberships(person.id)
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


def found_panel(edition: Edition, name: str, *, actor: Actor, now: datetime) -> Panel:
    """Begin a panel, empty."""
    enforce(round_rules.found_panel(actor, name, queries.panel_names(edition.id)))
    panel = Panel(edition_id=edition.id, name=name)
    db.session().add(panel)
    journal.record("jury.found_panel", panel, actor=actor, now=now, name=name)
    return panel


def join(panel: Panel, person: Person, profile: Profile, *, actor: Actor, now: datetime) -> PanelMember:
    """Put a juror on a panel."""
    enforce(round_rules.join(actor, panel, person))
    member = PanelMember(person=person)
    panel.members.append(member)
    _describe(member, profile)
    journal.record("jury.join", member, actor=actor, now=now, panel=panel.id, person=person.id)
    return member


def describe(member: PanelMember, profile: Profile, *, version: int, actor: Actor, now: datetime) -> None:
    """Say what a juror knows, has time for and avoids, and where they belong; the juror may, too.

    `version` is the one that was read before; the same said again changes nothing.
    """
    enforce(round_rules.describe(actor, member))
    changed = changes.between(member, profile)
    if changed:
        enforce(round_rules.is_as_read(member, version))
        _describe(member, profile)
        journal.record("jury.describe", member, actor=actor, now=now, changed=changed)


def make_round(panel: Panel, settings: Settings, *, actor: Actor, now: datetime) -> Round:
    """Prepare a round in draft, with the rubric of the panel's last one, or the usual one."""
    enforce(round_rules.make_round(actor, settings.name, {each.name for each in panel.rounds}))
    round_ = Round(panel=panel, criteria=_first_rubric(queries.latest_round(panel.edition_id)))
    _settle(round_, settings)
    db.session().add(round_)
    journal.record("jury.make_round", round_, actor=actor, now=now, name=settings.name)
    return round_


def edit_round(round_: Round, settings: Settings, *, version: int, actor: Actor, now: datetime) -> None:
    """Change a round that has not begun; `version` is the one that was read before."""
    others = {each.name for each in round_.panel.rounds if each is not round_}
    enforce(round_rules.edit_round(actor, round_, settings.name, others))
    changed = changes.between(round_, settings)
    if changed:
        enforce(round_rules.is_as_read(round_, version))
        _settle(round_, settings)
        _count_change(round_)
        journal.record("jury.edit_round", round_, actor=actor, now=now, changed=changed)


def edit_rubric(
    round_: Round, criteria: Sequence[Criterion], *, version: int, actor: Actor, now: datetime
) -> None:
    """Ask something else, before the round has begun; `version` is the one that was read before.

    `criteria` are unsaved; their order is kept.
    """
    enforce(round_rules.edit_rubric(actor, round_, criteria))
    changed = changes.of_rubric(round_.criteria, criteria)
    if changed:
        enforce(round_rules.is_as_read(round_, version))
        _ask(round_, criteria)
        _count_change(round_)
        journal.record("jury.edit_rubric", round_, actor=actor, now=now, changed=changed)


def open_round(round_: Round, *, actor: Actor, now: datetime) -> None:
    """Let the jury in; the films that were dealt are announced by the next digest."""
    enforce(round_rules.open_round(actor, round_, now))
    round_.state = ROUND_MOVES.step(round_.state, RoundState.OPEN)
    journal.record("jury.open_round", round_, actor=actor, now=now)


def close_round(round_: Round, *, actor: Actor, now: datetime) -> None:
    """End the work of a round."""
    enforce(round_rules.close_round(actor, round_))
    round_.state = ROUND_MOVES.step(round_.state, RoundState.CLOSED)
    journal.record("jury.close_round", round_, actor=actor, now=now)


def extend_round(round_: Round, until: datetime, *, actor: Actor, now: datetime) -> None:
    """Give the jury more time."""
    enforce(round_rules.extend_round(actor, round_, until, now))
    round_.closes_at = until
    journal.record("jury.extend_round", round_, actor=actor, now=now, until=until.isoformat())


def declare_conflict(entry: Entry, juror: Person, reason: str, *, actor: Actor, now: datetime) -> Conflict:
    """An organizer knows of a conflict: the juror is kept away from the film, and a score is void."""
    enforce(round_rules.arrange(actor) or rules.gives_a_reason(reason))
    return operations.recuse(entry, juror.id, reason, actor=actor, now=now)


def withdraw_conflict(conflict: Conflict, reason: str, *, actor: Actor, now: datetime) -> None:
    """A conflict was a mistake: the film can be dealt to the juror again; a score it made void stays void."""
    enforce(round_rules.withdraw_conflict(actor, conflict, reason))
    conflict.withdrawn_at, conflict.withdrawn_by_id = now, actor.id
    conflict.withdrawn_reason = reason
    entry_id, juror_id = conflict.entry_id, conflict.juror_id
    for assignment in queries.seats_of_juror_on(entry_id, juror_id, {AssignmentState.RECUSED}):
        operations.take_back(assignment)
    journal.record(
        "jury.withdraw_conflict",
        conflict,
        actor=actor,
        now=now,
        entry=entry_id,
        juror=juror_id,
        reason=reason,
    )


def _describe(member: PanelMember, profile: Profile) -> None:
    member.languages = profile.languages
    member.minutes = profile.minutes
    member.avoids = profile.avoids
    member.genres = profile.genres
    member.affiliations = profile.affiliations


def _settle(round_: Round, settings: Settings) -> None:
    round_.name = settings.name
    round_.opens_at = settings.opens_at
    round_.closes_at = settings.closes_at
    round_.views_wanted = settings.views_wanted
    round_.is_blind = settings.is_blind
    round_.others_scores = settings.others_scores
    round_.reminder_days = settings.reminder_days
    round_.categories = list(settings.categories)


def _ask(round_: Round, criteria: Sequence[Criterion]) -> None:
    round_.criteria.clear()
    db.session().flush()
    for position, criterion in enumerate(criteria, 1):
        criterion.position = position
        round_.criteria.append(criterion)


def _count_change(round_: Round) -> None:
    """Let the round's version count a change of its categories or criteria, which are rows of their own."""
    flag_modified(round_, "name")


def _first_rubric(last: Round | None) -> list[Criterion]:
    asked: Sequence[Criterion | rubrics.Draft] = last.criteria if last else rubrics.USUAL
    return [
        Criterion(
            position=position,
            name=each.name,
            question=each.question,
            weight=each.weight,
            meanings=list(each.meanings),
        )
        for position, each in enumerate(asked, 1)
    ]
