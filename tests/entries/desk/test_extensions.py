"""Who has a draft is reminded twice and no more; who is given more time is told."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import clock, db
from festival.accounts.models import Person
from festival.editions import queries as editions
from festival.editions.models import Edition, Extension
from festival.entries import queries
from festival.entries.desk import extensions
from festival.entries.films import operations as film_operations
from festival.entries.models import Entry
from festival.entries.states import EntryState
from festival.kernel.roles import Role
from festival.messages.models import Letter
from tests import factories
from tests.conftest import sign_in
from tests.entries.films.test_film import an_upload

CLOSES = datetime(2020, 6, 21, 22, tzinfo=UTC)


@pytest.fixture
def draft(edition: Edition, lina: Person) -> Entry:
    return factories.save(factories.entry(lina, edition.categories[2], title="Kite"))


def letters() -> list[str]:
    return list(db.session().scalars(select(Letter.event).order_by(Letter.id)))


def test_a_draft_is_reminded_of_three_days_and_one_day_before_its_own_deadline(
    draft: Entry, edition: Edition, lina: Person, organizer: Person
) -> None:
    factories.save(factories.extension(edition, lina, organizer, until=CLOSES + timedelta(days=10)))
    sent = []
    for days_left in (13, 3.1, 3, 2.5, 1.1, 1, 0.5, 0, -1):
        with db.transaction():
            extensions.remind(draft, now=CLOSES + timedelta(days=10 - days_left))
        sent.append(len(letters()))
    assert sent == [0, 0, 1, 1, 1, 2, 2, 2, 2]
    bodies = db.session().scalars(select(Letter.body)).all()
    assert all("The call closes on Wednesday 1 July 2020, 24:00 in Geneva" in body for body in bodies)


def test_an_organizer_gives_one_entrant_more_time(
    client: FlaskClient, draft: Entry, organizer: Person, mid_window: object
) -> None:
    desk = sign_in(client, organizer)
    desk.post(f"/desk/entries/{draft.id}/more-time", data={"hours": 48, "reason": "A storm."})
    assert editions.extended_until(draft.edition_id, draft.owner_id) == CLOSES + timedelta(hours=48)
    letter = db.session().scalars(select(Letter)).one()
    assert (letter.event, "A storm." in letter.body) == ("entries/extended", True)


def test_after_a_breakdown_everyone_with_a_draft_gets_more_time_and_a_letter(
    client: FlaskClient, draft: Entry, edition: Edition, organizer: Person, mid_window: object
) -> None:
    other = factories.save(factories.entry(factories.person(), edition.categories[0]))
    done = factories.save(
        factories.entry(factories.person(), edition.categories[0], state=EntryState.SUBMITTED)
    )
    assert queries.drafts(edition.id) == [draft, other]
    page = sign_in(client, organizer).post(
        "/desk/entries/more-time", data={"hours": 24, "reason": "We were down."}, follow_redirects=True
    )
    assert "2 drafts have more time." in page.text
    given = [editions.extended_until(edition.id, entry.owner_id) for entry in (draft, other, done)]
    assert given == [CLOSES + timedelta(hours=24)] * 2 + [None]
    assert letters() == ["entries/extended"] * 2


ROAD = {"email": "Lina@example.org", "until_on": "2020-06-23", "until_at": "12:00", "reason": "No power"}
NOON = datetime(2020, 6, 23, 10, tzinfo=UTC)


@pytest.fixture
def lina(context: None) -> Person:
    return factories.save(factories.person(name="Lina Haddad", email="lina@example.org"))


def test_more_time_by_address_reaches_the_entrant_the_bytes_and_the_deadline(
    client: FlaskClient, draft: Entry, organizer: Person, mid_window: time_machine.Traveller
) -> None:
    upload = an_upload(draft.owner)
    with db.transaction():
        film_operations.send_film(draft, upload, actor=draft.owner, now=clock.now())
    sign_in(client, organizer).post("/desk/edition/extensions", data=ROAD)
    db.session().expire_all()
    letter = db.session().scalars(select(Letter)).one()
    assert (letter.event, letter.address, "“Kite”" in letter.body, "No power" in letter.body) == (
        "entries/extended",
        "lina@example.org",
        True,
        True,
    )
    assert upload.accept_until == NOON + timedelta(hours=48)
    mid_window.move_to(NOON - timedelta(microseconds=1))
    assert sign_in(client, draft.owner).post(f"/entries/{draft.id}/submit").status_code == 303
    assert draft.receipt


def test_who_has_no_draft_yet_is_told_too(
    client: FlaskClient, edition: Edition, lina: Person, organizer: Person, mid_window: object
) -> None:
    sign_in(client, organizer).post("/desk/edition/extensions", data=ROAD)
    letter = db.session().scalars(select(Letter)).one()
    assert "You can submit “your film” until Tuesday 23 June 2020, 12:00 in Geneva." in letter.body
    assert letter.body.endswith("\nhttp://localhost/entries\n")


def test_more_time_is_taken_back(
    client: FlaskClient, draft: Entry, organizer: Person, mid_window: object
) -> None:
    desk = sign_in(client, organizer)
    desk.post("/desk/edition/extensions", data=ROAD)
    extension = db.session().scalars(select(Extension)).one()
    assert editions.extended_until(draft.edition_id, draft.owner_id) == NOON
    answers = [desk.post(f"/desk/edition/extensions/{extension.id}/revoke").status_code for _ in range(2)]
    assert answers == [303, 403]
    assert editions.extended_until(draft.edition_id, draft.owner_id) is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"email": "nobody@example.org"}, "Nobody has an account with this address."),
        ({"until_on": "2020-06-20"}, "Choose a time after the call&#39;s own deadline"),
        ({"until_on": "2020-02-30"}, "Not a valid date"),
    ],
)
def test_more_time_that_cannot_be_given_says_why(
    client: FlaskClient,
    draft: Entry,
    organizer: Person,
    mid_window: object,
    changes: dict[str, str],
    words: str,
) -> None:
    page = sign_in(client, organizer).post("/desk/edition/extensions", data=ROAD | changes)
    assert words in page.text
    assert db.session().scalars(select(Extension)).all() == []
    assert letters() == []


def test_more_time_is_given_by_organizers_alone(client: FlaskClient, edition: Edition) -> None:
    sign_in(client, factories.save(factories.person(Role.JUROR)))
    assert client.get("/desk/edition/extensions").status_code == 404
    assert client.post("/desk/edition/extensions", data=ROAD).status_code == 404
