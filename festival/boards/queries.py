"""Boards, what was said on them, and their frozen versions."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import defer, joinedload, selectinload

from festival import db
from festival.accounts.models import Person
from festival.boards.models import AskedHours, Freeze, Mark, Remark, Shortlist
from festival.editions.models import Category
from festival.entries import queries as entries
from festival.entries.models import Entry
from festival.entries.states import EntryState
from festival.jury.models import Assignment, Panel, Round
from festival.scoring.values import Film, MarkKind

WITH_CATEGORIES = joinedload(Shortlist.round, innerjoin=True).selectinload(Round.categories)
"""With a board, what its round judges: many rankings ask for it once."""


def by_id(shortlist_id: int) -> Shortlist | None:
    """A board."""
    return db.session().scalar(select(Shortlist).where(Shortlist.id == shortlist_id))


def held(shortlist_id: int) -> Shortlist | None:
    """The same, with its row held until the transaction ends."""
    statement = select(Shortlist).where(Shortlist.id == shortlist_id).with_for_update(of=Shortlist)
    return db.session().scalar(statement.execution_options(populate_existing=True))


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


def remark_counts(shortlist_ids: Collection[int]) -> dict[tuple[int, int], int]:
    """How many remarks there are on each film that has any, by board and film."""
    rows = db.session().execute(
        select(Remark.shortlist_id, Remark.entry_id, func.count())
        .where(Remark.shortlist_id.in_(shortlist_ids))
        .group_by(Remark.shortlist_id, Remark.entry_id)
    )
    return {(shortlist_id, entry_id): count for shortlist_id, entry_id, count in rows}


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


def taken_over(edition_id: int) -> Sequence[Freeze]:
    """The frozen version of each board from which decisions were prepared last, with its document."""
    last_first = func.row_number().over(
        partition_by=Freeze.shortlist_id, order_by=(Freeze.taken_over_at.desc(), Freeze.number.desc())
    )
    taken = (
        select(Freeze.id, last_first.label("place"))
        .join(Freeze.shortlist)
        .where(Shortlist.edition_id == edition_id, Freeze.taken_over_at.is_not(None))
        .subquery()
    )
    statement = select(Freeze).join(taken, taken.c.id == Freeze.id).where(taken.c.place == 1)
    with_rounds = joinedload(Freeze.shortlist).options(WITH_CATEGORIES)
    ordered = statement.options(with_rounds).order_by(Freeze.taken_over_at, Freeze.number)
    return db.session().scalars(ordered).all()


def competing(category_ids: Collection[int], among: Collection[int] | None = None) -> Sequence[Entry]:
    """The eligible entries of categories, `among` these if they are given, in the order of their ids."""
    statement = (
        select(Entry)
        .where(Entry.category_id.in_(category_ids), Entry.state == EntryState.ELIGIBLE)
        .options(joinedload(Entry.receipt), *entries.WITHOUT_TEXTS)
        .order_by(Entry.id)
    )
    if among is not None:
        statement = statement.where(Entry.id.in_(among))
    return db.session().scalars(statement).all()


def titles(entry_ids: Collection[int]) -> dict[int, str]:
    """What these films are called, by id."""
    rows = db.session().execute(select(Entry.id, Entry.title).where(Entry.id.in_(entry_ids)))
    return {row.id: row.title for row in rows}


def competing_films(rounds: Iterable[Round]) -> dict[int, list[Film]]:
    """The films that compete in the categories of each round, as plain values, by the entry's id."""
    slugs = {judged.id: {each.id: each.slug for each in judged.categories} for judged in rounds}
    rows = db.session().execute(
        select(Entry.id, Entry.category_id)
        .where(Entry.category_id.in_(set().union(*slugs.values())), Entry.state == EntryState.ELIGIBLE)
        .order_by(Entry.id)
    )
    films = rows.all()
    return {
        round_id: [Film(entry_id, known[category], 0) for entry_id, category in films if category in known]
        for round_id, known in slugs.items()
    }


def places(round_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """How many places each board of these rounds has, by the category's slug."""
    rows = db.session().execute(
        select(Shortlist.round_id, Category.slug, Shortlist.places)
        .join(Shortlist.category)
        .where(Shortlist.round_id.in_(round_ids))
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for round_id, slug, count in rows:
        found[round_id][slug] = count
    return found


def of_round(round_id: int) -> Sequence[Shortlist]:
    """Every board of a round."""
    return (
        db.session()
        .scalars(select(Shortlist).where(Shortlist.round_id == round_id).order_by(Shortlist.id))
        .all()
    )


def hours_asked_last(round_id: int) -> AskedHours | None:
    """The time from which extra reviews were planned last in a round."""
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
    """The names of those who were assigned a film of a round."""
    rows = db.session().execute(
        select(Person.id, Person.name)
        .join(Assignment, Assignment.juror_id == Person.id)
        .where(Assignment.round_id == round_id)
        .distinct()
    )
    return dict(rows.all())


def people_assigned(round_id: int) -> Sequence[Person]:
    """Those who were assigned a film of a round, also who left the panel since."""
    assigned = select(Assignment.juror_id).where(Assignment.round_id == round_id)
    return db.session().scalars(select(Person).where(Person.id.in_(assigned)).order_by(Person.id)).all()


def of_edition(edition_id: int) -> Sequence[Shortlist]:
    """Every board of an edition."""
    statement = select(Shortlist).where(Shortlist.edition_id == edition_id)
    return db.session().scalars(statement.order_by(Shortlist.id)).all()


def of_categories(category_ids: Collection[int]) -> Sequence[Shortlist]:
    """Every board of these categories."""
    statement = select(Shortlist).where(Shortlist.category_id.in_(category_ids)).options(WITH_CATEGORIES)
    return db.session().scalars(statement.order_by(Shortlist.id)).all()


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
