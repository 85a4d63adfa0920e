"""Which names in films are known to be somebody else's than a juror's."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from festival import db
from festival.entries import queries as entries
from festival.entries.models import Entry
from festival.jury.conflicts.models import Namesake
from festival.jury.conflicts.name_matching import ToldApart
from festival.jury.models import Conflict


def told_apart(edition_id: int) -> ToldApart:
    """The names of an edition's films that were told apart from a juror, by film and juror."""
    rows = db.session().execute(
        select(Namesake.entry_id, Namesake.juror_id, Namesake.key)
        .join(Namesake.entry)
        .where(Entry.edition_id == edition_id, Namesake.withdrawn_at.is_(None))
    )
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for entry_id, juror_id, key in rows:
        found[entry_id, juror_id].add(key)
    return dict(found)


def of_pair(entry_id: int, juror_id: int) -> frozenset[str]:
    """The same of one film and one juror."""
    return frozenset(
        db.session().scalars(
            select(Namesake.key).where(
                Namesake.entry_id == entry_id,
                Namesake.juror_id == juror_id,
                Namesake.withdrawn_at.is_(None),
            )
        )
    )


def listed(edition_id: int) -> Sequence[Namesake]:
    """Everything that was said of names in an edition's films, newest first; what was withdrawn, too."""
    return (
        db.session()
        .scalars(
            select(Namesake)
            .join(Namesake.entry)
            .where(Entry.edition_id == edition_id)
            .options(
                contains_eager(Namesake.entry).options(*entries.WITHOUT_TEXTS),
                joinedload(Namesake.juror),
                joinedload(Namesake.said_by),
                joinedload(Namesake.withdrawn_by),
            )
            .order_by(Namesake.id.desc())
        )
        .all()
    )


def namesake(edition_id: int, namesake_id: int) -> Namesake | None:
    """One of them, locked."""
    return db.session().scalar(
        select(Namesake)
        .join(Namesake.entry)
        .where(Namesake.id == namesake_id, Entry.edition_id == edition_id)
        .with_for_update(of=Namesake)
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
