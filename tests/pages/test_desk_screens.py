"""The maintenance pages and the call, looked at in a real browser."""

from datetime import UTC, datetime

import flask
import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from festival import db, journal
from festival.editions import operations as editions
from festival.editions.calls import call_of
from festival.jobs import operations as jobs
from festival.jobs.models import Job, JobState
from festival.kernel.roles import Role
from tests import browser as browsers
from tests import factories

JUNE = datetime(2020, 6, 1, tzinfo=UTC)
pytestmark = pytest.mark.browser


@pytest.fixture
def organizer(app: flask.Flask) -> str:
    """Somebody with a call, a parked job and a journal; the key of their sign-in."""
    with app.app_context():
        person = factories.save(factories.person(Role.ORGANIZER, name=factories.LONG_ARABIC_TITLE))
        with db.transaction() as session:
            edition = editions.create(call_of(2020), actor=person, now=JUNE)
            edition.theme = factories.LONG_ARABIC_TITLE
            jobs.later("messages.deliver", letter_id=1)
            session.flush()
            job = session.scalars(select(Job)).one()
            job.state, job.reason = JobState.PARKED, f"ValueError: {'/a/very/long/path' * 12}"
            editions.extend(
                edition,
                person,
                until=datetime(2020, 6, 23, tzinfo=UTC),
                reason=factories.LONG_ARABIC_TITLE,
                actor=person,
                now=JUNE,
            )
            journal.record("test.rename", edition, actor=person, now=JUNE, title=factories.LONG_ARABIC_TITLE)
        return str(person.fs_uniquifier)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/desk", "desk"),
        ("/desk/health", "health"),
        ("/desk/journal", "journal"),
        ("/desk/edition", "call"),
        ("/desk/edition/categories/short", "category"),
        ("/desk/edition/extensions", "extensions"),
    ],
)
def test_the_pages_stand_on_every_screen(
    app: flask.Flask, tab: Page, organizer: str, path: str, name: str
) -> None:
    with browsers.serving(app) as address:
        browsers.sign_in_by_cookie(tab.context, app, address, organizer)
        tab.goto(address + path)
        assert tab.locator("h1").count() == 1
        browsers.look_at(tab, name)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/desk?edition=2019", "desk-of-another-edition"),
        ("/desk/edition?edition=2019", "call-of-another-edition"),
        ("/desk/edition/2019/make-current", "make-current"),
    ],
)
def test_the_pages_of_another_edition_stand_on_every_screen(
    app: flask.Flask, tab: Page, organizer: str, path: str, name: str
) -> None:
    with app.app_context(), db.transaction() as session:
        former = call_of(2019)
        former.name, former.theme = factories.LONG_ARABIC_TITLE, factories.LONG_ARABIC_TITLE
        session.add(former)
    with browsers.serving(app) as address:
        browsers.sign_in_by_cookie(tab.context, app, address, organizer)
        tab.goto(address + path)
        assert tab.locator("h1").count() == 1
        browsers.look_at(tab, name)
