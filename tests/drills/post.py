"""Letters to be carried in a drill, and time that passes without waiting for it."""

from datetime import timedelta

import flask
from sqlalchemy import func, select

from festival import db
from festival.jobs import operations as jobs
from festival.jobs.models import Job, JobState
from festival.kernel.clock import machine_now
from festival.messages.models import Letter, LetterState


def post(app: flask.Flask, count: int) -> list[str]:
    """Post letters to as many people; returns their addresses."""
    addresses = [f"reader{number}@example.org" for number in range(count)]
    with app.app_context(), db.transaction() as session:
        for address in addresses:
            letter = Letter(
                event="drill",
                dedupe_key=address,
                address=address,
                subject="A drill",
                body="Stay calm.\n",
                state=LetterState.WAITING,
                posted_at=machine_now(),
            )
            session.add(letter)
            session.flush()
            jobs.later("messages.deliver", letter_id=letter.id)
    return addresses


def count(app: flask.Flask, *states: JobState) -> int:
    """How many jobs carry letters and stand in one of these states."""
    with app.app_context():
        found = db.session().scalar(
            select(func.count()).where(Job.state.in_(states), Job.name == "messages.deliver")
        )
        return found or 0


def let_pass(app: flask.Flask, span: timedelta) -> None:
    """Make it so that `span` has passed since anything happened to any job."""
    with app.app_context(), db.transaction() as session:
        for job in session.scalars(select(Job).where(Job.state != JobState.DONE)):
            job.not_before -= span
            job.nudged_at = job.nudged_at and job.nudged_at - span
            job.lease_until = job.lease_until and job.lease_until - span
