"""Work to be done later: a row for each piece, which is the truth about it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from festival import db
from festival.kernel.moves import Moves


class JobState(StrEnum):
    """Where a piece of work stands; parked means three attempts failed and a person must look."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    PARKED = "parked"


class Queue(StrEnum):
    """Films take long and have workers of their own; all else is quick."""

    DEFAULT = "default"
    MEDIA = "media"


JOB_MOVES = Moves(
    {
        JobState.WAITING: frozenset({JobState.RUNNING}),
        JobState.RUNNING: frozenset({JobState.DONE, JobState.WAITING, JobState.PARKED}),
        JobState.PARKED: frozenset({JobState.WAITING}),
    }
)


class Job(db.Base):
    """One piece of work. `fence` grows with every claim; only the newest claimant may settle."""

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_state_not_before", "state", "not_before"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    queue: Mapped[Queue] = mapped_column(db.words(Queue))
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    state: Mapped[JobState] = mapped_column(db.words(JobState), default=JobState.WAITING)
    dedupe_key: Mapped[str | None] = mapped_column(unique=True)
    attempts: Mapped[int] = mapped_column(default=0)
    fence: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    nudged_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
