"""What is waiting, what is stuck, what was given up."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, func, or_, select

from festival import db
from festival.jobs.models import Job, JobState, Queue

NUDGE_AGAIN = timedelta(seconds=60)


def forgotten(now: datetime, limit: int = 200) -> Sequence[Job]:
    """Jobs that are due and that no message is on its way for: their nudge was lost or never sent."""
    return (
        db.session()
        .scalars(
            select(Job)
            .where(
                Job.state == JobState.WAITING,
                Job.not_before <= now,
                or_(Job.nudged_at.is_(None), Job.nudged_at < now - NUDGE_AGAIN),
            )
            .order_by(Job.id)
            .limit(limit)
        )
        .all()
    )


def abandoned(now: datetime, limit: int = 200) -> Sequence[Job]:
    """Jobs whose worker stopped keeping them alive: it was killed, or lost its machine."""
    return (
        db.session()
        .scalars(
            select(Job)
            .where(Job.state == JobState.RUNNING, Job.lease_until < now)
            .order_by(Job.id)
            .limit(limit)
        )
        .all()
    )


def parked() -> Sequence[Job]:
    """Jobs given up after their last attempt, newest first, for the health page."""
    return (
        db.session()
        .scalars(select(Job).where(Job.state == JobState.PARKED).order_by(Job.id.desc()).limit(100))
        .all()
    )


def depths(now: datetime) -> dict[Queue, int]:
    """How many jobs are due and waiting, by queue."""
    rows = db.session().execute(
        select(Job.queue, func.count())
        .where(Job.state == JobState.WAITING, Job.not_before <= now)
        .group_by(Job.queue)
    )
    found: dict[Queue, int] = dict(rows.all())
    return {queue: found.get(queue, 0) for queue in Queue}


def oldest_due(now: datetime) -> datetime | None:
    """Since when the longest-waiting due job has been due; None when nothing waits."""
    return db.session().scalar(
        select(func.min(Job.not_before)).where(Job.state == JobState.WAITING, Job.not_before <= now)
    )


def is_to_be_done(name: str) -> bool:
    """Whether work of this name waits or is being done."""
    open_states = (JobState.WAITING, JobState.RUNNING)
    return bool(db.session().scalar(select(exists().where(Job.name == name, Job.state.in_(open_states)))))


def by_key(key: str) -> Job | None:
    """The job that was queued with this key."""
    return db.session().scalar(select(Job).where(Job.dedupe_key == key))


def held(job_id: int) -> Job | None:
    """The job, with its row held until the transaction ends."""
    statement = select(Job).where(Job.id == job_id)
    return db.session().scalar(statement.with_for_update())


def claimed(job_id: int, fence: int) -> Job | None:
    """The job while this claim is the one that holds it, locked for the open transaction."""
    return db.session().scalar(
        select(Job)
        .where(Job.id == job_id, Job.fence == fence, Job.state == JobState.RUNNING)
        .with_for_update()
    )
