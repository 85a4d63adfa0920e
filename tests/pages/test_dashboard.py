"""The first page of the desk names what needs a hand, and nothing that is in order."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import select

from festival import db
from festival.editions import operations as editions
from festival.editions.calls import call_of
from festival.entries.models import EntryFlag, Proposal
from festival.entries.states import EntryState, ProposalState
from festival.jobs import operations as jobs
from festival.jobs.models import Job, JobState
from festival.kernel.roles import Role
from festival.pages import dashboard
from tests import factories
from tests.conftest import sign_in
from tests.entries.films.test_film import an_upload

MAY = datetime(2020, 5, 1, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def organizer(client: FlaskClient) -> FlaskClient:
    return sign_in(client, factories.save(factories.person(Role.ORGANIZER)))


def test_an_installation_without_a_festival_says_how_to_make_one(organizer: FlaskClient) -> None:
    assert "festival init" in organizer.get("/desk").text


def test_an_empty_call_teaches_what_will_stand_here(organizer: FlaskClient) -> None:
    with db.transaction():
        editions.create(call_of(2020), actor=None, now=MAY)
    page = organizer.get("/desk").text
    assert [
        words in page for words in ("Nothing has arrived yet", "No round is open", "has been handled")
    ] == [
        True,
        True,
        True,
    ]


def test_what_needs_a_hand_is_counted(organizer: FlaskClient) -> None:
    with db.transaction():
        edition = editions.create(call_of(2020), actor=None, now=MAY)
    for state in (EntryState.SUBMITTED, EntryState.SUBMITTED, EntryState.ELIGIBLE):
        entry = factories.entry(
            factories.person(), edition.categories[1], state=state, submitted_at=MAY, countries=["LB", "FR"]
        )
        entry.flags.append(EntryFlag(kind="no_category", details={}, raised_at=MAY))
        factories.save(entry)
    board = dashboard.of(edition, now=MAY)
    assert [(hand.one, hand.count) for hand in board.hands] == [
        ("%(num)s entry waits for eligibility", 2),
        ("%(num)s entry is flagged", 3),
    ]
    assert board.countries == [("FR", 3), ("LB", 3)]
    assert "2 entries wait for eligibility" in organizer.get("/desk").text


def test_a_job_that_gave_up_comes_first(organizer: FlaskClient) -> None:
    with db.transaction() as session:
        edition = editions.create(call_of(2020), actor=None, now=MAY)
        jobs.later("messages.deliver", letter_id=1)
        session.flush()
    factories.save(
        factories.entry(
            factories.person(), edition.categories[1], state=EntryState.SUBMITTED, submitted_at=MAY
        )
    )
    park_the_job()
    assert [hand.kind for hand in dashboard.of(edition, now=MAY).hands] == ["stop", "waiting"]


def test_entries_without_a_film_are_counted_and_the_list_behind_shows_as_many(
    organizer: FlaskClient,
) -> None:
    with db.transaction():
        edition = editions.create(call_of(2020), actor=None, now=MAY)
    closed = edition.closes_at + timedelta(days=3)
    for state in (EntryState.DRAFT, EntryState.SUBMITTED, EntryState.ELIGIBLE, EntryState.INELIGIBLE):
        for until in (None, closed - timedelta(days=1), closed + timedelta(days=1)):
            owner = factories.save(factories.person())
            upload = an_upload(owner, accept_until=until) if until else None
            upload_id = upload.id if upload else None
            factories.save(
                factories.entry(
                    owner, edition.categories[1], state=state, film_link=None, film_upload_id=upload_id
                )
            )
    hands = {hand.one: hand for hand in dashboard.of(edition, now=closed).hands}
    missing = hands["%(num)s submitted entry has no film: it is late, or was never sent"]
    sending = hands["%(num)s submitted film is not here yet, and may still arrive"]
    assert (missing.kind, missing.count, sending.kind, sending.count) == ("warn", 4, "waiting", 2)
    with time_machine.travel(closed, tick=False):
        page = organizer.get("/desk").text
        for hand in hands.values():
            address = url_of(hand)
            assert f'href="{escape(address)}"' in page
            words = "1 entry" if hand.count == 1 else f"{hand.count} entries"
            assert f"<caption>{words}</caption>" in organizer.get(address).text


def test_changes_that_wait_for_an_answer_lead_to_those_entries(organizer: FlaskClient) -> None:
    with db.transaction():
        edition = editions.create(call_of(2020), actor=None, now=MAY)
    entries = [
        factories.save(factories.entry(factories.person(), edition.categories[1], state=EntryState.ELIGIBLE))
        for _ in range(2)
    ]
    for state in (ProposalState.OPEN, ProposalState.OPEN, ProposalState.DECLINED):
        entry = entries[0] if state is ProposalState.OPEN else entries[1]
        factories.save(
            Proposal(entry=entry, field="title", before="a", after="b", state=state, proposed_at=MAY)
        )
    [hand] = dashboard.of(edition, now=MAY).hands
    assert (hand.many, hand.count) == ("%(num)s entries wait for an answer to a change", 1)
    assert "<caption>1 entry</caption>" in organizer.get(url_of(hand)).text


def url_of(hand: dashboard.Hand) -> str:
    return "/desk/entries?" + "&".join(f"{name}={value}" for name, value in hand.arguments.items())


def park_the_job() -> None:
    with db.transaction() as session:
        job = session.scalars(select(Job)).one()
        job.state = JobState.PARKED


def test_the_desk_is_for_organizers(client: FlaskClient) -> None:
    sign_in(client, factories.save(factories.person(Role.JUROR)))
    assert client.get("/desk").status_code == 404
