"""Panels, conflicts and assignments, as more than one part of the jury asks for them."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from festival import db
from festival.jury.models import Assignment, Conflict, Panel
from festival.jury.states import BEGUN, IN_QUEUE, OUTSTANDING, AssignmentState


def panel(panel_id: int) -> Panel | None:
    """One panel with its jurors."""
    return db.session().scalar(_panel(panel_id))


def held_panel(panel_id: int) -> Panel | None:
    """The same, with its row held until the transaction ends."""
    return db.session().scalar(_panel(panel_id).with_for_update(of=Panel))


def _panel(panel_id: int) -> Select[Panel]:
    return (
        select(Panel)
        .where(Panel.id == panel_id)
        .options(selectinload(Panel.members), joinedload(Panel.edition, innerjoin=True))
    )


def conflict(juror_id: int, entry_id: int) -> Conflict | None:
    """The conflict of a juror with a film, if one was declared and stands."""
    return db.session().scalar(
        select(Conflict).where(
            Conflict.juror_id == juror_id, Conflict.entry_id == entry_id, Conflict.withdrawn_at.is_(None)
        )
    )


def is_assigned(entry_id: int) -> bool:
    """Whether a juror was given this film, in any round."""
    was_given = Assignment.assigned_at.is_not(None) | Assignment.state.in_(sorted(IN_QUEUE))
    ever = select(Assignment.id).where(Assignment.entry_id == entry_id, was_given)
    return db.session().scalar(ever.limit(1)) is not None


def has_begun(entry_id: int) -> bool:
    """Whether a juror who judges this film, in any round, has begun to watch it or to write about it."""
    begun = (
        Assignment.state.in_(sorted(BEGUN))
        | Assignment.review.has()
        | Assignment.watching.has()
        | Assignment.notes.any()
    )
    judging = Assignment.state.in_(sorted(OUTSTANDING | BEGUN))
    ever = select(Assignment.id).where(Assignment.entry_id == entry_id, judging, begun)
    return db.session().scalar(ever.limit(1)) is not None


def held_assignments_on(entry_id: int) -> Sequence[Assignment]:
    """All that jurors did with a film, in any round, their rows held until the transaction ends."""
    return (
        db.session()
        .scalars(
            select(Assignment)
            .where(Assignment.entry_id == entry_id)
            .options(
                selectinload(Assignment.review),
                selectinload(Assignment.watching),
                selectinload(Assignment.viewing),
                selectinload(Assignment.notes),
            )
            .order_by(Assignment.id)
            .with_for_update(of=Assignment)
            .execution_options(populate_existing=True)
        )
        .all()
    )


def assignments_of_juror_on(
    entry_id: int, juror_id: int, states: Collection[AssignmentState]
) -> Sequence[Assignment]:
    """A juror's assignments on one film in any round, of those in one of these states, locked."""
    return (
        db.session()
        .scalars(
            select(Assignment)
            .where(
                Assignment.entry_id == entry_id,
                Assignment.juror_id == juror_id,
                Assignment.state.in_(states),
            )
            .options(selectinload(Assignment.review))
            .with_for_update(of=Assignment)
        )
        .all()
    )
