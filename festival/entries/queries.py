"""Entries, found by whose they are and where they stand."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import defer, joinedload, selectinload

from festival import db
from festival.editions import queries as editions
from festival.editions.models import Category, Edition, Extension
from festival.entries import rules
from festival.entries.drafts import fields
from festival.entries.models import Entry, EntryFlag, EntryNote, Proposal, Receipt
from festival.entries.states import EntryState, ProposalState
from festival.kernel.refusals import Refusal
from festival.kernel.roles import Actor, Role
from festival.messages.models import Letter

AN_HOUR = timedelta(hours=1)
STANDS = Entry.removed_at.is_(None)
"""Not removed by its owner, who never submitted it."""

CLOSES = func.coalesce(Category.closes_at, Edition.closes_at)
"""When the call closes for entries, with their category and edition joined; owners may have longer."""
EXTENDED = (
    select(func.max(Extension.until))
    .where(
        Extension.edition_id == Entry.edition_id,
        Extension.person_id == Entry.owner_id,
        Extension.revoked_at.is_(None),
    )
    .correlate(Entry)
    .scalar_subquery()
)
"""What the owner of an entry was given beyond that, if anything."""

WITHOUT_TEXTS = [
    defer(column)
    for column in (
        Entry.synopsis,
        Entry.original_synopsis,
        Entry.theme_statement,
        Entry.content_details,
        Entry.search_words,
        Entry.changed_in,
        Entry.unfinished,
    )
]
"""Leaves out what only a film's own page shows; for lists of all films of a round."""


def by_id(entry_id: int) -> Entry | None:
    """The entry with its edition and category; none that its owner removed."""
    return db.session().scalar(select(Entry).where(Entry.id == entry_id, STANDS))


def held(entry_id: int) -> Entry | None:
    """The same as it is now, with its row held until the transaction ends."""
    statement = select(Entry).where(Entry.id == entry_id, STANDS).with_for_update(of=Entry)
    return db.session().scalar(statement.execution_options(populate_existing=True))


def by_creation_key(owner_id: int, key: str) -> Entry | None:
    """The draft that this very form made already, if it was sent twice."""
    return db.session().scalar(select(Entry).where(Entry.owner_id == owner_id, Entry.creation_key == key))


def start_refusal(actor: Actor, edition: Edition, now: datetime) -> Refusal | None:
    """Why this person cannot begin an entry of this edition now; None where they can."""
    own = select(
        func.count().filter(Entry.created_at > now - AN_HOUR),
        func.count().filter(Entry.edition_id == edition.id, Entry.state == EntryState.DRAFT),
    ).where(Entry.owner_id == actor.id)
    begun_lately, drafts = db.session().execute(own).one()
    extended_until = editions.extended_until(edition.id, actor.id)
    return rules.start(actor, edition, begun_lately, drafts, extended_until, now)


def visible_to(actor: Actor) -> Select[Entry]:
    """The entries that `rules.view` lets this person open: all for organizers, for others their own."""
    everything = select(Entry).where(STANDS)
    return everything if Role.ORGANIZER in actor.roles else everything.where(Entry.owner_id == actor.id)


def place_of_receipt(number: str) -> str:
    """Where the festival that gave this receipt was, in its own words; empty when nobody knows any more."""
    place = (
        select(Edition.place).join(Receipt, Receipt.edition_id == Edition.id).where(Receipt.number == number)
    )
    return db.session().scalar(place) or ""


def entries_of(owner_id: int) -> Sequence[Entry]:
    """One filmmaker's entries, newest first, with their receipts."""
    return (
        db.session()
        .scalars(
            select(Entry)
            .where(Entry.owner_id == owner_id, STANDS)
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


def open_proposals(entry_id: int) -> Sequence[Proposal]:
    """Changes that wait for the festival's answer, oldest first."""
    return (
        db.session()
        .scalars(
            select(Proposal)
            .where(Proposal.entry_id == entry_id, Proposal.state == ProposalState.OPEN)
            .order_by(Proposal.id)
        )
        .all()
    )


def proposals(entry_id: int) -> Sequence[Proposal]:
    """Every change that was ever asked for, newest first."""
    return (
        db.session()
        .scalars(select(Proposal).where(Proposal.entry_id == entry_id).order_by(Proposal.id.desc()))
        .all()
    )


def film_exchanged_at(entry_id: int) -> datetime | None:
    """When the festival last let a new version of the film replace the one that the jury had."""
    return db.session().scalar(
        select(func.max(Proposal.answered_at)).where(
            Proposal.entry_id == entry_id,
            Proposal.field == fields.FILM,
            Proposal.state == ProposalState.ACCEPTED,
        )
    )


def held_proposal(entry_id: int, proposal_id: int) -> Proposal | None:
    """One change of this very entry, with its row held until the transaction ends."""
    statement = select(Proposal).where(Proposal.id == proposal_id, Proposal.entry_id == entry_id)
    return db.session().scalar(statement.with_for_update(of=Proposal))


def notes(entry_id: int) -> Sequence[EntryNote]:
    """What organizers wrote about an entry, oldest first."""
    return (
        db.session()
        .scalars(
            select(EntryNote)
            .where(EntryNote.entry_id == entry_id)
            .options(joinedload(EntryNote.author))
            .order_by(EntryNote.id)
        )
        .all()
    )


def flag(entry_id: int, flag_id: int) -> EntryFlag | None:
    """One flag of this very entry."""
    return db.session().scalar(
        select(EntryFlag).where(EntryFlag.id == flag_id, EntryFlag.entry_id == entry_id)
    )


def letters(entry_id: int) -> Sequence[Letter]:
    """What this feature wrote to the owner about this entry, newest first; keys begin "event:entry"."""
    about = Letter.event.concat(f":{entry_id}")
    return (
        db.session()
        .scalars(
            select(Letter)
            .where(
                Letter.event.startswith("entries/"),
                or_(Letter.dedupe_key == about, Letter.dedupe_key.startswith(about.concat(":"))),
            )
            .order_by(Letter.id.desc())
        )
        .all()
    )


def drafts_closing(after: datetime, until: datetime) -> list[tuple[int, datetime]]:
    """Drafts of any edition whose call closes for their owner within these instants, and when it does."""
    rows = db.session().execute(
        select(
            Entry.id,
            CLOSES,
            EXTENDED,
        )
        .join(Edition, Edition.id == Entry.edition_id)
        .join(Category, Category.id == Entry.category_id)
        .where(Entry.state == EntryState.DRAFT)
        .order_by(Entry.id)
    )
    ends = [(entry_id, max(closes_at, extended or closes_at)) for entry_id, closes_at, extended in rows]
    return [(entry_id, closes_at) for entry_id, closes_at in ends if after < closes_at <= until]


def drafts_of(entry_ids: Collection[int]) -> Sequence[Entry]:
    """Those of these entries that are drafts still, with their owners."""
    statement = select(Entry).where(Entry.id.in_(entry_ids), Entry.state == EntryState.DRAFT)
    return db.session().scalars(statement.options(joinedload(Entry.owner)).order_by(Entry.id)).all()


def many(entry_ids: Collection[int]) -> Sequence[Entry]:
    """These entries, with their owners."""
    statement = select(Entry).where(Entry.id.in_(entry_ids)).options(joinedload(Entry.owner))
    return db.session().scalars(statement.order_by(Entry.id)).all()


def drafts(edition_id: int, owner_id: int | None = None) -> list[Entry]:
    """Every draft of an edition, or only this person's, with its owner, oldest first."""
    statement = (
        select(Entry)
        .where(Entry.edition_id == edition_id, Entry.state == EntryState.DRAFT)
        .options(joinedload(Entry.owner))
        .order_by(Entry.id)
    )
    if owner_id is not None:
        statement = statement.where(Entry.owner_id == owner_id)
    return list(db.session().scalars(statement))
