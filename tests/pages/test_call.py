"""The call as visitors find it: before, open, in its last hour, closed, and in an empty installation."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import flask
import pytest
import time_machine
from flask.testing import FlaskClient
from playwright.sync_api import Page

from festival import db
from festival.editions import calls as shipped
from festival.editions import operations as editions
from festival.editions.models import Category
from festival.pages import calls
from tests import browser as browsers
from tests.factories import LONG_ARABIC_TITLE

OPENS_AT = datetime(2020, 4, 5, 22, 0, tzinfo=UTC)
CLOSES_AT = datetime(2020, 6, 21, 22, 0, tzinfo=UTC)
IN_JUNE = datetime(2020, 6, 9, 17, 0, tzinfo=UTC)
A_MOMENT = timedelta(microseconds=1)


@pytest.fixture
def edition_2020(app: flask.Flask) -> None:
    with app.app_context(), db.transaction():
        editions.create(shipped.call_of(2020), actor=None, now=OPENS_AT)


@pytest.fixture
def call_at(client: FlaskClient, edition_2020: None) -> Callable[[datetime], str]:
    def read(now: datetime) -> str:
        with time_machine.travel(now, tick=False):
            return " ".join(client.get("/").text.split())

    return read


def test_an_empty_site_says_that_there_is_no_call(client: FlaskClient) -> None:
    for path in ("/", "/rules", "/dates", "/about", "/privacy"):
        answer = client.get(path)
        assert (answer.status_code, "There is no call for films yet" in answer.text) == (200, True)


def test_before_the_call_an_entry_can_be_prepared(call_at: Callable[[datetime], str]) -> None:
    page = call_at(OPENS_AT - A_MOMENT)
    assert "6 April 2020, 00:00 in Geneva" in page
    assert "Prepare your entry" in page


def test_the_call_opens_with_its_first_instant(call_at: Callable[[datetime], str]) -> None:
    page = call_at(OPENS_AT)
    assert "Open until" in page
    assert "Enter a film" in page


def test_the_open_call_names_its_deadline_and_what_is_left(call_at: Callable[[datetime], str]) -> None:
    page = call_at(IN_JUNE)
    assert "Sunday 21 June 2020, 24:00 in Geneva" in page
    assert "12 days 5 hours left" in page
    assert "last-hour" not in page


def test_the_last_hour_comforts_slow_lines(call_at: Callable[[datetime], str]) -> None:
    page = call_at(CLOSES_AT - timedelta(minutes=42))
    assert "42 minutes left" in page
    assert "The film itself may keep arriving for 48 hours." in page


def test_at_the_deadline_the_call_is_closed(call_at: Callable[[datetime], str]) -> None:
    page = call_at(CLOSES_AT)
    assert "Closed on" in page
    assert "Everyone who entered hears by 15 October 2020." in page
    assert "Enter a film" not in page


@pytest.mark.usefixtures("edition_2020")
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/rules", "completed on or after 1 January 2017"),
        ("/dates", "By 15 October 2020"),
        ("/about", "Global Migration Film Festival"),
        ("/privacy", "One cookie for the session"),
    ],
)
def test_the_plain_pages_speak_of_this_edition(client: FlaskClient, path: str, words: str) -> None:
    assert words in client.get(path).text


def test_lengths_are_said_as_people_say_them(app: flask.Flask) -> None:
    with app.test_request_context():
        said = [calls.length_of(make()) for make in (shipped.feature, shipped.short, shipped.online)]
        said.append(calls.length_of(Category(min_seconds=90, max_seconds=41 * 60 + 30)))
    assert said == [
        "41 minutes and longer",
        "15 to 40 minutes",
        "up to 15 minutes",
        "1 min 30 s to 41 min 30 s",
    ]


def test_the_line_of_dates_stands_at_the_first_that_is_not_over(app: flask.Flask) -> None:
    edition = shipped.call_of(2020)
    with app.test_request_context():
        phases = {
            now: [stop.phase for stop in calls.stops(edition, now)]
            for now in (OPENS_AT - A_MOMENT, IN_JUNE, CLOSES_AT, datetime(2021, 1, 1, tzinfo=UTC))
        }
    assert phases == {
        OPENS_AT - A_MOMENT: ["now", "next", "next", "next"],
        IN_JUNE: ["past", "now", "next", "next"],
        CLOSES_AT: ["past", "past", "now", "next"],
        datetime(2021, 1, 1, tzinfo=UTC): ["past", "past", "past", "past"],
    }


def test_a_language_nobody_speaks_here_is_not_found(client: FlaskClient) -> None:
    assert client.get("/language/tlh").status_code == 404


def test_choosing_a_language_leads_back_into_the_site_only(client: FlaskClient) -> None:
    led = [
        client.get(f"/language/en?next={path}").location for path in ("/rules", "//evil.example", "/\\evil")
    ]
    assert led == ["/rules", "/", "/"]


MOMENTS = {
    "before": OPENS_AT - timedelta(days=12),
    "open": IN_JUNE,
    "last-hour": CLOSES_AT - timedelta(minutes=42),
    "closed": CLOSES_AT + timedelta(days=3),
}


@pytest.fixture
def address(app: flask.Flask) -> Iterator[str]:
    with browsers.serving(app) as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize("name", MOMENTS)
@pytest.mark.usefixtures("edition_2020")
def test_the_call_is_well_on_every_screen(
    address: str, tab: Page, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("festival.clock.now", lambda: MOMENTS[name])
    tab.goto(address)
    browsers.look_at(tab, f"call-{name}")


@pytest.mark.browser
@pytest.mark.parametrize("path", ["rules", "dates", "about", "privacy"])
@pytest.mark.usefixtures("edition_2020")
def test_the_plain_pages_are_well_on_every_screen(address: str, tab: Page, path: str) -> None:
    tab.goto(f"{address}/{path}")
    browsers.look_at(tab, path)


@pytest.mark.browser
def test_a_long_arabic_name_stays_on_the_page(
    app: flask.Flask, address: str, tab: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context(), db.transaction():
        edition = shipped.call_of(2020)
        edition.festival_name = edition.name = edition.theme = LONG_ARABIC_TITLE
        editions.create(edition, actor=None, now=OPENS_AT)
    monkeypatch.setattr("festival.clock.now", lambda: IN_JUNE)
    tab.goto(address)
    browsers.look_at(tab, "call-arabic")
