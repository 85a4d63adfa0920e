"""An entry's head leaves room for the page, and what a filmmaker needs next comes before the rest."""

import flask
import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Locator, Page, ViewportSize, expect
from sqlalchemy import select

from festival import db
from festival.accounts.models import Person
from festival.editions.models import Edition
from festival.entries import operations
from festival.entries.models import Entry
from festival.screeners.models import Screener
from festival.screeners.states import ScreenerState
from tests import browser as browsers
from tests import factories
from tests.entries.conftest import MID_WINDOW
from tests.entries.films.test_film import at_rest, look_at, send
from tests.entries.films.test_grace import arriving
from tests.media import heavy

pytestmark = pytest.mark.usefixtures("mid_window")
PHONE: ViewportSize = {"width": 360, "height": 740}
SECTIONS = ("film", "story", "people", "languages", "file", "rights")


@pytest.fixture
def draft(edition: Edition, lina: Person) -> Entry:
    return factories.save(
        factories.entry(
            lina,
            edition.categories[1],
            title=factories.LONG_ARABIC_TITLE,
            original_title=factories.LONG_ARABIC_TITLE,
            film_link=None,
            runtime=1200,
        )
    )


def submit(entry: Entry) -> None:
    with db.transaction():
        operations.submit(entry, actor=entry.owner, now=MID_WINDOW)


@pytest.mark.browser
@pytest.mark.parametrize("is_submitted", [False, True])
def test_the_head_of_an_entry_leaves_most_of_a_phone_to_the_page(
    app: flask.Flask, tab: Page, draft: Entry, lina: Person, *, is_submitted: bool
) -> None:
    send(draft, arriving(lina))
    if is_submitted:
        submit(draft)
    entry_id, key = draft.id, str(lina.fs_uniquifier)
    db.session().rollback()
    tab.set_viewport_size(PHONE)
    with browsers.serving(app) as address:
        browsers.sign_in_by_cookie(tab.context, app, address, key)
        tops = {}
        for section in SECTIONS:
            tab.goto(f"{address}/entries/{entry_id}/{section}")
            tops[section] = top_of(tab.locator("main h2").first)
            assert tab.locator("h1").text_content() == factories.LONG_ARABIC_TITLE
        tab.goto(f"{address}/entries/{entry_id}")
        assert top_of(tab.locator(".sections")) < PHONE["height"]
    assert {section: top for section, top in tops.items() if top > 0.6 * PHONE["height"]} == {}


def twin_of_a_submitted(edition: Edition, owner: Person) -> Entry:
    first, second = (
        factories.save(factories.entry(owner, edition.categories[2], title=factories.LONG_ARABIC_TITLE))
        for _ in range(2)
    )
    submit(first)
    return second


def top_of(place: Locator) -> float:
    box = place.bounding_box()
    assert box
    return box["y"]


def test_a_film_that_is_well_asks_for_no_other_one(hers: FlaskClient, draft: Entry, lina: Person) -> None:
    send(draft, film := at_rest(lina))
    look_at(film, ScreenerState.REFUSED)
    with db.transaction():
        db.session().scalars(select(Screener)).one().facts_row = None
    page = hers.get(f"/entries/{draft.id}/file").text
    assert "<h3>The film file</h3>" in page and "Send another version" not in page
    send(draft, film := at_rest(lina))
    page = hers.get(f"/entries/{draft.id}/file").text
    assert '<details class="another-version" data-opens>' in page
    assert (
        page.index("Subtitle files</h3>")
        < page.index("Send another version…")
        < page.index('data-kind="film"')
    )


@pytest.mark.browser
def test_the_way_to_another_version_opens_and_shows_what_is_sent(
    app: flask.Flask, tab: Page, draft: Entry, lina: Person
) -> None:
    send(draft, at_rest(lina))
    entry_id, key = draft.id, str(lina.fs_uniquifier)
    db.session().rollback()
    with browsers.serving(app) as address:
        browsers.sign_in_by_cookie(tab.context, app, address, key)
        tab.goto(f"{address}/entries/{entry_id}/file")
        panel = tab.locator(".upload.film")
        expect(panel).to_be_hidden()
        panel.locator("input[type=file]").set_input_files(heavy("cut.mov", seconds=2, ballast=100_000))
        expect(panel).to_be_visible()


def test_the_question_about_a_twin_its_answer_and_the_button_stand_together(
    hers: FlaskClient, edition: Edition, lina: Person
) -> None:
    again = twin_of_a_submitted(edition, lina)
    page = hers.get(f"/entries/{again.id}/submit").text
    form = page[page.index('<div class="submit-bar">') :]
    assert page.count("You entered this film already (GM5-0001).") == 1
    order = ["You entered this film already", 'name="other_cut"', "Submit your film"]
    assert sorted(order, key=form.index) == order
    assert f'href="/entries/{again.id}/submit#another-cut"' in hers.get(f"/entries/{again.id}/file").text


@pytest.mark.browser
def test_who_gives_no_answer_about_a_twin_is_led_to_the_question(
    app: flask.Flask, tab: Page, edition: Edition, lina: Person
) -> None:
    again = twin_of_a_submitted(edition, lina)
    entry_id, key = again.id, str(lina.fs_uniquifier)
    db.session().rollback()
    tab.set_viewport_size(PHONE)
    with browsers.serving(app) as address:
        browsers.sign_in_by_cookie(tab.context, app, address, key)
        tab.goto(f"{address}/entries/{entry_id}/submit")
        tab.locator("[name=other_cut]").evaluate("box => box.removeAttribute('required')")
        with tab.expect_response(lambda answer: answer.status == 409):
            tab.get_by_role("button", name="Submit your film").click()
        expect(tab.locator("#another-cut")).to_be_focused()
        expect(tab.get_by_label("It is another cut than GM5-0001.")).to_be_in_viewport()
        expect(tab.get_by_role("button", name="Submit your film")).to_be_in_viewport()
