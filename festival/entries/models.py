"""A film entered for an edition: what its filmmakers say of it, where it stands, what became of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Connection,
    ForeignKey,
    Index,
    Text,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from festival import db
from festival.accounts.models import Person
from festival.editions.models import Category, Edition, RulesVersion
from festival.entries.kinds import FilmKind, Premiere
from festival.entries.states import Decision, EntryState, ProposalState
from festival.kernel.folding import fold


class Entry(db.Base):
    """One film in one category of one edition.

    What is asked stands in `drafts.fields`, by the same names.


    Lists hold codes or names as strings; `completed` is a PartialDate as text; `runtime` whole seconds.
    `film_awaited_until` is a grace of this entry alone: its film was refused, or an organizer awaits it.
    `refusal_grace_at` is when a refused film opened such a grace by itself: that happens once.
    `removed_at` is when its owner removed what was never submitted: nobody meets the row again.
    `unfinished` holds what was typed and could not be read yet, by field; `revision` counts the saves and
    `changed_in` says in which one a field last changed, so that a stale form is noticed. `title_key` and
    `search_words` are what people search by, folded, and kept in step by themselves.
    """

    __tablename__ = "entries"
    __table_args__ = (
        UniqueConstraint("owner_id", "creation_key"),
        CheckConstraint("runtime IS NULL OR runtime >= 0", name="runtime_not_negative"),
        CheckConstraint(
            "state NOT IN ('submitted', 'eligible', 'ineligible') OR submitted_at IS NOT NULL",
            name="submitted_at_an_instant",
        ),
        CheckConstraint(
            "(decision = 'undecided') = (decision_released_at IS NULL)", name="decided_when_released"
        ),
        Index("ix_entries_edition_id_state", "edition_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("categories.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    rules_version_id: Mapped[int | None] = mapped_column(ForeignKey("rules_versions.id"))
    creation_key: Mapped[str]
    state: Mapped[EntryState] = mapped_column(db.words(EntryState), default=EntryState.DRAFT)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0)
    changed_in: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    unfinished: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    custom_answers: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)

    title_key: Mapped[str] = mapped_column(Text, default="", index=True)
    search_words: Mapped[str] = mapped_column(Text, default="")

    title: Mapped[str] = mapped_column(Text, default="")
    original_title: Mapped[str] = mapped_column(Text, default="")
    original_language: Mapped[str | None]
    kind: Mapped[FilmKind | None] = mapped_column(db.words(FilmKind))
    genres: Mapped[str] = mapped_column(Text, default="")
    runtime: Mapped[int | None]
    completed: Mapped[str | None]
    premiere: Mapped[Premiere | None] = mapped_column(db.words(Premiere))
    countries: Mapped[list[str]] = mapped_column(JSON, default=list)
    filming_countries: Mapped[list[str]] = mapped_column(JSON, default=list)
    is_first_film: Mapped[bool] = mapped_column(default=False)
    is_student_film: Mapped[bool] = mapped_column(default=False)
    school: Mapped[str] = mapped_column(Text, default="")
    website: Mapped[str | None] = mapped_column(Text)
    eidr: Mapped[str | None] = mapped_column(index=True)
    isan: Mapped[str | None] = mapped_column(index=True)

    synopsis: Mapped[str] = mapped_column(Text, default="")
    original_synopsis: Mapped[str] = mapped_column(Text, default="")
    theme_statement: Mapped[str] = mapped_column(Text, default="")
    content_notes: Mapped[list[str]] = mapped_column(JSON, default=list)
    content_details: Mapped[str] = mapped_column(Text, default="")

    directors: Mapped[list[str]] = mapped_column(JSON, default=list)
    writers: Mapped[list[str]] = mapped_column(JSON, default=list)
    producers: Mapped[list[str]] = mapped_column(JSON, default=list)
    companies: Mapped[list[str]] = mapped_column(JSON, default=list)
    key_cast: Mapped[list[str]] = mapped_column(JSON, default=list)
    other_credits: Mapped[list[str]] = mapped_column(JSON, default=list)
    contact_phone: Mapped[str] = mapped_column(default="")

    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    subtitles: Mapped[list[str]] = mapped_column(JSON, default=list)
    subtitles_in_picture: Mapped[list[str]] = mapped_column(JSON, default=list)

    film_link: Mapped[str | None] = mapped_column(Text)
    film_upload_id: Mapped[int | None] = mapped_column(ForeignKey("uploads.id"), index=True)
    next_upload_id: Mapped[int | None] = mapped_column(ForeignKey("uploads.id"), index=True)
    film_awaited_until: Mapped[datetime | None]
    refusal_grace_at: Mapped[datetime | None]

    holds_rights: Mapped[bool] = mapped_column(default=False)
    rights_holder: Mapped[str] = mapped_column(Text, default="")
    is_funded_by_organizer: Mapped[bool | None]
    is_online_release: Mapped[bool | None]
    was_entered_before: Mapped[bool | None]

    eligibility_reason: Mapped[str] = mapped_column(Text, default="")
    eligibility_decided_at: Mapped[datetime | None]
    decision_staged: Mapped[Decision | None] = mapped_column(db.words(Decision))
    decision: Mapped[Decision] = mapped_column(db.words(Decision), default=Decision.UNDECIDED)
    decision_released_at: Mapped[datetime | None]
    decision_answered_at: Mapped[datetime | None]

    edition: Mapped[Edition] = relationship(lazy="joined", innerjoin=True)
    category: Mapped[Category] = relationship(lazy="joined", innerjoin=True)
    owner: Mapped[Person] = relationship()
    rules_version: Mapped[RulesVersion | None] = relationship()
    receipt: Mapped["Receipt | None"] = relationship(back_populates="entry")
    flags: Mapped[list["EntryFlag"]] = relationship(
        back_populates="entry", order_by="EntryFlag.id", cascade="all, delete-orphan"
    )
    tags: Mapped[list["EntryTag"]] = relationship(
        back_populates="entry", order_by="EntryTag.tag", cascade="all, delete-orphan"
    )
    subtitle_files: Mapped[list["SubtitleFile"]] = relationship(
        back_populates="entry", order_by="SubtitleFile.id", cascade="all, delete-orphan"
    )

    @property
    def is_draft(self) -> bool:
        """Whether its filmmakers still write it."""
        return self.state == EntryState.DRAFT

    def blank(self, names: Iterable[str]) -> None:
        """Forget these answers, as if nothing had been typed."""
        for name in names:
            value = getattr(Entry.__table__.columns[name].default, "arg", None)
            setattr(self, name, value(None) if callable(value) else value)
        self.unfinished, self.changed_in, self.custom_answers = {}, {}, {}

    def closing(self, extended_until: datetime | None) -> datetime:
        """When the call closes for this entry: its category, its entrant; or when it was let in late."""
        window = self.category.window
        extended = window.extended_to(extended_until)
        closes_at = extended.closes_at or self.edition.closes_at
        return max(closes_at, self.submitted_at or closes_at)

    def bytes_until(self, extended_until: datetime | None) -> datetime:
        """The last instant for the bytes of its film: the grace after that, or one of its own."""
        grace_ends = self.closing(extended_until) + self.edition.upload_grace
        return max(grace_ends, self.film_awaited_until or grace_ends)


@event.listens_for(Entry, "before_insert")
@event.listens_for(Entry, "before_update")
def _keep_search_words(_mapper: Mapper[Entry], _connection: Connection, entry: Entry) -> None:
    entry.title_key = fold(entry.title or "")
    people = (entry.directors or []) + (entry.producers or [])
    entry.search_words = fold(" ".join([entry.title or "", entry.original_title or "", *people]))


class Receipt(db.Base):
    """What the festival cannot deny: number, instant, the entry as it stood, and our signature on them."""

    __tablename__ = "receipts"
    __table_args__ = (UniqueConstraint("edition_id", "serial"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), unique=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(index=True)
    issued_at: Mapped[datetime]
    snapshot: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str]
    code: Mapped[str] = mapped_column(Text)

    entry: Mapped[Entry] = relationship(back_populates="receipt")


class ReceiptSeries(db.Base):
    """The last serial number given in an edition; anyone who takes the next one holds this row."""

    __tablename__ = "receipt_series"

    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), primary_key=True)
    last_serial: Mapped[int]


class SubtitleFile(db.Base):
    """A subtitle file that came with the film. `language` was said by its sender, or read off its text.

    As long as nobody knows, it is "und", and its sender is asked. `part` is the language that is read, as the
    file itself names it, in a file that holds several.
    """

    __tablename__ = "subtitle_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"), index=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"), unique=True)
    language: Mapped[str]
    is_language_said: Mapped[bool] = mapped_column(default=False)
    part: Mapped[str] = mapped_column(default="", server_default="")
    added_at: Mapped[datetime]

    entry: Mapped[Entry] = relationship(back_populates="subtitle_files")


class Proposal(db.Base):
    """One field of a submitted entry that its owner asks to have changed, and what became of the wish."""

    __tablename__ = "proposals"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), index=True)
    field: Mapped[str]
    before: Mapped[Any] = mapped_column(JSON)
    after: Mapped[Any] = mapped_column(JSON)
    state: Mapped[ProposalState] = mapped_column(db.words(ProposalState), default=ProposalState.OPEN)
    proposed_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answer: Mapped[str] = mapped_column(Text, default="")

    entry: Mapped[Entry] = relationship()


class EntryFlag(db.Base):
    """Something about an entry that an organizer should look at; it never turns an entry away by itself."""

    __tablename__ = "entry_flags"
    __table_args__ = (UniqueConstraint("entry_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(index=True)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    raised_at: Mapped[datetime]
    cleared_at: Mapped[datetime | None]

    entry: Mapped[Entry] = relationship(back_populates="flags")


class EntryTag(db.Base):
    """A word that organizers sort entries by."""

    __tablename__ = "entry_tags"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True)
    tag: Mapped[str] = mapped_column(primary_key=True, index=True)

    entry: Mapped[Entry] = relationship(back_populates="tags")


class EntryNote(db.Base):
    """What an organizer writes to the others about an entry; filmmakers and jurors never see it."""

    __tablename__ = "entry_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]

    author: Mapped[Person] = relationship()
