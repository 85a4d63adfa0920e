"""The organizers' maintenance pages: what is stuck is seen, and set going again."""

from datetime import UTC, datetime

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db, journal
from festival.editions.calls import call_of
from festival.jobs import operations as jobs
from festival.jobs.models import Job, JobState
from festival.journal import JournalLine
from festival.kernel.roles import Role
from festival.messages.models import Letter, LetterState
from tests import factories
from tests.conftest import sign_in

NOON = datetime(2020, 6, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def organizer(client: FlaskClient) -> FlaskClient:
    return sign_in(client, factories.save(factories.person(Role.ORGANIZER, name="Olga")))


def park_a_job() -> Job:
    with db.transaction():
        jobs.later("messages.deliver", letter_id=1)
    job = db.session().scalars(select(Job)).one()
    job_id = job.id
    with db.transaction() as session:
        job = session.get_one(Job, job_id)
        job.state, job.reason, job.attempts = JobState.PARKED, "ValueError: <b>the disk</b> is full", 3
    return job


def a_failed_letter() -> Letter:
    return factories.save(
        Letter(
            event="test/greeting",
            dedupe_key="k",
            address="gone@example.org",
            subject="Hello",
            body="Hello",
            state=LetterState.FAILED,
            reason="550 no such user",
            posted_at=NOON,
        )
    )


def test_the_health_page_of_an_installation_where_all_is_well(organizer: FlaskClient) -> None:
    page = organizer.get("/desk/health").text
    assert "System status" in page
    assert "No job has failed" in page
    assert "Every letter was sent" in page


def test_a_parked_job_is_shown_with_its_reason_and_can_be_tried_again(organizer: FlaskClient) -> None:
    job_id = park_a_job().id
    assert "ValueError: &lt;b&gt;the disk&lt;/b&gt; is full" in organizer.get("/desk/health").text
    assert organizer.post(f"/desk/health/jobs/{job_id}/retry").location == "/desk/health"
    db.session().rollback()
    job = db.session().get_one(Job, job_id)
    assert (job.state, job.attempts) == (JobState.WAITING, 0)
    assert db.session().scalars(select(JournalLine.verb)).all() == ["jobs.retry"]


def test_a_failed_letter_leaves_again_once(organizer: FlaskClient) -> None:
    letter_id = a_failed_letter().id
    for _ in range(2):
        organizer.post(f"/desk/health/letters/{letter_id}/retry")
    db.session().rollback()
    assert db.session().get_one(Letter, letter_id).state is LetterState.WAITING
    assert db.session().scalars(select(Job.name)).all() == ["messages.deliver"]


@pytest.mark.parametrize("path", ["/desk/health", "/desk/journal"])
def test_the_desk_is_for_organizers(client: FlaskClient, path: str) -> None:
    park_a_job()
    sign_in(client, factories.save(factories.person(Role.JUROR)))
    assert client.get(path).status_code == 404


def test_the_journal_and_the_list_of_people_tell_the_festivals_time(client: FlaskClient) -> None:
    sign_in(client, factories.save(factories.person(Role.ORGANIZER, signed_in_at=NOON)))
    edition = call_of(2020)
    edition.is_current = True
    factories.save(edition)
    with db.transaction():
        journal.record("test.act", edition, actor=None, now=NOON)
    times = [
        client.get(page).text.count("1 June 2020, 14:00 CEST in Geneva")
        for page in ("/desk/journal", "/desk/people")
    ]
    assert times == [1, 1]


def test_the_journal_is_paged_and_filtered(organizer: FlaskClient, app: flask.Flask) -> None:
    person = factories.save(factories.person(name="Amina"))
    other = factories.save(factories.person(name="Boris"))
    with db.transaction():
        for number in range(60):
            journal.record(f"test.act{number:02}", person, actor=person, now=NOON)
        journal.record("test.other", other, actor=None, now=NOON)
    first = organizer.get("/desk/journal").text
    assert [f"test.act{number:02}" in first for number in (59, 11, 10)] == [True, True, False]
    only = organizer.get(f"/desk/journal?kind=people&thing={other.id}").text
    assert ("test.other" in only, "test.act" in only, "Laurel, by itself" in only) == (True, False, True)
