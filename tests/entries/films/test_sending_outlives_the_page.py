"""A film goes on arriving while its filmmaker fills in the other pages of the entry."""

import re
from pathlib import Path

import flask
import pytest
from playwright.sync_api import Browser, CDPSession, Dialog, Page, expect
from sqlalchemy import select

from festival import db
from festival.entries.models import Entry
from festival.entries.states import EntryState
from festival.uploads.models import Upload
from festival.uploads.states import UploadState
from tests import browser as browsers
from tests.uploads.cutting_proxy import CuttingProxy
from tests.uploads.page import FILM, the_upload

pytestmark = pytest.mark.browser


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "road.mov"
    path.write_bytes(FILM)
    return path


@pytest.fixture
def throttle(page: Page) -> CDPSession:
    session = page.context.new_cdp_session(page)
    _limit(session, 1_000_000)
    return session


def _limit(session: CDPSession, bytes_a_second: int) -> None:
    limits = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": bytes_a_second}
    session.send("Network.emulateNetworkConditions", limits)


def begin(page: Page, film: Path) -> None:
    page.locator(".upload.film input[type=file]").set_input_files(film)
    expect(page.locator(".upload.film .progress-words")).to_have_text(re.compile(r"^[1-9]"), timeout=20_000)
    page.evaluate("window.isTheSamePage = true")


def go_to(page: Page, section: str) -> None:
    page.get_by_role("navigation", name="Pages of this entry").get_by_role("link", name=section).click()
    expect(page.get_by_role("heading", name=section, level=2)).to_be_visible()
    assert page.evaluate("window.isTheSamePage")


def the_entry(app: flask.Flask, entry_id: int) -> Entry:
    with app.app_context():
        return db.session().get_one(Entry, entry_id)


def test_sections_are_opened_filled_in_and_saved_while_the_film_arrives(
    page: Page, app: flask.Flask, entry_id: int, film: Path, throttle: CDPSession
) -> None:
    begin(page, film)
    checklist = page.locator(".site-aside .checklist")
    expect(checklist.get_by_text(re.compile(r"^[\d.]+ MB of 42 MB has arrived\.$"))).to_be_visible()
    expect(checklist).not_to_contain_text("Choose the film's file")
    signs = page.locator("[data-film-sign]")
    expect(signs).to_have_text(["Sending", "Sending"])

    go_to(page, "Story")
    dock = page.locator("#upload-dock")
    expect(dock.locator(".state:visible")).to_have_text("Sending")
    expect(dock.locator(".progress-words")).to_contain_text("of 42 MB")
    expect(page).to_have_title(re.compile(r"^\d+% · Story · The Road · "))
    expect(page.locator("#main")).to_be_focused()
    expect(page).to_have_url(re.compile(r"/story$"))
    page.get_by_label("Synopsis in English").fill("A road, walked in winter.")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", name="People", level=2)).to_be_visible()
    assert the_entry(app, entry_id).synopsis == "A road, walked in winter."

    page.go_back()
    expect(page.get_by_role("heading", name="Story", level=2)).to_be_visible()
    expect(page.get_by_label("Synopsis in English")).to_have_value("A road, walked in winter.")
    page.go_back()
    expect(page.get_by_role("heading", name="The file", level=2)).to_be_visible()
    expect(page.locator("#main .upload.film .state:visible")).to_have_text("Sending")
    expect(dock).to_be_hidden()
    page.go_forward()
    expect(page.get_by_role("heading", name="Story", level=2)).to_be_visible()
    assert page.evaluate("window.isTheSamePage")

    dock.get_by_role("button", name="Pause").click()
    expect(signs).to_have_text(["Paused"] * 3)
    dock.get_by_role("button", name="Continue").click()
    expect(signs).to_have_text(["Sending"] * 3)

    _limit(throttle, -1)
    expect(dock.locator(".state:visible")).to_have_text("Arrived", timeout=60_000)
    expect(signs).to_have_text(["Arrived"] * 3)
    expect(dock.locator(".progress-words")).to_have_text("42 of 42 MB")
    assert the_upload(app).state is UploadState.RECEIVED


def test_an_entry_is_submitted_while_its_film_arrives(
    page: Page, app: flask.Flask, entry_id: int, film: Path, throttle: CDPSession
) -> None:
    begin(page, film)
    page.get_by_role("link", name="Check and submit").first.click()
    expect(page.get_by_text("of 42 MB has arrived.")).to_be_visible()
    page.get_by_role("button", name="Submit your film").click()

    expect(page.get_by_role("heading", name="Thank you, your entry is submitted")).to_be_visible()
    expect(page.locator("#upload-dock .state:visible")).to_have_text("Sending")
    assert the_entry(app, entry_id).state is EntryState.SUBMITTED
    _limit(throttle, -1)
    expect(page.locator("#upload-dock .state:visible")).to_have_text("Arrived", timeout=60_000)
    assert the_upload(app).state is UploadState.RECEIVED


def test_what_was_typed_a_moment_ago_is_saved_before_the_page_goes(
    page: Page, app: flask.Flask, entry_id: int, film: Path, throttle: CDPSession
) -> None:
    begin(page, film)
    go_to(page, "Story")
    page.get_by_label("Synopsis in English").fill("Written just now.")
    go_to(page, "Rights")
    assert the_entry(app, entry_id).synopsis == "Written just now."


def test_what_cannot_be_read_is_shown_again_and_the_film_goes_on(
    page: Page, film: Path, throttle: CDPSession
) -> None:
    begin(page, film)
    go_to(page, "Film")
    page.get_by_label("Running time").fill("twenty")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#upload-dock .state:visible")).to_have_text("Sending")


def test_leaving_the_entry_asks_first_and_only_while_the_film_is_on_its_way(
    page: Page, film: Path, throttle: CDPSession
) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    begin(page, film)
    page.on("dialog", stay)
    page.get_by_role("link", name="My entries").click(no_wait_after=True)
    expect(page.locator(".upload.film .state:visible")).to_have_text("Sending")
    assert asked == ["beforeunload"]

    page.get_by_role("button", name="Pause").click()
    page.get_by_role("link", name="My entries").click()
    expect(page.get_by_role("heading", name="My entries")).to_be_visible()
    assert asked == ["beforeunload"]


def test_a_page_that_does_not_come_is_said_and_the_film_goes_on(
    page: Page, film: Path, throttle: CDPSession
) -> None:
    begin(page, film)
    page.route("**/story", lambda route: route.abort())
    page.get_by_role("link", name="Story").first.click()
    expect(page.get_by_text("The festival's server cannot be reached.")).to_be_visible()
    expect(page.get_by_role("heading", name="The file", level=2)).to_be_visible()
    go_to(page, "Rights")
    expect(page.get_by_text("The festival's server cannot be reached.")).to_be_hidden()


def test_a_session_that_ended_is_said_and_nothing_is_left(
    page: Page, film: Path, throttle: CDPSession
) -> None:
    begin(page, film)
    page.context.clear_cookies()
    page.get_by_role("link", name="Story").first.click()
    expect(page.get_by_text("You were signed out.").first).to_be_visible()
    expect(page.get_by_role("heading", name="The file", level=2)).to_be_visible()


def test_removing_the_file_ends_its_sending(
    page: Page, app: flask.Flask, entry_id: int, film: Path, throttle: CDPSession
) -> None:
    begin(page, film)
    go_to(page, "Story")
    go_to(page, "The file")
    page.get_by_text("Remove this file…").click()
    page.get_by_role("button", name="Remove it").click()

    expect(page.get_by_text("Remove this file…")).to_be_hidden()
    expect(page.locator(".upload.film .upload-target")).to_be_visible()
    assert the_entry(app, entry_id).film_upload_id is None


def test_subtitles_are_added_beside_a_film_on_its_way(
    page: Page, app: flask.Flask, film: Path, tmp_path: Path, throttle: CDPSession
) -> None:
    begin(page, film)
    subtitles = tmp_path / "road.en.srt"
    subtitles.write_text("1\n00:00:01,000 --> 00:00:02,000\nHello\n")
    page.locator(".upload.small input[type=file]").set_input_files(subtitles)

    expect(page.locator(".subtitle-file")).to_be_visible()
    expect(page.locator(".upload.film .state:visible")).to_have_text("Sending")
    assert page.evaluate("window.isTheSamePage")


def test_on_another_day_the_bar_stands_where_the_film_stands(
    page: Page, line: CuttingProxy, app: flask.Flask, browser: Browser, film: Path
) -> None:
    line.cut_after(len(FILM) // 2)
    page.locator(".upload.film input[type=file]").set_input_files(film)
    expect(page.get_by_text("The connection is lost.").first).to_be_visible(timeout=30_000)
    line.mend()
    page.get_by_role("button", name="Pause").click()

    page.reload()
    way = page.locator(".upload.film .upload-way")
    expect(way.locator(".state:visible")).to_have_text("Not finished")
    expect(way.locator(".progress-words")).to_have_text(re.compile(r"^(1\d|20|21) of 42 MB$"))
    share = way.locator("progress").evaluate("bar => bar.value / bar.max")
    assert 0.2 < share <= 0.5
    page.get_by_role("link", name="Rights").first.click()
    expect(page.locator(".arrival")).to_contain_text(
        re.compile(r"(1\d|20|21) MB of 42 MB of \u2068road.mov\u2069 has arrived")
    )
    page.get_by_role("link", name="Continue sending").click()
    expect(page.get_by_role("heading", name="The file", level=2)).to_be_visible()


def test_it_looks_well_on_every_page(page: Page, film: Path, throttle: CDPSession) -> None:
    begin(page, film)
    browsers.look_at(page, "entry-file-sending")
    go_to(page, "Rights")
    browsers.look_at(page, "entry-rights-sending")


def test_each_state_has_its_own_look(
    page: Page, line: CuttingProxy, app: flask.Flask, film: Path, throttle: CDPSession
) -> None:
    begin(page, film)
    state = page.locator(".upload.film .state:visible")
    page.get_by_role("button", name="Pause").click()
    expect(state).to_have_text("Paused")
    expect(page.get_by_role("button", name="Pause")).to_be_hidden()
    expect(page).to_have_title(re.compile(r"^Paused at \d+% · "))
    browsers.look_at(page, "entry-file-paused")
    line.cut_after(100_000)
    page.get_by_role("button", name="Continue").click()
    expect(state).to_have_text("Connection lost", timeout=30_000)
    expect(page.get_by_role("button", name="Continue")).to_be_hidden()
    expect(page).to_have_title(re.compile(r"^Connection lost at \d+% · "))
    browsers.look_at(page, "entry-file-waiting")

    with app.app_context(), db.transaction() as session:
        upload = session.scalars(select(Upload)).one()
        upload.accept_until = upload.created_at
    line.mend()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(state).to_have_text("Expired", timeout=60_000)
    browsers.look_at(page, "entry-file-expired")
