"""From scores to a decision: the board of a category, what organizers did to it, and its frozen versions."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from festival import db
from festival.accounts.models import Person
from festival.editions.models import Category
from festival.jury.models import Round
from festival.scoring.values import MarkKind


class Shortlist(db.Base):
    """The board of one category in one round: its places, and what people did to the scores' order."""

    __tablename__ = "shortlists"
    __table_args__ = (
        UniqueConstraint("round_id", "category_id"),
        CheckConstraint("places >= 0", name="places_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), index=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("categories.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    places: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)

    category: Mapped[Category] = relationship(lazy="joined", innerjoin=True)
    round: Mapped[Round] = relationship(lazy="joined", innerjoin=True)
    marks: Mapped[list["Mark"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="Mark.id", back_populates="shortlist"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Mark(db.Base):
    """A film pinned or dropped manually, with the reason and the organizer who did it."""

    __tablename__ = "shortlist_marks"
    __table_args__ = (
        UniqueConstraint("shortlist_id", "entry_id"),
        CheckConstraint("length(reason) > 0", name="reason_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    shortlist_id: Mapped[int] = mapped_column(ForeignKey("shortlists.id", ondelete="CASCADE"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"))
    kind: Mapped[MarkKind] = mapped_column(db.words(MarkKind))
    reason: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]

    shortlist: Mapped[Shortlist] = relationship(back_populates="marks")
    actor: Mapped[Person] = relationship(lazy="joined")


class Remark(db.Base):
    """What organizers say to one another about a film on the board."""

    __tablename__ = "shortlist_remarks"

    id: Mapped[int] = mapped_column(primary_key=True)
    shortlist_id: Mapped[int] = mapped_column(ForeignKey("shortlists.id", ondelete="CASCADE"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]

    author: Mapped[Person] = relationship(lazy="joined")


class Freeze(db.Base):
    """A shortlist as it was decided: its whole content as canonical JSON, and the hash of those bytes.

    `reason` says why it was frozen although films lacked reviews, `taken_over_at` when decisions were last
    prepared from it.
    """

    __tablename__ = "shortlist_freezes"
    __table_args__ = (UniqueConstraint("shortlist_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    shortlist_id: Mapped[int] = mapped_column(ForeignKey("shortlists.id"))
    number: Mapped[int]
    document: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str]
    frozen_at: Mapped[datetime]
    frozen_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    taken_over_at: Mapped[datetime | None]

    shortlist: Mapped[Shortlist] = relationship(lazy="joined")
    frozen_by: Mapped[Person] = relationship(lazy="joined")


class AskedHours(db.Base):
    """The jury's time from which extra reviews of a round were planned.

    `seconds` in all, for so many batches.
    """

    __tablename__ = "asked_hours"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), index=True)
    seconds: Mapped[int]
    batches: Mapped[int] = mapped_column("waves")
    asked_at: Mapped[datetime]


class Release(db.Base):
    """A day on which decisions leave the application: letters first, the public list when it is published.

    An edition may have several: a film in reserve that is selected later leaves with the next one.
    """

    __tablename__ = "releases"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), index=True)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    released_at: Mapped[datetime | None]
    entries: Mapped[int] = mapped_column(default=0)
    published_at: Mapped[datetime | None]

    asked_by: Mapped[Person] = relationship(lazy="joined")
