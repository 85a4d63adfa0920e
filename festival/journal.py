"""The journal: who did what to which thing, written once and never changed."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import JSON, Connection, ForeignKey, Index, event, select
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from festival import db
from festival.kernel.roles import Actor


class JournalLine(db.Base):
    """One act. `subject_kind` is a table's name; a line without an actor was the machine's doing."""

    __tablename__ = "journal_lines"
    __table_args__ = (Index("ix_journal_lines_subject", "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    verb: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class Subject(Protocol):
    """Anything with a table and a key."""

    __tablename__: str

    @property
    def id(self) -> Any: ...


def record(verb: str, subject: Subject, *, actor: Actor | None, now: datetime, **details: Any) -> None:
    """Write a line: `verb` is the operation's dotted name, e.g. "entries.submit"; details are JSON."""
    here = db.session()
    here.flush()
    here.add(
        JournalLine(
            at=now,
            actor_id=actor.id if actor else None,
            verb=verb,
            subject_kind=subject.__tablename__,
            subject_id=str(subject.id),
            details=details,
        )
    )


@event.listens_for(JournalLine, "before_update")
@event.listens_for(JournalLine, "before_delete")
def _refuse_rewriting(_mapper: Mapper[JournalLine], _connection: Connection, line: JournalLine) -> None:
    raise RuntimeError(f"the journal is append-only: line {line.id}")


def lines(
    *,
    before: int | None = None,
    subject_kind: str = "",
    subject_id: str = "",
    actor_ids: Collection[int] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 50,
) -> Sequence[JournalLine]:
    """Lines of the journal, newest first, older than the line `before`; empty filters choose all.

    `since` is the first instant that is meant, `until` the first that is not.
    """
    statement = select(JournalLine).order_by(JournalLine.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(JournalLine.id < before)
    if subject_kind:
        statement = statement.where(JournalLine.subject_kind == subject_kind)
    if subject_id:
        statement = statement.where(JournalLine.subject_id == subject_id)
    if actor_ids is not None:
        statement = statement.where(JournalLine.actor_id.in_(actor_ids))
    if since is not None:
        statement = statement.where(JournalLine.at >= since)
    if until is not None:
        statement = statement.where(JournalLine.at < until)
    return db.session().scalars(statement).all()
