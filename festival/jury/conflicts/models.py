"""Names in films' data that were taken for a juror's and are somebody else's."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from festival import db
from festival.accounts.models import Person
from festival.entries.models import Entry


class NotSamePerson(db.Base):
    """An organizer's word that a name in a film is not this juror. Never deleted; a mistake is withdrawn.

    `name` is as the film has it, `key` as names are compared: another name in the same film still counts.
    """

    __tablename__ = "namesakes"
    __table_args__ = (
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)", name="withdrawn_by_somebody"),
        Index(
            "uq_namesakes_standing",
            "juror_id",
            "entry_id",
            "key",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    juror_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
    name: Mapped[str]
    key: Mapped[str]
    reason: Mapped[str] = mapped_column(Text)
    said_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    said_at: Mapped[datetime]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")

    juror: Mapped[Person] = relationship(foreign_keys=[juror_id])
    said_by: Mapped[Person] = relationship(foreign_keys=[said_by_id])
    withdrawn_by: Mapped[Person | None] = relationship(foreign_keys=[withdrawn_by_id])
    entry: Mapped[Entry] = relationship()
