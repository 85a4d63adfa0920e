"""Entries on their way out, a few hundred at a time, so that a long list needs little memory."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from festival import db
from festival.entries import queries as entries
from festival.entries.models import Entry, EntryNote
from festival.entries.states import EntryState
from festival.jury.models import Round
from festival.jury.rounds import results
from festival.jury.rounds.results import FilmReview
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


@dataclass(frozen=True, slots=True)
class Batch:
    """Some entries with all that is written about them; the reviews by round and entry."""

    entries: Sequence[Entry]
    reviews: Mapping[int, Mapping[int, Sequence[FilmReview]]]


def batches(choice: Choice, rounds: Collection[Round] = ()) -> Iterator[Batch]:
    """The chosen entries by id, with their reviews in these rounds."""
    after = 0
    while entries := _batch(choice, after):
        yield Batch(entries, results.reviews_of_rounds(rounds, [entry.id for entry in entries]))
        after = entries[-1].id


def screeners_of(entries: Sequence[Entry]) -> dict[int, Screener]:
    """What was measured of the films' files, by entry."""
    by_upload = {entry.film_upload_id: entry.id for entry in entries if entry.film_upload_id is not None}
    found = screeners.by_uploads(by_upload)
    return {by_upload[upload_id]: screener for upload_id, screener in found.items()}


def notes_of(entries: Sequence[Entry]) -> Sequence[EntryNote]:
    """What organizers wrote to each other about entries, the first first."""
    ids = [entry.id for entry in entries]
    return (
        db.session()
        .scalars(
            select(EntryNote)
            .where(EntryNote.entry_id.in_(ids))
            .options(joinedload(EntryNote.author))
            .order_by(EntryNote.entry_id, EntryNote.id)
        )
        .all()
    )


def chosen_ids(choice: Choice) -> frozenset[int]:
    """The ids of the chosen entries."""
    return frozenset(db.session().scalars(_chosen(choice).with_only_columns(Entry.id)))


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
