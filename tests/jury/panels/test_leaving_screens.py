"""Who leaves a panel, and who was taken for somebody else, in a real browser on every screen."""

from collections.abc import Iterator

import flask
import pytest
from playwright.sync_api import Page, expect

from festival import db
from festival.jury.conflicts import operations as conflict_operations
from festival.jury.states import AssignmentState
from tests import browser as browsers
from tests.factories import LONG_ARABIC_TITLE
from tests.jury import factories
from tests.jury.conftest import Jury

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("festival_clock")]
NAME = "عبد الرحمن بن محمد بن عبد العزيز الأندلسي"


@pytest.fixture
def house(app: flask.Flask, jury: Jury) -> Iterator[str]:
    """A juror of a long name, some films before and behind them, served at an address."""
    with db.transaction() as session, session.no_autoflush:
        jury.juror.name, jury.film.title = NAME, LONG_ARABIC_TITLE
        jury.film.film_link = "https://vimeo.com/1"
        jury.film.producers, jury.film.other_credits = [NAME], [f"Editor: {NAME}"]
        member = next(each for each in jury.panel.members if each.person_id == jury.other.id)
        jury.film.rights_holder, member.affiliations = "Blue Sea Film GmbH", ["Blue Sea Films"]
        for number in range(4):
            state = AssignmentState.ABSTAINED if number == 3 else AssignmentState.ASSIGNED
            film = factories.film(jury.edition, title=f"Road {number}", film_link="https://vimeo.com/2")
            session.add(factories.assign(jury.round, film, jury.juror, state=state, reason="No sound"))
    with browsers.serving(app) as address:
        yield address


def enter(tab: Page, app: flask.Flask, house: str, jury: Jury, path: str) -> None:
    browsers.sign_in_by_cookie(tab.context, app, house, jury.organizer.fs_uniquifier)
    tab.goto(house + path)


def test_a_juror_is_taken_off_the_panel_on_every_screen(
    house: str, app: flask.Flask, jury: Jury, tab: Page
) -> None:
    enter(tab, app, house, jury, f"/desk/people/{jury.juror.id}")
    browsers.look_at(tab, "person-on-a-panel")
    expect(tab.get_by_role("button", name="Remove the role…")).to_be_disabled()
    tab.get_by_role("link", name=jury.panel.name).click()
    tab.get_by_text(f"{NAME} · ").click()
    tab.get_by_text("Remove from the panel…").first.click()
    browsers.look_at(tab, "jury-leave")
    tab.get_by_role("button", name="Remove from the panel").first.click()
    expect(tab.get_by_role("status").first).to_contain_text(
        "4 films need one more review now. Propose a plan for them."
    )
    browsers.look_at(tab, "jury-left")
    tab.get_by_role("button", name="Propose a plan").click()
    expect(tab.get_by_role("button", name="Make 4 assignments")).to_be_visible()


def test_a_name_is_known_as_others_on_every_screen(
    house: str, app: flask.Flask, jury: Jury, tab: Page
) -> None:
    with db.transaction() as session, session.no_autoflush:
        second = factories.film(jury.edition, title="Road 9", producers=[NAME])
        session.add(second)
    with db.transaction():
        conflict_operations.mark_not_same(
            second, jury.juror, NAME, "Another one", actor=jury.organizer, now=factories.DURING
        )
    enter(tab, app, house, jury, f"/desk/jury/rounds/{jury.round.id}/conflicts")
    browsers.look_at(tab, "jury-conflicts-found")
    apart = tab.get_by_role("button", name="Mark as not the same person")
    tab.locator("summary").filter(has_text="Not the same person").click()
    apart.click()
    expect(tab.get_by_role("alert")).to_be_focused()
    browsers.look_at(tab, "jury-tell-apart-refused")
    tab.get_by_role("alert").get_by_role("link").click()
    tab.keyboard.type("They only share a name.")
    apart.click()
    expect(tab.get_by_role("status").first).to_contain_text("the name keeps nobody away")
    expect(tab.get_by_role("row").filter(has_text="They only share a name.")).to_contain_text("Withdraw it")
    browsers.look_at(tab, "jury-told-apart")
    tab.goto(f"{house}/desk/jury/rounds/{jury.round.id}/plan")
    tab.get_by_text("found in the film data").click()
    browsers.look_at(tab, "jury-plan-found")
