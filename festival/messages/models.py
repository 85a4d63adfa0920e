"""Letters as rows: what was written to whom, and whether it left the application."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from festival import db
from festival.kernel.moves import Moves


class LetterState(StrEnum):
    """A letter waits until the mail server took it; failed means that a person must look."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


LETTER_MOVES = Moves(
    {
        LetterState.WAITING: frozenset({LetterState.SENT, LetterState.FAILED}),
        LetterState.FAILED: frozenset({LetterState.WAITING}),
    }
)


class Letter(db.Base):
    """One letter, as it was true when posted. `event` names its templates, e.g. "entries/submitted".

    `occasion` is what it leaves for together with others, e.g. "releases/3"; empty for one by itself.
    """

    __tablename__ = "letters"

    id: Mapped[int] = mapped_column(primary_key=True)
    event: Mapped[str] = mapped_column(index=True)
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    occasion: Mapped[str] = mapped_column(default="", index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    address: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[LetterState] = mapped_column(db.words(LetterState), default=LetterState.WAITING, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(Text, default="")
    posted_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
