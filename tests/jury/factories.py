"""Panels, rounds and films in a juror's queue, saved or not."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from festival.accounts.models import Person
from festival.editions import calls
from festival.editions.models import Edition
from festival.entries.models import Entry
from festival.entries.states import EntryState
from festival.jury.models import Assignment, Criterion, Panel, PanelMember, Review, Round
from festival.jury.states import AssignmentState, OthersScores, RoundState
from festival.kernel.roles import Role
from tests import factories

NUMBERS = itertools.count(1)
OPENS = datetime(2020, 6, 23, 22, tzinfo=UTC)
CLOSES = datetime(2020, 7, 12, 22, tzinfo=UTC)
DURING = datetime(2020, 7, 1, 16, tzinfo=UTC)
AFTER = CLOSES
BEFORE = OPENS - timedelta(seconds=1)
STEPS = ["Not at all", "A little", "Fairly", "Well", "Outstandingly"]


def edition() -> Edition:
    """The edition of 2020, current."""
    call = calls.call_of(2020)
    call.is_current = True
    return call


def juror(**values: Any) -> Person:
    """Somebody of the jury."""
    return factories.person(Role.JUROR, **values)


def organizer(**values: Any) -> Person:
    """Somebody who arranges the jury."""
    return factories.person(Role.ORGANIZER, **values)


def panel(edition: Edition, *people: Person) -> Panel:
    """A panel of these people, who know English and Arabic."""
    members = [
        PanelMember(person=each, person_id=each.id, languages=["en", "ar"], avoids=[], genres=[])
        for each in people
    ]
    return Panel(edition=edition, name=f"Panel {next(NUMBERS)}", members=members)


def criteria(**weights: int) -> list[Criterion]:
    """A rubric of these weights with five steps each; story 3 and craft 1 if none are named."""
    return [
        Criterion(position=position, name=name, question=f"How is the {name}?", weight=weight, meanings=STEPS)
        for position, (name, weight) in enumerate((weights or {"story": 3, "craft": 1}).items(), 1)
    ]


def round_of(panel: Panel, **values: Any) -> Round:
    """An open round for every category of the edition, from 24 June to 12 July 2020."""
    defaults: dict[str, Any] = {
        "panel": panel,
        "name": f"Round {next(NUMBERS)}",
        "opens_at": OPENS,
        "closes_at": CLOSES,
        "reviews_per_film": 2,
        "is_blind": False,
        "others_scores": OthersScores.NEVER,
        "reminder_days": 5,
        "state": RoundState.OPEN,
        "categories": list(panel.edition.categories),
        "criteria": criteria(),
    }
    return Round(**(defaults | values))


def film(edition: Edition, **values: Any) -> Entry:
    """An eligible film by a filmmaker of its own, a short unless `category` names another."""
    slug = values.pop("category", "short")
    category = next(each for each in edition.categories if each.slug == slug)
    owner = values.pop("owner", None) or factories.person()
    return factories.entry(owner, category, **({"state": EntryState.ELIGIBLE} | values))


def assign(round_: Round, entry: Entry, juror: Person, **values: Any) -> Assignment:
    """A film assigned to a juror."""
    defaults: dict[str, Any] = {
        "round": round_,
        "entry": entry,
        "juror": juror,
        "juror_id": juror.id,
        "state": AssignmentState.ASSIGNED,
        "position": next(NUMBERS),
        "reason": "",
    }
    return Assignment(**(defaults | values))


def review(assignment: Assignment, *steps: int, **values: Any) -> Review:
    """A submitted score with these steps, criterion by criterion; needs saved criteria."""
    scores = {str(each.id): step for each, step in zip(assignment.round.criteria, steps, strict=True)}
    defaults: dict[str, Any] = {
        "assignment": assignment,
        "scores": scores,
        "comment_for_jury": "",
        "comment_for_filmmaker": "",
        "is_final": True,
        "saved_at": DURING,
        "submitted_at": DURING,
    }
    return Review(**(defaults | values))
