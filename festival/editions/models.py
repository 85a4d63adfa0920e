"""A year of the festival: its call, its categories, its rules as data."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from festival import db
from festival.accounts.models import Person
from festival.kernel.windows import Window, last_day

YEAR = re.compile("[12][0-9]{3}")


class Edition(db.Base):
    """One year. Instants are UTC; `time_zone` (IANA) and `place` say how its people name them."""

    __tablename__ = "editions"
    __table_args__ = (
        CheckConstraint("closes_at > opens_at", name="closes_after_opening"),
        CheckConstraint("upload_grace_hours >= 0", name="grace_not_negative"),
        Index(
            "uq_editions_current",
            "is_current",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    festival_name: Mapped[str]
    receipt_prefix: Mapped[str]
    theme: Mapped[str] = mapped_column(default="")
    theme_statement: Mapped[str] = mapped_column(Text, default="")
    time_zone: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    upload_grace_hours: Mapped[int] = mapped_column(default=48)
    completed_from: Mapped[date]
    required_language: Mapped[str | None]
    notified_by: Mapped[date | None]
    countries_notified_by: Mapped[date | None]
    contact: Mapped[str] = mapped_column(default="")
    accent: Mapped[str] = mapped_column(default="#0b5cad")
    is_current: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    categories: Mapped[list["Category"]] = relationship(
        back_populates="edition", order_by="Category.position", lazy="selectin", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def window(self) -> Window:
        """When the call is open, for categories without a window of their own."""
        return Window(self.opens_at, self.closes_at)

    @property
    def year(self) -> int:
        """The year that names it, else that of its last day: a call may open in the year before."""
        return int(self.slug) if YEAR.fullmatch(self.slug) else last_day(self.closes_at, self.time_zone).year

    @property
    def upload_grace(self) -> timedelta:
        """How long after the deadline the bytes of a submitted film may still arrive."""
        return timedelta(hours=self.upload_grace_hours)


class Category(db.Base):
    """A kind of film that competes together. Lengths are whole seconds, ends included; None is no limit."""

    __tablename__ = "categories"
    __table_args__ = (
        UniqueConstraint("edition_id", "slug"),
        CheckConstraint(
            "max_seconds IS NULL OR min_seconds IS NULL OR max_seconds >= min_seconds",
            name="lengths_in_order",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id", ondelete="CASCADE"), index=True)
    slug: Mapped[str]
    name: Mapped[str]
    summary: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int]
    min_seconds: Mapped[int | None]
    max_seconds: Mapped[int | None]
    takes_links: Mapped[bool] = mapped_column(default=False)
    takes_online_releases: Mapped[bool] = mapped_column(default=False)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]

    edition: Mapped[Edition] = relationship(back_populates="categories", lazy="joined")

    @property
    def window(self) -> Window:
        """When this category takes films: its own bounds where it has them, else the edition's."""
        return Window(self.opens_at or self.edition.opens_at, self.closes_at or self.edition.closes_at)

    def holds(self, seconds: int) -> bool:
        """Whether a film of this length belongs here."""
        return (self.min_seconds is None or seconds >= self.min_seconds) and (
            self.max_seconds is None or seconds <= self.max_seconds
        )


class RulesVersion(db.Base):
    """The rules as they stood from an instant on; an entry is judged by those it was entered under."""

    __tablename__ = "rules_versions"
    __table_args__ = (UniqueConstraint("edition_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id", ondelete="CASCADE"))
    number: Mapped[int]
    rules: Mapped[dict[str, Any]] = mapped_column(JSON)
    published_at: Mapped[datetime]


class Extension(db.Base):
    """More time for one entrant: why, until when, and who gave it.

    `creation_key` is the form's: sent twice, it gives the time once.
    """

    __tablename__ = "extensions"
    __table_args__ = (
        Index("uq_extensions_creation_key", "edition_id", "person_id", "creation_key", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    until: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)
    granted_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    granted_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    creation_key: Mapped[str | None]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
