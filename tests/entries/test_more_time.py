"""Who has a draft is reminded twice and no more; who is given more time is told."""

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db
from festival.accounts.models import Person
from festival.editions import queries as editions
from festival.editions.models import Edition
from festival.entries import more_time, queries
from festival.entries.models import Entry
from festival.entries.states import EntryState
from festival.messages.models import Letter
from tests import factories
from tests.conftest import sign_in

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
            more_time.remind(draft, now=CLOSES + timedelta(days=10 - days_left))
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
