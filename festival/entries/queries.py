"""Entries, found by whose they are and where they stand."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from festival import db
from festival.entries.models import Entry
from festival.entries.states import EntryState
from festival.kernel.roles import Actor, Role


def by_id(entry_id: int, *, lock: bool = False) -> Entry | None:
    """The entry with its edition and category; `lock` holds its row until the transaction ends."""
    statement = select(Entry).where(Entry.id == entry_id)
    if lock:
        statement = statement.with_for_update(of=Entry).execution_options(populate_existing=True)
    return db.session().scalar(statement)


def by_creation_key(owner_id: int, key: str) -> Entry | None:
    """The draft that this very form made already, if it was sent twice."""
    return db.session().scalar(select(Entry).where(Entry.owner_id == owner_id, Entry.creation_key == key))


def visible_to(actor: Actor) -> Select[Entry]:
    """The entries that `rules.view` lets this person open: all for organizers, for others their own."""
    everything = select(Entry)
    return everything if Role.ORGANIZER in actor.roles else everything.where(Entry.owner_id == actor.id)


def entries_of(owner_id: int) -> Sequence[Entry]:
    """One filmmaker's entries, newest first, with their receipts."""
    return (
        db.session()
        .scalars(
            select(Entry)
            .where(Entry.owner_id == owner_id)
            .options(joinedload(Entry.receipt))
            .order_by(Entry.id.desc())
        )
        .all()
    )


def eligible(edition_id: int) -> Sequence[Entry]:
    """What a jury may be given: the eligible entries of an edition, with their owners."""
    return (
        db.session()
        .scalars(
            select(Entry)
            .where(Entry.edition_id == edition_id, Entry.state == EntryState.ELIGIBLE)
            .options(joinedload(Entry.owner), selectinload(Entry.flags))
            .order_by(Entry.id)
        )
        .all()
    )
