"""The pages about accounts in a real browser: on every screen, light and dark, and read by axe."""

from collections.abc import Iterator

import flask
import pytest
from playwright.sync_api import Page

from festival.kernel.roles import Role
from tests import browser as browsers
from tests.accounts.browsing import PASSWORD, Browser, link_in_last_letter, resident
from tests.factories import LONG_ARABIC_TITLE

pytestmark = pytest.mark.browser


@pytest.fixture
def address(app: flask.Flask) -> Iterator[str]:
    with browsers.serving(app) as address:
        yield address


@pytest.fixture
def maya(app: flask.Flask, tab: Page, address: str) -> Page:
    """An organizer who has signed in through the form."""
    resident(app, email="lina@example.org", name=LONG_ARABIC_TITLE)
    email = resident(app, Role.ORGANIZER, name="Maya Keller")
    tab.goto(f"{address}/sign-in?next=/desk/people")
    tab.get_by_label("E-mail").fill(email)
    tab.get_by_label("Your password").fill(PASSWORD)
    tab.get_by_role("main").get_by_role("button", name="Sign in").click()
    return tab


@pytest.mark.parametrize("path", ["sign-in", "register", "forgotten"])
def test_the_pages_for_signing_in_are_well_on_every_screen(tab: Page, address: str, path: str) -> None:
    tab.goto(f"{address}/{path}")
    tab.locator("main form").evaluate("form => { form.noValidate = true; form.requestSubmit() }")
    tab.get_by_role("alert").wait_for()
    browsers.look_at(tab, path)


def test_the_page_behind_the_letter_is_well_on_every_screen(
    app: flask.Flask, tab: Page, address: str
) -> None:
    Browser(app).send("/register", name=LONG_ARABIC_TITLE, email="lina@example.org")
    tab.goto(address + link_in_last_letter(app, "accounts/confirm"))
    tab.get_by_label("Password").fill("password")
    tab.locator("main form").evaluate("form => { form.noValidate = true; form.requestSubmit() }")
    tab.get_by_role("alert").wait_for()
    browsers.look_at(tab, "confirm")


def test_the_desks_people_are_well_on_every_screen(maya: Page, address: str) -> None:
    maya.get_by_label("E-mail").fill("juror@example.org")
    maya.get_by_role("button", name="Send the invitation").click()
    maya.get_by_text("is on its way").wait_for()
    browsers.look_at(maya, "people")
    maya.goto(f"{address}/desk/people/1")
    browsers.look_at(maya, "person")


@pytest.mark.parametrize("part", ["", "/email", "/password", "/second-factor", "/sessions", "/tokens"])
def test_ones_own_pages_are_well_on_every_screen(maya: Page, address: str, part: str) -> None:
    maya.goto(f"{address}/profile{part}")
    browsers.look_at(maya, f"profile{part.replace('/', '-')}")


def test_letters_are_well_on_every_screen(maya: Page, address: str) -> None:
    maya.goto(f"{address}/profile/password")
    maya.get_by_label("Your password").fill(PASSWORD)
    maya.get_by_label("New password").fill("another four words")
    maya.get_by_role("button", name="Change the password").click()
    maya.goto(f"{address}/letters")
    browsers.look_at(maya, "letters")
    maya.get_by_role("link", name="Your password was changed").click()
    browsers.look_at(maya, "letter")
