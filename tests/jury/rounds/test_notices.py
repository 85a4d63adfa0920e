"""Jurors are written to once when films wait, and once for what is outstanding; never for what is done."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

import workers.jury  # noqa: F401 (registers its jobs)
from festival import db
from festival.entries.states import EntryState
from festival.jobs import operations as jobs
from festival.jobs.models import Job, JobState
from festival.jury.models import Assignment
from festival.jury.rounds import notices
from festival.jury.states import AssignmentState, RoundState
from festival.messages.models import Letter
from tests.jury import factories
from tests.jury.conftest import Jury
from tests.jury.factories import BEFORE, CLOSES, DURING
from workers import runner

DAY = timedelta(days=1)
LATE = CLOSES - 4 * DAY


def announce(now: datetime) -> None:
    with db.transaction():
        notices.announce(now=now)


def remind(now: datetime) -> None:
    with db.transaction():
        notices.remind(now=now)


def letters(event: str) -> list[str]:
    return list(db.session().scalars(select(Letter.address).where(Letter.event == event).order_by(Letter.id)))


def add_film(jury: Jury, **values: object) -> Assignment:
    with db.transaction() as session, session.no_autoflush:
        assignment = factories.assign(jury.round, factories.film(jury.edition), jury.juror, **values)
        session.add(assignment)
    return assignment


def test_a_digest_names_all_films_in_one_letter_exactly_once(jury: Jury) -> None:
    add_film(jury)
    announce(DURING)
    announce(DURING)
    assert letters("jury/films_waiting") == [jury.juror.email, jury.other.email]
    letter = db.session().scalars(select(Letter).where(Letter.person_id == jury.juror.id)).one()
    assert letter.subject == "2 films wait for you"
    assert "35 min" in letter.body and "Sunday 12 July 2020, 24:00 in Geneva" in letter.body
    assert "http://localhost/screening" in letter.body


def test_films_that_come_later_wait_for_the_next_digest(jury: Jury) -> None:
    announce(DURING)
    add_film(jury)
    announce(DURING + timedelta(hours=2))
    assert letters("jury/films_waiting").count(jury.juror.email) == 1
    announce(DURING + DAY)
    assert letters("jury/films_waiting").count(jury.juror.email) == 2


@pytest.mark.parametrize("state", [AssignmentState.PLANNED, AssignmentState.REMOVED])
def test_nothing_is_said_of_a_plan(jury: Jury, state: AssignmentState) -> None:
    with db.transaction():
        jury.assignment.state = state
    announce(DURING)
    assert letters("jury/films_waiting") == [jury.other.email]


def test_nothing_is_said_before_the_round_opens_or_of_films_that_left(jury: Jury) -> None:
    announce(BEFORE)
    with db.transaction():
        jury.film.state = EntryState.INELIGIBLE
    announce(DURING)
    assert letters("jury/films_waiting") == []


def test_letters_count_only_the_films_that_still_compete(jury: Jury) -> None:
    gone = add_film(jury)
    with db.transaction():
        gone.entry.state = EntryState.WITHDRAWN
    announce(DURING)
    remind(LATE)
    subjects = select(Letter.event, Letter.subject).where(Letter.person_id == jury.juror.id)
    assert [tuple(row) for row in db.session().execute(subjects.order_by(Letter.id))] == [
        ("jury/films_waiting", "1 film waits for you"),
        ("jury/reminder", f"1 film left in {jury.round.name}"),
    ]


def test_a_reminder_goes_to_those_with_work_left_and_once(jury: Jury) -> None:
    with db.transaction():
        jury.others_assignment.state = AssignmentState.SCORED
    remind(CLOSES - 6 * DAY)
    assert letters("jury/reminder") == []
    remind(LATE)
    remind(LATE + DAY)
    assert letters("jury/reminder") == [jury.juror.email]
    letter = db.session().scalars(select(Letter)).one()
    assert letter.subject == f"1 film left in {jury.round.name}"


@pytest.mark.parametrize(
    "state", [AssignmentState.SCORED, AssignmentState.ABSTAINED, AssignmentState.RECUSED]
)
def test_nobody_is_reminded_of_what_is_done(jury: Jury, state: AssignmentState) -> None:
    with db.transaction():
        jury.assignment.state = jury.others_assignment.state = state
    remind(LATE)
    assert letters("jury/reminder") == []


def test_nobody_is_reminded_after_the_end(jury: Jury) -> None:
    remind(CLOSES)
    with db.transaction():
        jury.round.state = RoundState.CLOSED
    remind(LATE)
    assert letters("jury/reminder") == []


def test_more_time_may_remind_again(jury: Jury) -> None:
    remind(LATE)
    with db.transaction():
        jury.round.closes_at = CLOSES + 7 * DAY
    remind(CLOSES + 3 * DAY)
    assert letters("jury/reminder").count(jury.juror.email) == 2


@pytest.mark.usefixtures("festival_clock")
def test_the_workers_announce_once_however_often_they_sweep(jury: Jury) -> None:
    for _ in range(2):
        with db.transaction():
            jobs.later("jury.announce")
            jobs.later("jury.remind")
        for job_id in db.session().scalars(select(Job.id).where(Job.name.startswith("jury."))).all():
            runner.run(job_id)
    assert letters("jury/films_waiting") == [jury.juror.email, jury.other.email]
    assert letters("jury/reminder") == []
    states = db.session().scalars(select(Job.state).where(Job.name.startswith("jury."))).all()
    assert list(states) == [JobState.DONE] * 4
