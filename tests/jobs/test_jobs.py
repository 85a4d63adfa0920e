"""Work is never lost, never done twice, never tried for ever."""

from datetime import timedelta
from typing import Any

import flask
import pytest
import time_machine
from sqlalchemy import select

from festival import db
from festival.jobs import operations as jobs
from festival.jobs import queries
from festival.jobs.models import Job, JobState
from festival.kernel.clock import machine_now
from workers import runner
from workers.registry import FUNCTIONS, Work

pytestmark = pytest.mark.usefixtures("context")


def the_job() -> Job:
    return db.session().scalars(select(Job)).one()


def queue(name: str, **arguments: Any) -> int:
    with db.transaction():
        jobs.later(name, **arguments)
    return the_job().id


def test_a_job_runs_once_with_its_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, int]] = []

    def work(work: Work) -> None:
        with work.settling():
            seen.append(work.arguments)

    monkeypatch.setitem(FUNCTIONS, "test.work", work)
    job_id = queue("test.work", film_id=7)
    runner.run(job_id)
    runner.run(job_id)
    assert seen == [{"film_id": 7}]
    assert the_job().state is JobState.DONE


def test_a_failing_job_is_parked_after_three_attempts_with_its_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    attempts: list[int] = []

    def work(work: Work) -> None:
        attempts.append(work.fence)
        raise ValueError("the disk is full")

    monkeypatch.setitem(FUNCTIONS, "test.work", work)
    job_id = queue("test.work")
    for minutes in (0, 1, 10, 60, 120):
        with time_machine.travel(machine_now() + timedelta(minutes=minutes)):
            runner.run(job_id)
    assert attempts == [1, 2, 3]
    assert (the_job().state, the_job().reason) == (JobState.PARKED, "ValueError: the disk is full")


def test_an_effect_of_a_late_owner_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def work(work: Work) -> None:
        with db.transaction() as session:
            session.get_one(Job, work.job_id).fence += 1
        with work.settling():
            jobs.later("test.effect")

    monkeypatch.setitem(FUNCTIONS, "test.work", work)
    runner.run(queue("test.work"))
    assert (the_job().name, the_job().state) == ("test.work", JobState.RUNNING)


def test_a_job_that_forgets_to_settle_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FUNCTIONS, "test.work", lambda work: None)
    with pytest.raises(RuntimeError, match="without settling"):
        runner.run(queue("test.work"))


def test_the_sweep_gives_back_what_a_dead_worker_held() -> None:
    job_id = queue("test.work")
    with db.transaction():
        jobs.claim(job_id)
    with time_machine.travel(machine_now() + timedelta(minutes=5)), db.transaction():
        jobs.sweep()
    assert (the_job().state, the_job().attempts) == (JobState.WAITING, 1)


def test_a_job_with_a_key_is_queued_once() -> None:
    with db.transaction():
        jobs.later("test.work", key="film 7")
        jobs.later("test.work", key="film 7")
    assert the_job().dedupe_key == "film 7"


def test_a_nudge_leaves_only_after_the_commit(app: flask.Flask) -> None:
    sent: list[tuple[str, str, int]] = []

    class Nudges:
        def send(self, *message: str | int) -> bool:
            sent.append(message)  # type: ignore[arg-type]
            return True

    app.extensions["festival.nudges"] = Nudges()
    with pytest.raises(ZeroDivisionError), db.transaction():
        jobs.later("test.work")
        _ = 1 / 0
    assert sent == []
    job_id = queue("test.work")
    assert sent == [("laurel.run", "default", job_id)]


def test_a_parked_job_can_be_tried_again() -> None:
    job_id = queue("test.work")
    with db.transaction() as session:
        session.get_one(Job, job_id).state = JobState.PARKED
    with db.transaction():
        job = queries.held(job_id)
        assert job
        jobs.retry_job(job)
    assert (the_job().state, the_job().attempts) == (JobState.WAITING, 0)
