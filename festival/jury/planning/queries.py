"""What a plan is made from: a round's films, its jurors, the assignments that are taken, the conflicts."""

from collections.abc import Collection, Iterable, Sequence, Set
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import set_committed_value

from festival import db
from festival.accounts.models import Person
from festival.entries.models import Entry
from festival.jury.conflicts import affiliations, name_matching
from festival.jury.conflicts import queries as conflict_queries
from festival.jury.models import Assignment, Conflict, Round
from festival.jury.panels import queries as panel_queries
from festival.jury.planning import facts as plan_facts
from festival.jury.rounds import queries as round_queries
from festival.jury.screening import film_queries
from festival.jury.screening import queries as screening_queries
from festival.jury.states import PLANNED_OR_ASSIGNED, AssignmentState

Kind = TypeVar("Kind", Entry, Person)


def facts(round_: Round) -> plan_facts.Facts:
    """Everything a plan of this round is judged by."""
    eligible, members_ = round_queries.films_of(round_), panel_queries.members(round_.panel_id)
    playable = film_queries.playable(eligible)
    films_ = [entry for entry in eligible if entry.id in playable]
    usual = round_.panel.edition.required_language
    others_names = conflict_queries.others_names(round_.panel.edition_id)
    return plan_facts.Facts(
        reviews_per_film=round_.reviews_per_film,
        usual_languages=[usual] if usual else [],
        films=films_,
        waiting=[entry for entry in eligible if entry.id not in playable],
        members=members_,
        assignments=assignments(round_.id, eligible, [member.person for member in members_]),
        conflicts=conflicts(round_.panel.edition_id)
        | name_matching.involved(films_, [member.person for member in members_], others_names)
        | affiliations.named(films_, members_).keys(),
        seconds=film_queries.lengths(films_),
        others_names=others_names,
        taken_manually=taken_manually(round_.id),
    )


def assignments(
    round_id: int, films_: Iterable[Entry] = (), jurors: Iterable[Person] = ()
) -> Sequence[Assignment]:
    """Every assignment of a round, planned or real, with film and juror; those given are not read again.

    What is unfinished of a film that does not compete any more is left out.
    """
    found = (
        db.session()
        .scalars(
            select(Assignment)
            .join(Assignment.entry)
            .where(
                Assignment.round_id == round_id,
                Assignment.state.in_(PLANNED_OR_ASSIGNED),
                screening_queries.of_anyone(),
            )
            .order_by(Assignment.entry_id, Assignment.id)
        )
        .all()
    )
    entry_of = _by_id(Entry, {assignment.entry_id for assignment in found}, films_)
    person_of = _by_id(Person, {assignment.juror_id for assignment in found}, jurors)
    for assignment in found:
        set_committed_value(assignment, "entry", entry_of[assignment.entry_id])
        set_committed_value(assignment, "juror", person_of[assignment.juror_id])
    return found


def _by_id(kind: type[Kind], ids: Set[int], known: Iterable[Kind]) -> dict[int, Kind]:
    """The rows with these ids, of which the known ones are not read again."""
    rows = {row.id: row for row in known}
    missing = ids - rows.keys()
    read = db.session().scalars(select(kind).where(kind.id.in_(missing))) if missing else ()
    return rows | {row.id: row for row in read}


def planned(round_id: int) -> Sequence[Assignment]:
    """The assignments that only the organizers know of, locked."""
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


def assignment_by_id(round_id: int, assignment_id: int) -> Assignment | None:
    """One assignment of this very round, locked."""
    return db.session().scalar(
        select(Assignment)
        .where(
            Assignment.id == assignment_id,
            Assignment.round_id == round_id,
            Assignment.state.in_(PLANNED_OR_ASSIGNED),
        )
        .with_for_update(of=Assignment)
    )


def state_of_assignment(round_id: int, entry_id: int, juror_id: int) -> AssignmentState | None:
    """Where the assignment of a juror for a film is, the removed one too; None where there never was one."""
    return db.session().scalar(
        select(Assignment.state).where(
            Assignment.round_id == round_id,
            Assignment.entry_id == entry_id,
            Assignment.juror_id == juror_id,
        )
    )


def every_assignment(round_id: int) -> dict[plan_facts.EntryPair, Assignment]:
    """Every row of a round by film and juror, the removed ones too."""
    rows = db.session().scalars(select(Assignment).where(Assignment.round_id == round_id))
    return {(row.entry_id, row.juror_id): row for row in rows}


def taken_manually(round_id: int) -> frozenset[plan_facts.EntryPair]:
    """The films of a round that an organizer took from a juror: (entry, juror)."""
    rows = db.session().execute(
        select(Assignment.entry_id, Assignment.juror_id).where(
            Assignment.round_id == round_id,
            Assignment.state == AssignmentState.REMOVED,
            Assignment.is_manual,
        )
    )
    return frozenset(rows.all())


def standing(round_id: int) -> dict[tuple[int, str], Assignment]:
    """Every assignment of a round by film and its juror's address; also of films and jurors that left."""
    rows = db.session().execute(
        select(Assignment, Person.email_key)
        .join(Assignment.juror)
        .where(Assignment.round_id == round_id, Assignment.state.in_(PLANNED_OR_ASSIGNED))
    )
    return {(assignment.entry_id, address): assignment for assignment, address in rows}


def last_positions(juror_ids: Collection[int], round_id: int) -> dict[int, int]:
    """The last place in each juror's queue of this round."""
    rows = db.session().execute(
        select(Assignment.juror_id, func.max(Assignment.position))
        .where(Assignment.round_id == round_id, Assignment.juror_id.in_(juror_ids))
        .group_by(Assignment.juror_id)
    )
    return dict(rows.all())


def conflicts(edition_id: int) -> frozenset[plan_facts.EntryPair]:
    """Who is kept away from which film of an edition: (entry, juror)."""
    rows = db.session().execute(
        select(Conflict.entry_id, Conflict.juror_id)
        .join(Conflict.entry)
        .where(Entry.edition_id == edition_id, Conflict.withdrawn_at.is_(None))
    )
    return frozenset(rows.all())
