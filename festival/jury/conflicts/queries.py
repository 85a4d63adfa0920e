"""Which names in films are known to be somebody else's than a juror's."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from festival import db
from festival.entries import queries as entries
from festival.entries.models import Entry
from festival.jury.conflicts.models import NotSamePerson
from festival.jury.conflicts.name_matching import OthersNames
from festival.jury.models import Conflict


def others_names(edition_id: int) -> OthersNames:
    """The names in an edition's films known to be somebody else's than a juror's, by film and juror."""
    rows = db.session().execute(
        select(NotSamePerson.entry_id, NotSamePerson.juror_id, NotSamePerson.key)
        .join(NotSamePerson.entry)
        .where(Entry.edition_id == edition_id, NotSamePerson.withdrawn_at.is_(None))
    )
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for entry_id, juror_id, key in rows:
        found[entry_id, juror_id].add(key)
    return dict(found)


def of_pair(entry_id: int, juror_id: int) -> frozenset[str]:
    """The same of one film and one juror."""
    return frozenset(
        db.session().scalars(
            select(NotSamePerson.key).where(
                NotSamePerson.entry_id == entry_id,
                NotSamePerson.juror_id == juror_id,
                NotSamePerson.withdrawn_at.is_(None),
            )
        )
    )


def listed(edition_id: int) -> Sequence[NotSamePerson]:
    """Everything that was said of names in an edition's films, newest first; what was withdrawn, too."""
    return (
        db.session()
        .scalars(
            select(NotSamePerson)
            .join(NotSamePerson.entry)
            .where(Entry.edition_id == edition_id)
            .options(
                contains_eager(NotSamePerson.entry).options(*entries.WITHOUT_TEXTS),
                joinedload(NotSamePerson.juror),
                joinedload(NotSamePerson.said_by),
                joinedload(NotSamePerson.withdrawn_by),
            )
            .order_by(NotSamePerson.id.desc())
        )
        .all()
    )


def not_same(edition_id: int, not_same_id: int) -> NotSamePerson | None:
    """One of them, locked."""
    return db.session().scalar(
        select(NotSamePerson)
        .join(NotSamePerson.entry)
        .where(NotSamePerson.id == not_same_id, Entry.edition_id == edition_id)
        .with_for_update(of=NotSamePerson)
        .execution_options(populate_existing=True)
    )


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
