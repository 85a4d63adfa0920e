"""Queue work, claim it, keep it alive, settle it; nothing is lost and nothing loops for ever."""

from datetime import datetime, timedelta
from typing import Any

import flask
from sqlalchemy import update

from festival import clock, db
from festival.jobs import queries
from festival.jobs.models import JOB_MOVES, Job, JobState, Queue

RUN = "laurel.run"  # the Celery task that runs one job, in workers/app.py
LEASE = timedelta(seconds=60)
ATTEMPTS = 3
BACK_OFF = (timedelta(seconds=10), timedelta(minutes=2))


class SupersededError(Exception):
    """Someone else claimed the job since: this claimant's effect must not be kept."""


def later(
    name: str,
    *,
    queue: Queue = Queue.DEFAULT,
    key: str | None = None,
    not_before: datetime | None = None,
    **arguments: Any,
) -> None:
    """Queue a job in the open transaction and nudge a worker once it is committed.

    `arguments` are ids and other JSON values. A job with the `key` of an earlier one is not queued
    again. `not_before` is an instant of the clock that all machines share.
    """
    now = clock.shared_now()
    job_id = db.session().scalar(
        db.insert_or_ignore(Job)
        .values(
            name=name,
            queue=queue,
            arguments=arguments,
            state=JobState.WAITING,
            dedupe_key=key,
            attempts=0,
            fence=0,
            reason="",
            not_before=not_before or now,
            nudged_at=None if not_before else now,
            created_at=now,
        )
        .on_conflict_do_nothing(index_elements=["dedupe_key"])
        .returning(Job.id)
    )
    if job_id is not None and not_before is None:
        _nudge_after_commit(job_id, queue)


def claim(job_id: int) -> Job | None:
    """Take a waiting, due job for this worker; None when it is not there to be taken."""
    now = clock.shared_now()
    return db.session().scalar(
        update(Job)
        .where(Job.id == job_id, Job.state == JobState.WAITING, Job.not_before <= now)
        .values(
            state=JobState.RUNNING,
            attempts=Job.attempts + 1,
            fence=Job.fence + 1,
            lease_until=now + LEASE,
        )
        .returning(Job)
    )


def keep_alive(job_id: int, fence: int) -> None:
    """Lengthen the claimant's lease; raises SupersededError when it is no longer the claimant."""
    _as_claimant(job_id, fence, lease_until=clock.shared_now() + LEASE)


def settle(job_id: int, fence: int) -> None:
    """Mark the job done, in the transaction of its effect; raises SupersededError for a late owner."""
    _as_claimant(
        job_id, fence, state=JobState.DONE, settled_at=clock.shared_now(), lease_until=None, reason=""
    )


def give_back(job: Job, reason: str) -> None:
    """After a failed attempt: try again later, or park it with its reason for a person to see."""
    now = clock.shared_now()
    job.reason = reason[:2000]
    job.lease_until = None
    if job.attempts >= ATTEMPTS:
        job.state = JOB_MOVES.step(job.state, JobState.PARKED)
        job.settled_at = now
    else:
        job.state = JOB_MOVES.step(job.state, JobState.WAITING)
        job.not_before = now + BACK_OFF[job.attempts - 1]
        job.nudged_at = None


def retry_job(job: Job) -> None:
    """Let a parked job try again from the start: an organizer pressed "try again"."""
    job.state = JOB_MOVES.step(job.state, JobState.WAITING)
    job.attempts = 0
    job.settled_at = None
    job.not_before = job.nudged_at = clock.shared_now()
    _nudge_after_commit(job.id, job.queue)


def sweep() -> None:
    """Repair what was lost: give back what dead workers held, wake what no message announces."""
    now = clock.shared_now()
    for job in queries.abandoned(now):
        give_back(job, job.reason or "The worker stopped in the middle of it.")
    for job in queries.forgotten(now):
        job.nudged_at = now
        _nudge_after_commit(job.id, job.queue)


def expect_no_nudge() -> None:
    """Let the next sweep announce every waiting job: for work that was queued while no broker ran."""
    db.session().execute(update(Job).where(Job.state == JobState.WAITING).values(nudged_at=None))


def _as_claimant(job_id: int, fence: int, **values: Any) -> None:
    touched = db.session().execute(
        update(Job)
        .where(Job.id == job_id, Job.fence == fence, Job.state == JobState.RUNNING)
        .values(**values)
        .returning(Job.id)
    )
    if touched.scalar() is None:
        raise SupersededError(f"job {job_id} has another owner than claim {fence}")


def _nudge_after_commit(job_id: int, queue: Queue) -> None:
    nudges = flask.current_app.extensions["festival.nudges"]
    db.after_commit(lambda: nudges.send(RUN, queue.value, job_id))
