"""Entries on their way out, a few hundred at a time, so that a long list needs little memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from festival import db
from festival.accounts.models import Person
from festival.entries import queries as entries
from festival.entries.models import Entry
from festival.entries.states import EntryState
from festival.jury.models import Assignment, Round
from festival.jury.states import IN_QUEUE
from festival.screeners import queries as screeners
from festival.screeners.models import Screener

BATCH = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """Which entries of an edition leave. Without a state: all that were submitted, but no drafts.

    `among` are the entries of a shortlist, if only these are wanted.
    """

    edition_id: int
    category_id: int | None = None
    state: EntryState | None = None
    among: frozenset[int] | None = None


def batches(choice: Choice) -> Iterator[Sequence[Entry]]:
    """The chosen entries with all that is written about them, by id."""
    after = 0
    while batch := _batch(choice, after):
        yield batch
        after = batch[-1].id


def screeners_of(entries: Sequence[Entry]) -> dict[int, Screener]:
    """What was measured of the films' files, by entry."""
    by_upload = {entry.film_upload_id: entry.id for entry in entries if entry.film_upload_id is not None}
    found = screeners.by_uploads(by_upload)
    return {by_upload[upload_id]: screener for upload_id, screener in found.items()}


def jurors(round_: Round) -> Sequence[Person]:
    """Everybody who was assigned a film in a round, by name."""
    return (
        db.session()
        .scalars(
            select(Person)
            .where(
                Person.id.in_(
                    select(Assignment.juror_id).where(
                        Assignment.round_id == round_.id, Assignment.state.in_(IN_QUEUE)
                    )
                )
            )
            .order_by(Person.name, Person.id)
        )
        .all()
    )


def custom_questions(choice: Choice) -> list[str]:
    """Every question that the chosen entries answer besides our own, in alphabetical order."""
    answers = db.session().scalars(_chosen(choice).with_only_columns(Entry.custom_answers))
    return sorted({question for each in answers for question in each})


def _batch(choice: Choice, after: int) -> Sequence[Entry]:
    return (
        db.session()
        .scalars(
            _chosen(choice)
            .where(Entry.id > after)
            .options(
                joinedload(Entry.owner, innerjoin=True),
                joinedload(Entry.receipt),
                selectinload(Entry.flags),
                selectinload(Entry.tags),
            )
            .order_by(Entry.id)
            .limit(BATCH)
        )
        .all()
    )


def _chosen(choice: Choice) -> Select[Entry]:
    statement = select(Entry).where(Entry.edition_id == choice.edition_id, entries.STANDS)
    if choice.category_id is not None:
        statement = statement.where(Entry.category_id == choice.category_id)
    if choice.state is None:
        statement = statement.where(Entry.submitted_at.is_not(None))
    else:
        statement = statement.where(Entry.state == choice.state)
    if choice.among is not None:
        statement = statement.where(Entry.id.in_(choice.among))
    return statement
