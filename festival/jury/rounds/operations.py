"""How organizers arrange the jury: panels, who sits on them, rounds and their rubrics."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm.attributes import flag_modified

from festival import db, journal
from festival.editions.models import Category
from festival.jury import assignments, field_changes
from festival.jury import rules as jury_rules
from festival.jury.models import (
    Assignment,
    Criterion,
    Panel,
    Round,
)
from festival.jury.rounds import rules
from festival.jury.screening import queries as screening_queries
from festival.jury.states import ROUND_MOVES, OthersScores, RoundState
from festival.kernel.refusals import enforce
from festival.kernel.roles import Actor
from festival.messages import operations as messages
from festival.scoring import rubrics


@dataclass(frozen=True, slots=True)
class Settings:
    """What is chosen about a round."""

    name: str
    opens_at: datetime
    closes_at: datetime
    reviews_per_film: int
    is_blind: bool
    others_scores: OthersScores
    reminder_days: int
    categories: Sequence[Category]


def create_round(panel: Panel, settings: Settings, *, actor: Actor, now: datetime) -> Round:
    """Prepare a round in draft, with the rubric of the panel's last one, or the usual one."""
    taken = {each.name for each in panel.rounds}
    enforce(
        rules.create_round(actor)
        or jury_rules.needs_free_name(settings.name, taken)
        or rules.needs_window(settings.opens_at, settings.closes_at)
    )
    round_ = Round(panel=panel, criteria=_first_rubric(screening_queries.latest_round(panel.edition_id)))
    _settle(round_, settings)
    db.session().add(round_)
    journal.record("jury.make_round", round_, actor=actor, now=now, name=settings.name)
    return round_


def edit_round(round_: Round, settings: Settings, *, version: int, actor: Actor, now: datetime) -> None:
    """Change a round that has not begun; `version` is the one that was read before."""
    others = {each.name for each in round_.panel.rounds if each is not round_}
    enforce(
        rules.edit_round(actor, round_)
        or jury_rules.needs_free_name(settings.name, others)
        or rules.needs_window(settings.opens_at, settings.closes_at)
    )
    changed = field_changes.between(round_, settings)
    if changed:
        enforce(jury_rules.needs_unchanged(round_, version))
        _settle(round_, settings)
        _count_change(round_)
        journal.record("jury.edit_round", round_, actor=actor, now=now, changed=changed)


def edit_rubric(
    round_: Round, criteria: Sequence[Criterion], *, version: int, actor: Actor, now: datetime
) -> None:
    """Ask something else, before the round has begun; `version` is the one that was read before.

    `criteria` are unsaved; their order is kept.
    """
    enforce(rules.edit_rubric(actor, round_) or rules.needs_usable_rubric(criteria))
    changed = field_changes.of_rubric(round_.criteria, criteria)
    if changed:
        enforce(jury_rules.needs_unchanged(round_, version))
        _ask(round_, criteria)
        _count_change(round_)
        journal.record("jury.edit_rubric", round_, actor=actor, now=now, changed=changed)


def open_round(round_: Round, *, actor: Actor, now: datetime) -> None:
    """Let the jury in; the films that were assigned are announced by the next digest."""
    enforce(rules.open_round(actor, round_, now))
    round_.state = ROUND_MOVES.step(round_.state, RoundState.OPEN)
    journal.record("jury.open_round", round_, actor=actor, now=now)


def close_round(round_: Round, *, actor: Actor, now: datetime) -> None:
    """End the work of a round."""
    enforce(rules.close_round(actor, round_))
    round_.state = ROUND_MOVES.step(round_.state, RoundState.CLOSED)
    journal.record("jury.close_round", round_, actor=actor, now=now)


def extend_round(round_: Round, until: datetime, *, actor: Actor, now: datetime) -> None:
    """Give the jury more time."""
    enforce(rules.extend_round(actor, round_) or rules.needs_later_end(round_, until, now))
    round_.closes_at = until
    journal.record("jury.extend_round", round_, actor=actor, now=now, until=until.isoformat())


def _settle(round_: Round, settings: Settings) -> None:
    round_.name = settings.name
    round_.opens_at = settings.opens_at
    round_.closes_at = settings.closes_at
    round_.reviews_per_film = settings.reviews_per_film
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


def reopen(assignment: Assignment, reason: str, *, actor: Actor, now: datetime) -> None:
    """Give a juror a finished film back, and say so; the journal keeps the score that stood, and why."""
    enforce(rules.reopen(actor, assignment, now) or jury_rules.needs_reason(reason))
    withdrawn = assignments.take_up(assignment)
    journal.record("jury.reopen", assignment, actor=actor, now=now, withdrawn=withdrawn, reason=reason)
    messages.post(
        "jury/reopened",
        to=assignment.juror,
        key=f"jury/reopened:{assignment.id}:{now.isoformat()}",
        now=now,
        assignment=assignment,
        reason=reason,
    )
