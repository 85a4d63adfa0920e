"""What a juror who leaves a panel leaves behind: films that wait for them, and scores that stay."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import contains_eager

from festival import db
from festival.entries.models import Entry
from festival.entries.states import EntryState
from festival.jury.models import Assignment, Panel, PanelMember, Round
from festival.jury.states import (
    NO_REVIEW,
    OUTSTANDING,
    PLANNED_OR_ASSIGNED,
    UNFINISHED,
    AssignmentState,
    RoundState,
)

WAITS: tuple[ColumnElement[bool], ...] = (
    Assignment.state.in_(UNFINISHED),
    Entry.state == EntryState.ELIGIBLE,
    Round.state != RoundState.CLOSED,
)


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """Films that still wait for a juror, those of them that the juror can see, and scores that were given."""

    waiting: int = 0
    in_queue: int = 0
    scores: int = 0


def left_behind(panel_id: int) -> dict[int, LeftBehind]:
    """What each juror of a panel would leave behind, by person; who has no assignment is not among them."""
    can_be_seen = and_(*WAITS, Assignment.state.in_(OUTSTANDING), Round.state == RoundState.OPEN)
    rows = db.session().execute(
        select(
            Assignment.juror_id,
            func.count().filter(*WAITS),
            func.count().filter(can_be_seen),
            func.count().filter(Assignment.state == AssignmentState.SCORED),
        )
        .join(Assignment.round)
        .join(Assignment.entry)
        .where(Round.panel_id == panel_id)
        .group_by(Assignment.juror_id)
    )
    return {person_id: LeftBehind(*counts) for person_id, *counts in rows}


def unfinished_assignments(panel_id: int, person_id: int) -> Sequence[Assignment]:
    """Every film of a panel that a juror has not finished, whatever became of film and round; locked.

    The rounds are held, too, so that no plan gives the juror another film meanwhile.
    """
    db.session().scalars(
        select(Round).where(Round.panel_id == panel_id).order_by(Round.id).with_for_update(of=Round)
    ).all()
    return (
        db.session()
        .scalars(
            select(Assignment)
            .join(Assignment.round)
            .join(Assignment.entry)
            .where(
                Round.panel_id == panel_id,
                Assignment.juror_id == person_id,
                Assignment.state.in_(UNFINISHED),
            )
            .options(
                contains_eager(Assignment.round).joinedload(Round.panel).joinedload(Panel.edition),
                contains_eager(Assignment.entry),
            )
            .order_by(Assignment.id)
            .with_for_update(of=Assignment)
            .execution_options(populate_existing=True)
        )
        .all()
    )


def lacking(round_: Round, entry_ids: Collection[int]) -> int:
    """How many of these films have fewer reviews, planned or assigned, than the round wants."""
    enough = (
        select(Assignment.entry_id)
        .where(
            Assignment.round_id == round_.id,
            Assignment.entry_id.in_(entry_ids),
            Assignment.state.in_(PLANNED_OR_ASSIGNED - NO_REVIEW),
        )
        .group_by(Assignment.entry_id)
        .having(func.count() >= round_.reviews_per_film)
    )
    return len(set(entry_ids)) - len(db.session().scalars(enough).all())


def places_at_work(person_id: int) -> list[tuple[PanelMember, LeftBehind]]:
    """A juror's places on panels of all editions with a round not closed, or none yet; what is left there."""
    is_at_work = Panel.rounds.any(Round.state != RoundState.CLOSED) | ~Panel.rounds.any()
    places = db.session().scalars(
        select(PanelMember)
        .join(PanelMember.panel)
        .where(PanelMember.person_id == person_id, is_at_work)
        .options(contains_eager(PanelMember.panel).joinedload(Panel.edition))
        .order_by(PanelMember.id)
    )
    return [(each, left_behind(each.panel_id).get(person_id, LeftBehind())) for each in places]
