"""What organizers see of the jury: panels, rounds and how far they are, conflicts, letters to jurors."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from festival import db
from festival.entries import queries as entries
from festival.entries.models import Entry
from festival.entries.states import EntryState
from festival.jury.models import Assignment, Panel, Round
from festival.jury.screening import queries as screening_queries
from festival.jury.states import IN_QUEUE, OUTSTANDING, AssignmentState
from festival.messages.models import Letter


def rounds(edition_id: int) -> Sequence[Round]:
    """The edition's rounds, the one that closes last first."""
    return (
        db.session()
        .scalars(
            select(Round)
            .join(Round.panel)
            .where(Panel.edition_id == edition_id)
            .options(joinedload(Round.panel).joinedload(Panel.edition))
            .order_by(Round.closes_at.desc(), Round.id.desc())
        )
        .all()
    )


def done_and_assigned(round_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """For each round how many assignments are done, and how many were assigned; conflicts are neither."""
    rows = db.session().execute(
        select(Assignment.round_id, Assignment.state, func.count())
        .join(Assignment.entry)
        .where(
            Assignment.round_id.in_(round_ids),
            Assignment.state.in_(IN_QUEUE - {AssignmentState.RECUSED}),
            screening_queries.of_anyone(),
        )
        .group_by(Assignment.round_id, Assignment.state)
    )
    found = dict.fromkeys(round_ids, (0, 0))
    for round_id, state, count in rows:
        done, assigned = found[round_id]
        found[round_id] = (done + (0 if state in OUTSTANDING else count), assigned + count)
    return found


ABOUT_FILMS = ("jury/films_waiting", "jury/reminder", "jury/reopened", "jury/left", "jury/film_exchanged")


def last_letters(person_ids: Collection[int]) -> dict[int, Letter]:
    """The last letter about films that each juror got: waiting, a reminder, opened again, or taken away."""
    latest = (
        select(func.max(Letter.id))
        .where(Letter.person_id.in_(person_ids), Letter.event.in_(ABOUT_FILMS))
        .group_by(Letter.person_id)
    )
    letters = db.session().scalars(select(Letter).where(Letter.id.in_(latest)))
    return {letter.person_id: letter for letter in letters if letter.person_id is not None}


def round_by_id(round_id: int) -> Round | None:
    """A round with its panel, edition and categories."""
    return db.session().scalar(_round(round_id))


def held_round(round_id: int) -> Round | None:
    """The same, with its row held until the transaction ends."""
    statement = _round(round_id).with_for_update(of=Round)
    return db.session().scalar(statement.execution_options(populate_existing=True))


def _round(round_id: int) -> Select[Round]:
    return (
        select(Round)
        .where(Round.id == round_id)
        .options(joinedload(Round.panel).joinedload(Panel.edition), selectinload(Round.categories))
    )


def films_of(round_: Round) -> Sequence[Entry]:
    """The eligible films of the round's categories."""
    statement = select(Entry).where(*_competes_in(round_)).options(*entries.WITHOUT_TEXTS)
    return db.session().scalars(statement.order_by(Entry.id)).all()


def assigned_films(round_: Round) -> Sequence[Row[int, str]]:
    """The id and title of those eligible films of the round that somebody was assigned."""
    is_assigned = (
        select(Assignment.id)
        .where(
            Assignment.entry_id == Entry.id,
            Assignment.round_id == round_.id,
            Assignment.state.in_(IN_QUEUE),
        )
        .exists()
    )
    titles = select(Entry.id, Entry.title).where(*_competes_in(round_), is_assigned)
    return db.session().execute(titles.order_by(Entry.id)).all()


def assignments_wanted(round_: Round) -> int:
    """How many assignments a plan would have at most.

    A review is wanted of every eligible film so many times.
    """
    count = db.session().scalar(select(func.count()).select_from(Entry).where(*_competes_in(round_)))
    return (count or 0) * round_.reviews_per_film


def _competes_in(round_: Round) -> tuple[ColumnElement[bool], ...]:
    return (
        Entry.edition_id == round_.panel.edition_id,
        Entry.category_id.in_([category.id for category in round_.categories]),
        Entry.state == EntryState.ELIGIBLE,
    )
