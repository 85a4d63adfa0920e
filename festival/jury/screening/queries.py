"""A juror's films, the others' scores of them, and who is kept away from what."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from festival import db
from festival.accounts.models import Person
from festival.entries.models import Entry
from festival.entries.states import EntryState
from festival.jury.models import Assignment, Note, Panel, PanelMember, Round
from festival.jury.states import IN_QUEUE, OUTSTANDING, UNFINISHED, AssignmentState, RoundState


def assignment(assignment_id: int) -> Assignment | None:
    """One film of one juror with its round and review."""
    return db.session().scalar(_assignment(assignment_id))


def held_assignment(assignment_id: int) -> Assignment | None:
    """The same, with its row held until the transaction ends."""
    statement = _assignment(assignment_id).with_for_update(of=Assignment)
    return db.session().scalar(statement.execution_options(populate_existing=True))


def queue_of(person_id: int) -> Sequence[Assignment]:
    """Everything assigned to a juror in rounds that are not closed, in the order of the queue.

    Films that have left the competition are left out, unless the juror has finished with them.
    """
    return (
        db.session()
        .scalars(
            select(Assignment)
            .join(Assignment.round)
            .join(Assignment.entry)
            .where(
                Assignment.juror_id == person_id,
                Assignment.state.in_(IN_QUEUE),
                Round.state == RoundState.OPEN,
                of_anyone(),
            )
            .options(
                contains_eager(Assignment.round).joinedload(Round.panel).joinedload(Panel.edition),
                contains_eager(Assignment.entry),
                selectinload(Assignment.review),
                selectinload(Assignment.watching),
            )
            .order_by(Round.closes_at, Round.id, Assignment.position, Assignment.id)
        )
        .all()
    )


def languages_of(person_id: int, panel_id: int) -> list[str]:
    """The languages that a juror said they understand; none where they said nothing."""
    said = select(PanelMember.languages).where(
        PanelMember.person_id == person_id, PanelMember.panel_id == panel_id
    )
    return db.session().scalar(said) or []


def of_anyone() -> ColumnElement[bool]:
    """A condition on assignments joined with films: leaves out unfinished ones of films that compete no more.

    Such a film waits for nobody. What was finished of it stays where it is.
    """
    return (Entry.state == EntryState.ELIGIBLE) | Assignment.state.not_in(UNFINISHED)


def next_of(person_id: int, now: datetime) -> int | None:
    """The id of the next film that a juror can watch now."""
    return db.session().scalar(
        _outstanding(now)
        .with_only_columns(Assignment.id)
        .order_by(None)
        .order_by(Round.closes_at, Round.id, Assignment.position, Assignment.id)
        .where(Assignment.juror_id == person_id)
        .limit(1)
    )


def others_of(assignment: Assignment) -> Sequence[Assignment]:
    """The scores that other jurors have submitted for the same film in the same round."""
    return (
        db.session()
        .scalars(
            select(Assignment)
            .where(
                Assignment.round_id == assignment.round_id,
                Assignment.entry_id == assignment.entry_id,
                Assignment.id != assignment.id,
                Assignment.state == AssignmentState.SCORED,
            )
            .options(joinedload(Assignment.juror), selectinload(Assignment.review))
            .order_by(Assignment.id)
        )
        .all()
    )


def note(note_id: int) -> Note | None:
    """One note with the film it was written on."""
    return db.session().scalar(
        select(Note)
        .where(Note.id == note_id)
        .options(joinedload(Note.assignment).joinedload(Assignment.round).joinedload(Round.panel))
    )


def same_note(assignment_id: int, at_second: int, text: str) -> Note | None:
    """A note with these very words at this second."""
    return db.session().scalar(
        select(Note)
        .where(Note.assignment_id == assignment_id, Note.at_second == at_second, Note.text == text)
        .limit(1)
    )


def memberships(person_id: int) -> Sequence[PanelMember]:
    """The panels somebody sits on, newest edition first."""
    return (
        db.session()
        .scalars(
            select(PanelMember)
            .where(PanelMember.person_id == person_id)
            .options(joinedload(PanelMember.panel).joinedload(Panel.edition))
            .order_by(PanelMember.id.desc())
        )
        .all()
    )


def membership(person_id: int, member_id: int) -> PanelMember | None:
    """Somebody's own place on a panel, locked."""
    return db.session().scalar(
        select(PanelMember)
        .where(PanelMember.id == member_id, PanelMember.person_id == person_id)
        .with_for_update(of=PanelMember)
        .execution_options(populate_existing=True)
    )


def held_rounds(edition_id: int) -> Sequence[Round]:
    """The rounds of an edition, held.

    Until the transaction ends nobody is assigned or planned a film in them.

    An assignment that is being assigned cannot be seen from outside. So anyone who keeps a juror away from a
    film holds these first, before the film and its assignments, and every assigning holds its own.
    """
    return (
        db.session()
        .scalars(
            select(Round)
            .join(Round.panel)
            .where(Panel.edition_id == edition_id)
            .order_by(Round.id)
            .with_for_update(of=Round)
        )
        .all()
    )


def panel_names(edition_id: int) -> frozenset[str]:
    """The names that the edition's panels have."""
    return frozenset(db.session().scalars(select(Panel.name).where(Panel.edition_id == edition_id)))


def latest_round(edition_id: int) -> Round | None:
    """The edition's round that was made last."""
    return db.session().scalar(
        select(Round)
        .join(Round.panel)
        .where(Panel.edition_id == edition_id)
        .order_by(Round.id.desc())
        .limit(1)
    )


def untold(now: datetime, *, before: datetime) -> Sequence[Assignment]:
    """Films in rounds open at `now` that no letter named yet, for jurors last written to `before`, locked."""
    lately = select(Assignment.juror_id).where(Assignment.told_at > before)
    return (
        db.session()
        .scalars(
            _outstanding(now)
            .where(Assignment.told_at.is_(None), Assignment.juror_id.not_in(lately))
            .with_for_update(of=Assignment)
        )
        .all()
    )


def outstanding_in(round_id: int) -> Sequence[Assignment]:
    """What is still to be watched in a round, anyone who it waits for."""
    return db.session().scalars(_outstanding().where(Assignment.round_id == round_id)).all()


def rounds_closing_soon(now: datetime) -> list[Round]:
    """Open rounds that have reached their day of reminding and not their end."""
    rounds = db.session().scalars(
        select(Round)
        .where(Round.state == RoundState.OPEN, Round.opens_at <= now, Round.closes_at > now)
        .options(joinedload(Round.panel).joinedload(Panel.edition))
        .order_by(Round.id)
    )
    return [each for each in rounds if now >= each.closes_at - timedelta(days=each.reminder_days)]


def _assignment(assignment_id: int) -> Select[Assignment]:
    return (
        select(Assignment)
        .where(Assignment.id == assignment_id)
        .options(
            joinedload(Assignment.round, innerjoin=True).joinedload(Round.panel).joinedload(Panel.edition),
            joinedload(Assignment.entry, innerjoin=True),
            selectinload(Assignment.review),
            selectinload(Assignment.watching),
            selectinload(Assignment.viewing),
        )
    )


def _outstanding(now: datetime | None = None) -> Select[Assignment]:
    statement = (
        select(Assignment)
        .join(Assignment.round)
        .join(Assignment.entry)
        .join(Assignment.juror)
        .where(
            Assignment.state.in_(OUTSTANDING),
            Entry.state == EntryState.ELIGIBLE,
            Round.state == RoundState.OPEN,
            Person.active,
        )
        .options(
            contains_eager(Assignment.round).joinedload(Round.panel).joinedload(Panel.edition),
            contains_eager(Assignment.entry),
            contains_eager(Assignment.juror),
        )
        .order_by(Assignment.juror_id, Assignment.id)
    )
    if now is None:
        return statement
    return statement.where(Round.opens_at <= now, Round.closes_at > now)
