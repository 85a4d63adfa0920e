"""What is known of a film file, what was made of it, and the subtitles that go with it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from festival import db
from festival.kernel import message_rows
from festival.kernel.refusals import Refusal
from festival.kernel.words import Message
from festival.screeners.media.facts import Facts
from festival.screeners.media.made import Made
from festival.screeners.media.sounds import streams_of
from festival.screeners.media.subtitles.values import Options, Report, Sample, samples
from festival.screeners.states import ScreenerState, Step, TrackState


class Screener(db.Base):
    """The screener of one uploaded film. `key` names its folder and says nothing about the film.

    `percent` counts within the step that is being done. `refusal` and `notes` are sentences with their
    values, to be said in the reader's language.
    """

    __tablename__ = "screeners"
    __table_args__ = (
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent_is_one"),
        CheckConstraint("(state = 'checking') = (settled_at IS NULL)", name="settled_when_decided"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id", ondelete="CASCADE"), unique=True)
    state: Mapped[ScreenerState] = mapped_column(
        db.words(ScreenerState), default=ScreenerState.CHECKING, index=True
    )
    step: Mapped[Step] = mapped_column(db.words(Step), default=Step.RECEIVED)
    percent: Mapped[int] = mapped_column(default=0)
    facts_row: Mapped[dict[str, Any] | None] = mapped_column("facts", JSON)
    made_row: Mapped[dict[str, Any] | None] = mapped_column("made", JSON)
    refusal_row: Mapped[dict[str, Any] | None] = mapped_column("refusal", JSON)
    notes_rows: Mapped[list[dict[str, Any]]] = mapped_column("notes", JSON, default=list)
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]

    tracks: Mapped[list["SubtitleTrack"]] = relationship(
        back_populates="screener", cascade="all, delete-orphan", order_by="SubtitleTrack.id"
    )

    @property
    def facts(self) -> Facts | None:
        """What is in the file, once it was measured."""
        return Facts.from_json(self.facts_row) if self.facts_row else None

    @property
    def made(self) -> Made | None:
        """What lies in its folder, once it is ready."""
        return Made.from_json(self.made_row) if self.made_row else None

    @property
    def is_being_made_again(self) -> bool:
        """Whether it plays with another sound than the one that was chosen since."""
        facts, made = self.facts, self.made
        if facts is None or made is None or facts.sound_choice is None:
            return False
        return self.is_ready and streams_of(facts.sound) != made.sound

    @property
    def refusal(self) -> Refusal | None:
        """Why the file was refused, and what to do."""
        return Refusal(message_rows.from_json(self.refusal_row)) if self.refusal_row else None

    @property
    def notes(self) -> list[Message]:
        """What is worth knowing of a film that is ready."""
        return [message_rows.from_json(row) for row in self.notes_rows]

    @property
    def seconds(self) -> float | None:
        """Its measured length."""
        return float(self.facts_row["seconds"]) if self.facts_row else None

    @property
    def is_ready(self) -> bool:
        """Whether it can be watched."""
        return self.state is ScreenerState.READY


class SubtitleTrack(db.Base):
    """Subtitles in one language: from a file of their own (`upload_id`), or found inside a film.

    A file is read again whenever a person says how (`options`): each time is a `turn`, and what is here is
    that of `read_turn`. While it is read again, what was there stays.
    """

    __tablename__ = "subtitle_tracks"
    __table_args__ = (
        CheckConstraint("(upload_id IS NULL) <> (screener_id IS NULL)", name="from_one_place"),
        CheckConstraint("(state = 'ready') = (webvtt IS NOT NULL)", name="text_when_ready"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("uploads.id", ondelete="CASCADE"), unique=True)
    screener_id: Mapped[int | None] = mapped_column(
        ForeignKey("screeners.id", ondelete="CASCADE"), index=True
    )
    language: Mapped[str]
    state: Mapped[TrackState] = mapped_column(db.words(TrackState), default=TrackState.CHECKING)
    options_row: Mapped[dict[str, Any]] = mapped_column("options", JSON, default=dict)
    turn: Mapped[int] = mapped_column(default=1)
    read_turn: Mapped[int] = mapped_column(default=0)
    samples_rows: Mapped[list[dict[str, Any]]] = mapped_column("samples", JSON, default=list)
    webvtt: Mapped[str | None] = mapped_column(Text, deferred=True)
    report_row: Mapped[dict[str, Any] | None] = mapped_column("report", JSON)
    refusal_row: Mapped[dict[str, Any] | None] = mapped_column("refusal", JSON)
    created_at: Mapped[datetime]

    screener: Mapped[Screener | None] = relationship(back_populates="tracks")

    @property
    def refusal(self) -> Refusal | None:
        """Why the file was refused, and what to do."""
        return Refusal(message_rows.from_json(self.refusal_row)) if self.refusal_row else None

    @property
    def report(self) -> Report | None:
        """What was found in the file, once it was read."""
        return Report.from_json(self.report_row) if self.report_row else None

    @property
    def options(self) -> Options:
        """How the file is to be read."""
        return Options.from_json(self.options_row or {})

    @property
    def samples(self) -> tuple[Sample, ...]:
        """The ways to read it, where a person has to say which is right."""
        return samples(self.samples_rows or ())

    @property
    def is_being_read(self) -> bool:
        """Whether a worker has still to read it, for the first time or anew."""
        return self.upload_id is not None and self.turn != self.read_turn
