"""What organizers see of the jury: panels, rounds and how far they are, conflicts, letters to jurors."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from festival import db
from festival.accounts.models import Person, RoleGrant
from festival.entries import queries as entries
from festival.entries.models import Entry
from festival.jury import queries
from festival.jury.models import Assignment, Conflict, Panel, PanelMember, Round
from festival.jury.states import IN_PILE, OUTSTANDING, AssignmentState
from festival.kernel.roles import Role
from festival.messages.models import Letter


def panels(edition_id: int) -> Sequence[Panel]:
    """The edition's panels with their jurors."""
    return (
        db.session()
        .scalars(
            select(Panel)
            .where(Panel.edition_id == edition_id)
            .options(selectinload(Panel.members), joinedload(Panel.edition))
            .order_by(Panel.name)
        )
        .all()
    )


def panel(panel_id: int) -> Panel | None:
    """One panel with its jurors."""
    return db.session().scalar(_panel(panel_id))


def held_panel(panel_id: int) -> Panel | None:
    """The same, with its row held until the transaction ends."""
    return db.session().scalar(_panel(panel_id).with_for_update(of=Panel))


def held_member(panel_id: int, member_id: int) -> PanelMember | None:
    """One juror of this very panel, with the row held until the transaction ends."""
    return db.session().scalar(
        select(PanelMember)
        .where(PanelMember.id == member_id, PanelMember.panel_id == panel_id)
        .with_for_update(of=PanelMember)
        .execution_options(populate_existing=True)
    )


def could_join(panel: Panel) -> Sequence[Person]:
    """Jurors who do not sit on the panel yet, by name."""
    members = [member.person_id for member in panel.members]
    return (
        db.session()
        .scalars(
            select(Person)
            .where(
                Person.active,
                Person.grants.any(RoleGrant.role == Role.JUROR),
                Person.id.not_in(members),
            )
            .order_by(Person.name, Person.id)
        )
        .all()
    )


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


def done_and_dealt(round_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """For each round how many seats are done, and how many were dealt; conflicts are neither."""
    rows = db.session().execute(
        select(Assignment.round_id, Assignment.state, func.count())
        .join(Assignment.entry)
        .where(
            Assignment.round_id.in_(round_ids),
            Assignment.state.in_(IN_PILE - {AssignmentState.RECUSED}),
            queries.is_anybodys(),
        )
        .group_by(Assignment.round_id, Assignment.state)
    )
    found = dict.fromkeys(round_ids, (0, 0))
    for round_id, state, count in rows:
        done, dealt = found[round_id]
        found[round_id] = (done + (0 if state in OUTSTANDING else count), dealt + count)
    return found


def conflicts(edition_id: int, *, before: int | None, limit: int) -> Sequence[Conflict]:
    """Conflicts declared in an edition, older than the one `before`, newest first; withdrawn ones too."""
    statement = (
        select(Conflict)
        .join(Conflict.entry)
        .where(Entry.edition_id == edition_id)
        .options(
            joinedload(Conflict.juror),
            contains_eager(Conflict.entry).options(*entries.WITHOUT_TEXTS),
            joinedload(Conflict.declared_by),
            joinedload(Conflict.withdrawn_by),
        )
        .order_by(Conflict.id.desc())
        .limit(limit)
    )
    return db.session().scalars(statement.where(Conflict.id < before) if before else statement).all()


def conflict(edition_id: int, conflict_id: int) -> Conflict | None:
    """One conflict declared in an edition, locked."""
    return db.session().scalar(
        select(Conflict)
        .join(Conflict.entry)
        .where(Conflict.id == conflict_id, Entry.edition_id == edition_id)
        .with_for_update(of=Conflict)
        .execution_options(populate_existing=True)
    )


ABOUT_FILMS = ("jury/films_waiting", "jury/reminder", "jury/reopened", "jury/left")


def last_letters(person_ids: Collection[int]) -> dict[int, Letter]:
    """The last letter about films that each juror got: waiting, a reminder, opened again, or taken away."""
    latest = (
        select(func.max(Letter.id))
        .where(Letter.person_id.in_(person_ids), Letter.event.in_(ABOUT_FILMS))
        .group_by(Letter.person_id)
    )
    letters = db.session().scalars(select(Letter).where(Letter.id.in_(latest)))
    return {letter.person_id: letter for letter in letters if letter.person_id is not None}


def _panel(panel_id: int) -> Select[Panel]:
    return (
        select(Panel)
        .where(Panel.id == panel_id)
        .options(selectinload(Panel.members), joinedload(Panel.edition, innerjoin=True))
    )
