"""An entry with its film sending, stopped, refused and not arrived stands on every screen."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import flask
import pytest
import time_machine
from playwright.sync_api import Page, expect
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
from tests.entries.conftest import CLOSES, MID_WINDOW
from tests.entries.films.test_film import at_rest, look_at, send
from tests.entries.films.test_grace import arriving

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("mid_window")]
LAST_DAY = CLOSES + timedelta(hours=20)


@dataclass
class Shown:
    """What stands in the application: ids, and the keys of two people's sign-ins."""

    entry_id: int
    owner: str
    organizer: str


@pytest.fixture
def submitted(edition: Edition, lina: Person, organizer: Person) -> tuple[Entry, Shown]:
    entry = factories.save(
        factories.entry(
            lina, edition.categories[1], film_link=None, runtime=1200, title=factories.LONG_ARABIC_TITLE
        )
    )
    send(entry, arriving(lina, grown_at=LAST_DAY - timedelta(seconds=30)))
    with db.transaction():
        operations.submit(entry, actor=lina, now=MID_WINDOW)
    return entry, Shown(entry.id, str(lina.fs_uniquifier), str(organizer.fs_uniquifier))


@pytest.mark.parametrize(
    ("name", "now", "words"),
    [
        ("sending", LAST_DAY, "Sending 7 %"),
        ("stopped", LAST_DAY + timedelta(minutes=9), "Stopped at 7 %"),
        ("late", CLOSES + timedelta(days=3), "The film did not arrive in time (21 of 263 MB)"),
    ],
)
def test_a_film_that_is_not_here_on_every_screen(
    app: flask.Flask,
    tab: Page,
    submitted: tuple[Entry, Shown],
    mid_window: time_machine.Traveller,
    name: str,
    now: datetime,
    words: str,
) -> None:
    _, shown = submitted
    db.session().rollback()
    mid_window.move_to(now)
    with browsers.serving(app) as address:
        browsers.sign_in_by_cookie(tab.context, app, address, shown.owner)
        for page in ("", "/file", "/receipt"):
            tab.goto(f"{address}/entries/{shown.entry_id}{page}")
            expect(tab.get_by_text(words).first).to_be_visible()
            browsers.look_at(tab, f"film-{name}{page.replace('/', '-')}")
        tab.goto(f"{address}/entries")
        browsers.look_at(tab, f"film-{name}-list")
        browsers.sign_in_by_cookie(tab.context, app, address, shown.organizer)
        tab.goto(f"{address}/desk/entries/{shown.entry_id}")
        expect(tab.get_by_text("Wait for the film").first).to_be_visible()
        browsers.look_at(tab, f"film-{name}-desk")


def test_a_refused_film_on_every_screen(
    app: flask.Flask, tab: Page, submitted: tuple[Entry, Shown], mid_window: time_machine.Traveller
) -> None:
    entry, shown = submitted
    send(entry, film := at_rest(entry.owner))
    look_at(film, ScreenerState.REFUSED, at=LAST_DAY)
    with db.transaction():
        db.session().scalars(select(Screener)).one().facts_row = None
    mid_window.move_to(LAST_DAY)
    db.session().rollback()
    with browsers.serving(app) as address:
        browsers.sign_in_by_cookie(tab.context, app, address, shown.owner)
        tab.goto(f"{address}/entries/{shown.entry_id}/file")
        expect(tab.get_by_text("The film may arrive until").first).to_be_visible()
        browsers.look_at(tab, "film-refused-file")


def test_who_entered_a_film_already_is_asked_on_every_screen(
    app: flask.Flask, tab: Page, submitted: tuple[Entry, Shown], edition: Edition
) -> None:
    entry, shown = submitted
    again = factories.save(factories.entry(entry.owner, edition.categories[2], title=entry.title))
    entry_id = again.id
    db.session().rollback()
    with browsers.serving(app) as address:
        browsers.sign_in_by_cookie(tab.context, app, address, shown.owner)
        tab.goto(f"{address}/entries/{entry_id}/submit")
        browsers.look_at(tab, "entered-already")
        tab.get_by_label("It is another cut than GM5-0001.").check()
        tab.get_by_role("button", name="Submit your film").click()
        expect(tab.get_by_role("heading", name="Thank you, your film is entered")).to_be_visible()
