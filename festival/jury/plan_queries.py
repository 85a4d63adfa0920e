"""What a plan is made from: a round's films, its jurors, the seats that are taken, the conflicts."""

from collections.abc import Collection, Iterable, Sequence, Set
from typing import TypeVar

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from festival import db
from festival.accounts.models import Person
from festival.entries import queries as entries
from festival.entries.models import Entry
from festival.entries.states import EntryState
from festival.jury import affiliations, matching, namesake_queries, plans, queries, screening_queries
from festival.jury.models import Assignment, Conflict, Panel, PanelMember, Round
from festival.jury.states import IN_PILE, SEATED, AssignmentState

Kind = TypeVar("Kind", Entry, Person)


def round_by_id(round_id: int) -> Round | None:
    """A round with its panel, edition and categories."""
    return db.session().scalar(_round(round_id))


def held_round(round_id: int) -> Round | None:
    """The same, with its row held until the transaction ends."""
    statement = _round(round_id).with_for_update(of=Round)
    return db.session().scalar(statement.execution_options(populate_existing=True))


def facts(round_: Round) -> plans.Facts:
    """Everything a plan of this round is judged by."""
    eligible, members_ = films_of(round_), members(round_.panel_id)
    playable = screening_queries.playable(eligible)
    films_ = [entry for entry in eligible if entry.id in playable]
    usual = round_.panel.edition.required_language
    told_apart = namesake_queries.told_apart(round_.panel.edition_id)
    return plans.Facts(
        views_wanted=round_.views_wanted,
        usual_languages=[usual] if usual else [],
        films=films_,
        waiting=[entry for entry in eligible if entry.id not in playable],
        members=members_,
        seats=seats(round_.id, eligible, [member.person for member in members_]),
        conflicts=conflicts(round_.panel.edition_id)
        | matching.involved(films_, [member.person for member in members_], told_apart)
        | affiliations.named(films_, members_).keys(),
        seconds=screening_queries.lengths(films_),
        told_apart=told_apart,
        taken_by_hand=taken_by_hand(round_.id),
    )


def films_of(round_: Round) -> Sequence[Entry]:
    """The eligible films of the round's categories."""
    statement = select(Entry).where(*_competes_in(round_)).options(*entries.WITHOUT_TEXTS)
    return db.session().scalars(statement.order_by(Entry.id)).all()


def dealt_films(round_: Round) -> Sequence[Row[int, str]]:
    """The id and title of those eligible films of the round that somebody was dealt."""
    is_dealt = (
        select(Assignment.id)
        .where(
            Assignment.entry_id == Entry.id,
            Assignment.round_id == round_.id,
            Assignment.state.in_(IN_PILE),
        )
        .exists()
    )
    titles = select(Entry.id, Entry.title).where(*_competes_in(round_), is_dealt)
    return db.session().execute(titles.order_by(Entry.id)).all()


def seats_wanted(round_: Round) -> int:
    """How many seats a plan would have at most: a view is wanted of every eligible film so many times."""
    count = db.session().scalar(select(func.count()).select_from(Entry).where(*_competes_in(round_)))
    return (count or 0) * round_.views_wanted


def members(panel_id: int) -> Sequence[PanelMember]:
    """The jurors of a panel whose accounts are open, by name."""
    return (
        db.session()
        .scalars(
            select(PanelMember)
            .join(PanelMember.person)
            .where(PanelMember.panel_id == panel_id, Person.active)
            .options(contains_eager(PanelMember.person))
            .order_by(Person.name, Person.id)
        )
        .all()
    )


def member_of(panel_id: int, person_id: int) -> PanelMember | None:
    """This juror of a panel, if their account is open."""
    return db.session().scalar(
        select(PanelMember)
        .join(PanelMember.person)
        .where(PanelMember.panel_id == panel_id, Person.id == person_id, Person.active)
        .options(contains_eager(PanelMember.person))
    )


def seats(round_id: int, films_: Iterable[Entry] = (), jurors: Iterable[Person] = ()) -> Sequence[Assignment]:
    """Every seat of a round, planned or real, with film and juror; those given are not read again.

    What is unfinished of a film that does not compete any more is left out.
    """
    found = (
        db.session()
        .scalars(
            select(Assignment)
            .join(Assignment.entry)
            .where(Assignment.round_id == round_id, Assignment.state.in_(SEATED), queries.is_anybodys())
            .order_by(Assignment.entry_id, Assignment.id)
        )
        .all()
    )
    entry_of = _by_id(Entry, {seat.entry_id for seat in found}, films_)
    person_of = _by_id(Person, {seat.juror_id for seat in found}, jurors)
    for seat in found:
        set_committed_value(seat, "entry", entry_of[seat.entry_id])
        set_committed_value(seat, "juror", person_of[seat.juror_id])
    return found


def _by_id(kind: type[Kind], ids: Set[int], known: Iterable[Kind]) -> dict[int, Kind]:
    """The rows with these ids, of which the known ones are not read again."""
    rows = {row.id: row for row in known}
    missing = ids - rows.keys()
    read = db.session().scalars(select(kind).where(kind.id.in_(missing))) if missing else ()
    return rows | {row.id: row for row in read}


def planned(round_id: int) -> Sequence[Assignment]:
    """The seats that only the organizers know of, locked."""
    return (
        db.session()
        .scalars(
            select(Assignment)
            .where(Assignment.round_id == round_id, Assignment.state == AssignmentState.PLANNED)
            .order_by(Assignment.id)
            .with_for_update(of=Assignment)
        )
        .all()
    )


def seat_by_id(round_id: int, assignment_id: int) -> Assignment | None:
    """One seat of this very round, locked."""
    return db.session().scalar(
        select(Assignment)
        .where(Assignment.id == assignment_id, Assignment.round_id == round_id, Assignment.state.in_(SEATED))
        .with_for_update(of=Assignment)
    )


def state_of_seat(round_id: int, entry_id: int, juror_id: int) -> AssignmentState | None:
    """Where the seat of a juror for a film is, the removed one too; None where there never was one."""
    return db.session().scalar(
        select(Assignment.state).where(
            Assignment.round_id == round_id,
            Assignment.entry_id == entry_id,
            Assignment.juror_id == juror_id,
        )
    )


def every_seat(round_id: int) -> dict[plans.EntryPair, Assignment]:
    """Every row of a round by film and juror, the removed ones too."""
    rows = db.session().scalars(select(Assignment).where(Assignment.round_id == round_id))
    return {(row.entry_id, row.juror_id): row for row in rows}


def taken_by_hand(round_id: int) -> frozenset[plans.EntryPair]:
    """The films of a round that an organizer took from a juror: (entry, juror)."""
    rows = db.session().execute(
        select(Assignment.entry_id, Assignment.juror_id).where(
            Assignment.round_id == round_id,
            Assignment.state == AssignmentState.REMOVED,
            Assignment.is_by_hand,
        )
    )
    return frozenset(rows.all())


def standing(round_id: int) -> dict[tuple[int, str], Assignment]:
    """Every seat of a round by film and its juror's address; also of films and jurors that left."""
    rows = db.session().execute(
        select(Assignment, Person.email_key)
        .join(Assignment.juror)
        .where(Assignment.round_id == round_id, Assignment.state.in_(SEATED))
    )
    return {(seat.entry_id, address): seat for seat, address in rows}


def last_positions(juror_ids: Collection[int], round_id: int) -> dict[int, int]:
    """The last place in each juror's pile of this round."""
    rows = db.session().execute(
        select(Assignment.juror_id, func.max(Assignment.position))
        .where(Assignment.round_id == round_id, Assignment.juror_id.in_(juror_ids))
        .group_by(Assignment.juror_id)
    )
    return dict(rows.all())


def conflicts(edition_id: int) -> frozenset[plans.EntryPair]:
    """Who is kept away from which film of an edition: (entry, juror)."""
    rows = db.session().execute(
        select(Conflict.entry_id, Conflict.juror_id)
        .join(Conflict.entry)
        .where(Entry.edition_id == edition_id, Conflict.withdrawn_at.is_(None))
    )
    return frozenset(rows.all())


def _round(round_id: int) -> Select[Round]:
    return (
        select(Round)
        .where(Round.id == round_id)
        .options(joinedload(Round.panel).joinedload(Panel.edition), selectinload(Round.categories))
    )


def _competes_in(round_: Round) -> tuple[ColumnElement[bool], ...]:
    return (
        Entry.edition_id == round_.panel.edition_id,
        Entry.category_id.in_([category.id for category in round_.categories]),
        Entry.state == EntryState.ELIGIBLE,
    )
