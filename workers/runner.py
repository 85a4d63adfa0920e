"""Runs one job: claims its row, keeps it alive while it works, and gives it back when it fails."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import flask
import structlog

from festival import clock, db
from festival.jobs import operations as jobs
from festival.jobs import queries
from workers.registry import FUNCTIONS, SWEEPS, Work

HEARTBEAT_SECONDS = 15
log = structlog.get_logger()


def run(job_id: int) -> None:
    """Do the job if it is still there to be done; never raises for a job's own failure."""
    with db.transaction():
        job = jobs.claim(job_id)
        if job is None:
            return
        name, work = job.name, Work(job.id, job.fence, dict(job.arguments))
    try:
        with heartbeat(work):
            FUNCTIONS[name](work)
    except jobs.SupersededError:
        log.warning("job was taken over", job=job_id, name=name)
    except Exception as error:
        log.exception("job failed", job=job_id, name=name)
        _give_back(work, f"{type(error).__name__}: {error}")
    else:
        _insist_on_settling(work)


def sweep() -> None:
    """Wake what was forgotten, give back what was abandoned, queue what is due by the calendar."""
    now = clock.shared_now()
    with db.transaction():
        jobs.sweep()
        for name, every in SWEEPS.items():
            jobs.later(name, key=f"{name}@{slot(now, every)}")


def slot(now: datetime, every: int) -> int:
    """The number of the period of `every` seconds that `now` lies in."""
    return int(now.timestamp()) // every


@contextmanager
def heartbeat(work: Work) -> Iterator[None]:
    """Keep the claim alive from a thread of its own for as long as the work takes."""
    app = flask.current_app._get_current_object()  # type: ignore[attr-defined]
    stop = threading.Event()

    def beat() -> None:
        with app.app_context():
            while not stop.wait(HEARTBEAT_SECONDS):
                try:
                    with db.transaction():
                        jobs.keep_alive(work.job_id, work.fence)
                except jobs.SupersededError:
                    return
                except Exception:
                    log.exception("heartbeat missed", job=work.job_id)

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=5)


def _give_back(work: Work, reason: str) -> None:
    with db.transaction():
        job = queries.claimed(work.job_id, work.fence)
        if job is not None:
            jobs.give_back(job, reason)


def _insist_on_settling(work: Work) -> None:
    if queries.claimed(work.job_id, work.fence) is not None:
        raise RuntimeError(f"job {work.job_id} returned without settling")
