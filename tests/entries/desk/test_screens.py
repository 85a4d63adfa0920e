"""The organizers' list of entries stands on every screen, its filters folded where room is scarce."""

import flask
import pytest
from playwright.sync_api import Page, expect

from festival import clock, db
from festival.editions import operations as editions
from festival.editions.calls import call_of
from festival.kernel.roles import Role
from tests import browser as browsers
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("mid_window")]


@pytest.fixture
def organizer(app: flask.Flask) -> str:
    """Somebody with a call and one entry; the key of their sign-in."""
    with app.app_context():
        person = factories.save(factories.person(Role.ORGANIZER))
        with db.transaction():
            edition = editions.create(call_of(2020), actor=person, now=clock.now())
        owner = factories.person(name="Lina Haddad")
        factories.save(factories.entry(owner, edition.categories[2], title=factories.LONG_ARABIC_TITLE))
        return str(person.fs_uniquifier)


def test_the_list_on_every_screen(app: flask.Flask, tab: Page, organizer: str) -> None:
    with browsers.serving(app) as address:
        browsers.sign_in_by_cookie(tab.context, app, address, organizer)
        tab.goto(f"{address}/desk/entries")
        browsers.look_at(tab, "entries-desk")
        tab.set_viewport_size({"width": 1440, "height": 900})
        expect(tab.get_by_label("Country")).to_be_visible()
        tab.set_viewport_size({"width": 360, "height": 900})
        expect(tab.get_by_label("Country")).to_be_hidden()
        tab.get_by_text("Filters and order").click()
        tab.get_by_label("Country").select_option("LB")
        tab.get_by_role("button", name="Show", exact=True).click()
        expect(tab.get_by_label("Country")).to_have_value("LB")
        expect(tab.get_by_text("1 entry").last).to_be_visible()
