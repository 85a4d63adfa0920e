"""The jury: who sits on it, its rounds and what they ask, who watches which film, and what came of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from festival import db
from festival.accounts.models import Person
from festival.editions.models import Category, Edition
from festival.entries.models import Entry
from festival.jury.states import AssignmentState, OthersScores, RoundState
from festival.kernel.windows import Window
from festival.scoring.values import ViewingKind, Why

round_categories = Table(
    "round_categories",
    db.Base.metadata,
    Column("round_id", ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True),
    Column("category_id", ForeignKey("categories.id", ondelete="CASCADE"), primary_key=True),
)


class Panel(db.Base):
    """Jurors who judge together."""

    __tablename__ = "panels"
    __table_args__ = (UniqueConstraint("edition_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id", ondelete="CASCADE"))
    name: Mapped[str]

    edition: Mapped[Edition] = relationship()
    members: Mapped[list["PanelMember"]] = relationship(
        back_populates="panel", order_by="PanelMember.id", cascade="all, delete-orphan"
    )
    rounds: Mapped[list["Round"]] = relationship(back_populates="panel", order_by="Round.opens_at")


class PanelMember(db.Base):
    """A juror on a panel, and what the assignment of films must know.

    BCP 47 languages, minutes, what to avoid.

    `minutes` is what the juror can give in all; None is an equal share. `affiliations` are companies and
    schools by name: films that name one go to somebody else.
    """

    __tablename__ = "panel_members"
    __table_args__ = (
        UniqueConstraint("panel_id", "person_id"),
        CheckConstraint("minutes IS NULL OR minutes >= 0", name="minutes_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey("panels.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    minutes: Mapped[int | None]
    avoids: Mapped[list[str]] = mapped_column(JSON, default=list)
    genres: Mapped[list[str]] = mapped_column(JSON, default=list)
    affiliations: Mapped[list[str]] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column(default=1)

    panel: Mapped[Panel] = relationship(back_populates="members")
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Round(db.Base):
    """A time in which a panel watches and scores films of some categories; what it shows is data."""

    __tablename__ = "rounds"
    __table_args__ = (
        UniqueConstraint("panel_id", "name"),
        CheckConstraint("closes_at > opens_at", name="closes_after_opening"),
        CheckConstraint("views_wanted >= 1", name="wants_a_view"),
        CheckConstraint("reminder_days >= 0", name="reminder_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey("panels.id"))
    name: Mapped[str]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    reviews_per_film: Mapped[int] = mapped_column("views_wanted", default=3)
    is_blind: Mapped[bool] = mapped_column(default=False)
    others_scores: Mapped[OthersScores] = mapped_column(db.words(OthersScores), default=OthersScores.NEVER)
    reminder_days: Mapped[int] = mapped_column(default=5)
    state: Mapped[RoundState] = mapped_column(db.words(RoundState), default=RoundState.DRAFT)
    version: Mapped[int] = mapped_column(default=1)

    panel: Mapped[Panel] = relationship(back_populates="rounds", lazy="joined", innerjoin=True)
    categories: Mapped[list[Category]] = relationship(secondary=round_categories, order_by=Category.position)
    criteria: Mapped[list["Criterion"]] = relationship(
        back_populates="round",
        order_by="Criterion.position",
        cascade="all, delete-orphan",
        lazy="selectin",
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def window(self) -> Window:
        """When jurors may watch and score, once the round is open."""
        return Window(self.opens_at, self.closes_at)


class Criterion(db.Base):
    """One question of a rubric. Its steps are numbered from 1; `meanings` says what each one means."""

    __tablename__ = "criteria"
    __table_args__ = (
        UniqueConstraint("round_id", "position"),
        CheckConstraint("weight > 0", name="weighs_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[str]
    question: Mapped[str] = mapped_column(Text, default="")
    weight: Mapped[int] = mapped_column(default=1)
    meanings: Mapped[list[str]] = mapped_column(JSON)

    round: Mapped[Round] = relationship(back_populates="criteria")

    @property
    def steps(self) -> int:
        """How many steps the scale has."""
        return len(self.meanings)


class Assignment(db.Base):
    """One film for one juror in one round. `position` is the film's place in that juror's queue.

    `others_read_at` is when the juror first read what the others gave the film after scoring it. `why` is
    what a review asked for late is for, None in the first assigning; it is never shown to jurors.
    """

    __tablename__ = "assignments"
    __table_args__ = (
        UniqueConstraint("round_id", "entry_id", "juror_id"),
        Index("ix_assignments_juror_state", "juror_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
    juror_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    position: Mapped[int] = mapped_column(default=0)
    state: Mapped[AssignmentState] = mapped_column(
        db.words(AssignmentState), default=AssignmentState.PLANNED, index=True
    )
    reason: Mapped[str] = mapped_column(Text, default="")
    assigned_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    others_read_at: Mapped[datetime | None]
    why: Mapped[Why | None] = mapped_column(db.words(Why))
    is_manual: Mapped[bool] = mapped_column("is_by_hand", default=False)

    round: Mapped[Round] = relationship()
    entry: Mapped[Entry] = relationship()
    juror: Mapped[Person] = relationship()
    review: Mapped["Review | None"] = relationship(back_populates="assignment", uselist=False)
    watching: Mapped["Watching | None"] = relationship(uselist=False)
    viewing: Mapped["DeclaredViewing | None"] = relationship(uselist=False)
    notes: Mapped[list["Note"]] = relationship(
        back_populates="assignment", order_by="Note.at_second, Note.id"
    )


class Review(db.Base):
    """What a juror thinks of a film: a draft that is kept for ever, or a score once submitted.

    `scores` holds the chosen step by the criterion's id (a text, as JSON has it). `film_sha256` is the
    fingerprint of the file that the score was given for, as in `jury.film_versions`.
    """

    __tablename__ = "reviews"
    __table_args__ = (CheckConstraint("is_final = (submitted_at IS NOT NULL)", name="final_when_submitted"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id", ondelete="CASCADE"), unique=True)
    scores: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    comment_for_jury: Mapped[str] = mapped_column(Text, default="")
    comment_for_filmmaker: Mapped[str] = mapped_column(Text, default="")
    is_final: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    film_sha256: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    assignment: Mapped[Assignment] = relationship(back_populates="review")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Note(db.Base):
    """A juror's own remark at a second of the film."""

    __tablename__ = "notes"
    __table_args__ = (CheckConstraint("at_second >= 0", name="second_not_negative"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id", ondelete="CASCADE"), index=True)
    at_second: Mapped[int]
    text: Mapped[str] = mapped_column(Text)

    assignment: Mapped[Assignment] = relationship(back_populates="notes")


class Watching(db.Base):
    """Which seconds of a film were really played to a juror, as merged [start, end) pairs.

    `paid_until` is an instant of the machine's clock: nobody can see more than that clock has time for, and
    up to there its time is used up. The seconds are of the file whose fingerprint is `film_sha256`; those of
    files before it are kept in `earlier`, as `film_versions.begin_present` writes them.
    """

    __tablename__ = "watchings"
    __table_args__ = (CheckConstraint("seconds_seen >= 0", name="seen_not_negative"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id", ondelete="CASCADE"), unique=True)
    intervals: Mapped[list[list[int]]] = mapped_column(JSON, default=list)
    seconds_seen: Mapped[int] = mapped_column(default=0)
    paid_until: Mapped[datetime]
    film_sha256: Mapped[str | None]
    earlier: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)


class DeclaredViewing(db.Base):
    """A juror's word that a film was watched away from the player."""

    __tablename__ = "declared_viewings"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id", ondelete="CASCADE"), unique=True)
    kind: Mapped[ViewingKind] = mapped_column(db.words(ViewingKind))
    declared_at: Mapped[datetime]
    film_sha256: Mapped[str | None]


class Conflict(db.Base):
    """A reason why a juror does not judge a film. It is never deleted; a mistake is withdrawn."""

    __tablename__ = "conflicts"
    __table_args__ = (
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)", name="withdrawn_by_somebody"),
        Index(
            "uq_conflicts_standing",
            "juror_id",
            "entry_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    juror_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    declared_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    declared_at: Mapped[datetime]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")

    juror: Mapped[Person] = relationship(foreign_keys=[juror_id])
    declared_by: Mapped[Person] = relationship(foreign_keys=[declared_by_id])
    withdrawn_by: Mapped[Person | None] = relationship(foreign_keys=[withdrawn_by_id])
    entry: Mapped[Entry] = relationship()
