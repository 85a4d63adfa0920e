"""Boards, what was said on them, and their frozen versions."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import defer, joinedload, selectinload

from festival import db
from festival.accounts.models import Person
from festival.editions.models import Category
from festival.entries import queries as entries
from festival.entries.models import Entry
from festival.entries.states import EntryState
from festival.jury.films_and_jurors import Film
from festival.jury.models import Assignment, Panel, Round
from festival.shortlists.models import AskedHours, Freeze, Mark, Remark, Shortlist
from festival.shortlists.states import MarkKind


def by_id(shortlist_id: int, *, lock: bool = False) -> Shortlist | None:
    """A board, locked for the open transaction if asked."""
    statement = select(Shortlist).where(Shortlist.id == shortlist_id)
    if lock:
        statement = statement.with_for_update(of=Shortlist).execution_options(populate_existing=True)
    return db.session().scalar(statement)


def shortlist_of(round_id: int, category_id: int) -> Shortlist | None:
    """The board of a category in a round."""
    return db.session().scalar(
        select(Shortlist).where(Shortlist.round_id == round_id, Shortlist.category_id == category_id)
    )


def remarks(shortlist_id: int, entry_id: int) -> Sequence[Remark]:
    """What was said about a film, oldest first."""
    return (
        db.session()
        .scalars(
            select(Remark)
            .where(Remark.shortlist_id == shortlist_id, Remark.entry_id == entry_id)
            .order_by(Remark.id)
        )
        .all()
    )


def remark_counts(shortlist_id: int) -> dict[int, int]:
    """How many remarks there are on each film of a board that has any."""
    rows = db.session().execute(
        select(Remark.entry_id, func.count())
        .where(Remark.shortlist_id == shortlist_id)
        .group_by(Remark.entry_id)
    )
    return dict(rows.all())


def freezes(shortlist_id: int) -> Sequence[Freeze]:
    """The frozen versions of a board, newest first."""
    return (
        db.session()
        .scalars(
            select(Freeze)
            .where(Freeze.shortlist_id == shortlist_id)
            .options(defer(Freeze.document))
            .order_by(Freeze.number.desc())
        )
        .all()
    )


def frozen(shortlist_id: int, number: int) -> Freeze | None:
    """One frozen version."""
    return db.session().scalar(
        select(Freeze).where(Freeze.shortlist_id == shortlist_id, Freeze.number == number)
    )


def last_freeze(shortlist_id: int) -> Freeze | None:
    """The newest frozen version."""
    return db.session().scalar(
        select(Freeze).where(Freeze.shortlist_id == shortlist_id).order_by(Freeze.number.desc()).limit(1)
    )


def taken_over(edition_id: int) -> list[Freeze]:
    """The frozen version of each board from which decisions were prepared last."""
    taken = (
        select(Freeze)
        .join(Freeze.shortlist)
        .where(Shortlist.edition_id == edition_id, Freeze.taken_over_at.is_not(None))
        .options(defer(Freeze.document))
        .order_by(Freeze.taken_over_at, Freeze.number)
    )
    latest = {frozen.shortlist_id: frozen for frozen in db.session().scalars(taken)}
    return list(latest.values())


def competing(category_id: int, among: Collection[int] | None = None) -> Sequence[Entry]:
    """The eligible entries of a category, `among` these if they are given, in the order of their ids."""
    statement = (
        select(Entry)
        .where(Entry.category_id == category_id, Entry.state == EntryState.ELIGIBLE)
        .options(joinedload(Entry.receipt), *entries.WITHOUT_TEXTS)
        .order_by(Entry.id)
    )
    if among is not None:
        statement = statement.where(Entry.id.in_(among))
    return db.session().scalars(statement).all()


def competing_films(judged: Round) -> list[Film]:
    """The films that compete in the categories of a round, as plain values, by the entry's id."""
    slugs = {category.id: category.slug for category in judged.categories}
    rows = db.session().execute(
        select(Entry.id, Entry.category_id)
        .where(Entry.category_id.in_(slugs), Entry.state == EntryState.ELIGIBLE)
        .order_by(Entry.id)
    )
    return [Film(entry_id, slugs[category_id], 0) for entry_id, category_id in rows]


def places(round_id: int) -> dict[str, int]:
    """How many places each board of a round has, by the category's slug."""
    rows = db.session().execute(
        select(Category.slug, Shortlist.places).join(Shortlist.category).where(Shortlist.round_id == round_id)
    )
    return dict(rows.all())


def of_round(round_id: int) -> Sequence[Shortlist]:
    """Every board of a round."""
    return (
        db.session()
        .scalars(select(Shortlist).where(Shortlist.round_id == round_id).order_by(Shortlist.id))
        .all()
    )


def hours_asked_last(round_id: int) -> AskedHours | None:
    """The time from which later views were planned last in a round."""
    return db.session().scalar(
        select(AskedHours).where(AskedHours.round_id == round_id).order_by(AskedHours.id.desc()).limit(1)
    )


def marks(round_id: int) -> dict[int, MarkKind]:
    """The films that were pinned or dropped on the board on which they compete."""
    rows = db.session().execute(
        select(Mark.entry_id, Mark.kind)
        .join(Mark.shortlist)
        .join(Entry, Entry.id == Mark.entry_id)
        .where(Shortlist.round_id == round_id, Entry.category_id == Shortlist.category_id)
    )
    return dict(rows.all())


def names_of_jurors(round_id: int) -> dict[int, str]:
    """The names of those who were dealt a film of a round."""
    rows = db.session().execute(
        select(Person.id, Person.name)
        .join(Assignment, Assignment.juror_id == Person.id)
        .where(Assignment.round_id == round_id)
        .distinct()
    )
    return dict(rows.all())


def of_edition(edition_id: int) -> Sequence[Shortlist]:
    """Every board of an edition."""
    return (
        db.session()
        .scalars(select(Shortlist).where(Shortlist.edition_id == edition_id).order_by(Shortlist.id))
        .all()
    )


def rounds(edition_id: int) -> Sequence[Round]:
    """The rounds of an edition with the categories they judge, in the order of time."""
    return (
        db.session()
        .scalars(
            select(Round)
            .join(Round.panel)
            .where(Panel.edition_id == edition_id)
            .options(selectinload(Round.categories))
            .order_by(Round.opens_at, Round.id)
        )
        .all()
    )


def newest_freezes(edition_id: int) -> dict[int, Freeze]:
    """The newest frozen version of each board that has one, by the board's id."""
    newest = select(func.max(Freeze.id)).group_by(Freeze.shortlist_id)
    rows = db.session().scalars(
        select(Freeze)
        .join(Freeze.shortlist)
        .where(Shortlist.edition_id == edition_id, Freeze.id.in_(newest))
        .options(defer(Freeze.document))
    )
    return {freeze.shortlist_id: freeze for freeze in rows}


def competing_counts(edition_id: int) -> dict[int, int]:
    """How many eligible entries each category has."""
    rows = db.session().execute(
        select(Entry.category_id, func.count())
        .where(Entry.edition_id == edition_id, Entry.state == EntryState.ELIGIBLE)
        .group_by(Entry.category_id)
    )
    return dict(rows.all())
