"""The upload as people meet it: a browser, a file, a line that breaks, another day, another device."""

import hashlib
import re
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import flask
import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from festival import db
from festival.accounts.models import Person
from festival.uploads.models import Upload
from festival.uploads.places import intake
from festival.uploads.rules import Limits
from festival.uploads.seats import EACH
from festival.uploads.states import UploadState
from tests import browser as browsers
from tests.uploads.cutting_proxy import CuttingProxy
from tests.uploads.page import FILM, arrived, choose, choose_and_lose_the_line, the_upload

pytestmark = pytest.mark.browser


def test_a_film_is_sent_and_claimed(page: Page, app: flask.Flask, film: Path) -> None:
    choose(page, film)

    page.wait_for_url("**/arrived")

    upload = the_upload(app)
    assert (upload.state, upload.claimed_for, upload.filename) == (UploadState.RECEIVED, "entry:1", film.name)
    with app.app_context():
        assert intake().parts.sha256(upload.part) == hashlib.sha256(FILM).hexdigest()


def test_a_small_file_comes_back_to_a_fresh_page(page: Page, address: str, tmp_path: Path) -> None:
    subtitles = tmp_path / "film.srt"
    subtitles.write_text("1\n00:00:01,000 --> 00:00:02,000\nHello\n")
    page.goto(f"{address}/film?kind=small")
    page.evaluate("window.isOld = true")

    choose(page, subtitles)

    page.wait_for_function("() => !window.isOld && location.hash === '#there'")


def test_pause_and_go_on_by_keyboard(page: Page, line: CuttingProxy, app: flask.Flask, film: Path) -> None:
    choose_and_lose_the_line(page, line, film)
    expect(page.get_by_role("button", name="Pause")).to_be_focused()

    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Continue")).to_be_focused()
    expect(page.get_by_text("Paused. What has arrived is kept.").first).to_be_visible()
    line.mend()
    page.keyboard.press("Enter")

    page.wait_for_url("**/arrived")
    assert the_upload(app).state is UploadState.RECEIVED


def test_another_browser_goes_on_where_the_first_stopped(
    page: Page,
    line: CuttingProxy,
    browser: Browser,
    app: flask.Flask,
    address: str,
    page_key: str,
    film: Path,
) -> None:
    choose_and_lose_the_line(page, line, film)
    page.close()
    stopped_at = arrived(app)
    assert 0 < stopped_at <= len(FILM) // 2
    line.mend()

    with browsers.visiting(browser) as other:
        browsers.sign_in_by_cookie(other.context, app, address, page_key)
        other.goto(f"{address}/film")
        expect(other.get_by_text(f"{film.name}\u2069 has arrived")).to_be_visible()
        offsets: list[str] = []
        other.on(
            "request",
            lambda asked: offsets.append(asked.headers["upload-offset"]) if asked.method == "PATCH" else None,
        )
        with other.expect_response(lambda told: told.request.method == "HEAD") as told:
            choose(other, film)
        other.wait_for_url("**/arrived")

    # The server may still have been writing what had come through before the cut.
    assert stopped_at <= int(offsets[0]) <= len(FILM) // 2
    assert offsets[0] == told.value.headers["upload-offset"]
    assert the_upload(app).state is UploadState.RECEIVED


def test_what_was_begun_for_another_entry_is_left_alone(
    page: Page, app: flask.Flask, line: CuttingProxy, film: Path
) -> None:
    choose_and_lose_the_line(page, line, film)
    with app.app_context(), db.transaction() as session:
        session.scalars(select(Upload)).one().claimed_for = "entry:2"
    line.mend()

    page.reload()
    choose(page, film)
    page.wait_for_url("**/arrived")

    with app.app_context():
        uploads = db.session().scalars(select(Upload).order_by(Upload.id))
        assert [upload.claimed_for for upload in uploads] == ["entry:2", "entry:1"]


def test_the_words_say_how_far_how_fast_and_how_long(page: Page, film: Path) -> None:
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 2_000_000}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)

    choose(page, film)

    words = re.compile(r"^[\d.]+ of 42 MB · [\d.]+ [kM]B/s · about 1 minute left$")
    expect(page.locator(".progress-words")).to_have_text(words, timeout=20_000)
    expect(page.get_by_text("If you close this page, sending pauses.")).to_be_visible()


def test_being_signed_out_keeps_everything(
    page: Page, line: CuttingProxy, app: flask.Flask, address: str, page_key: str, film: Path
) -> None:
    choose_and_lose_the_line(page, line, film)
    page.get_by_role("button", name="Pause").click()
    line.mend()
    page.context.clear_cookies()

    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("You were signed out.").first).to_be_visible()
    expect(page.get_by_role("link", name="Sign in again")).to_be_visible()
    browsers.sign_in_by_cookie(page.context, app, address, page_key)
    page.get_by_role("button", name="Continue").click()

    page.wait_for_url("**/arrived")
    assert the_upload(app).state is UploadState.RECEIVED


def test_a_file_that_is_too_large_is_refused_in_words(page: Page, app: flask.Flask, film: Path) -> None:
    small = replace(app.extensions["festival.uploads"], limits=Limits(file=10**6, person=10**9, entry=10**9))
    app.extensions["festival.uploads"] = small

    choose(page, film)

    expect(page.get_by_text("This file has 42 MB; a file may have 1.0 MB.").first).to_be_visible()


@pytest.mark.parametrize("kind", ["film", "small"])
def test_it_looks_well_before_and_on_the_way(
    kind: str, page: Page, line: CuttingProxy, address: str, film: Path
) -> None:
    page.goto(f"{address}/film?kind={kind}")
    browsers.look_at(page, f"upload-{kind}-choose")

    choose_and_lose_the_line(page, line, film)
    browsers.look_at(page, f"upload-{kind}-waiting")


def test_without_javascript_the_page_says_why_it_is_needed(page: Page, address: str) -> None:
    markup = page.request.get(f"{address}/film").text()

    without = markup.partition("<noscript>")[2].partition("</noscript>")[0]

    assert "Sending a film needs JavaScript" in without
    assert 'data-when="choose unfinished" class="upload-target" hidden' in markup


def test_a_line_that_is_lost_is_said_beside_the_bar_as_long_as_it_is_away(
    page: Page, line: CuttingProxy, film: Path
) -> None:
    choose_and_lose_the_line(page, line, film)
    bar = page.locator(".progress-words")
    expect(bar).to_have_text(re.compile("connection lost$"))
    said = page.evaluate(
        """() => new Promise((resolve) => {
          const bar = document.querySelector(".progress-words");
          const said = new Set([bar.textContent]);
          new MutationObserver(() => said.add(bar.textContent)).observe(bar, { childList: true });
          setTimeout(() => resolve([...said]), 8000);
        })"""
    )
    assert len(said) == 1  # it tries again meanwhile, and says nothing else before the line is back
    line.mend()
    page.wait_for_url("**/arrived", timeout=60_000)


def test_a_film_that_waits_for_other_files_of_its_sender_says_so(
    browser: Browser, app: flask.Flask, address: str, film: Path, page_key: str
) -> None:
    visitor = browser.new_context(locale="en-GB")  # of their own: an answer of 503 is what is tried here
    browsers.sign_in_by_cookie(visitor, app, address, page_key)
    page = visitor.new_page()
    page.goto(f"{address}/film")
    with app.app_context(), ExitStack() as others:
        person = db.session().scalars(select(Person).where(Person.fs_uniquifier == page_key)).one()
        for number in range(EACH):
            others.enter_context(intake().seats.taken(person.id, f"other{number}", lambda: None))
        choose(page, film)
        expect(page.locator(".upload-state .state:visible")).to_have_text("Waits its turn", timeout=30_000)
        expect(page.locator(".progress-words")).to_have_text(re.compile("waits its turn$"))
        words = "Other files of yours are being sent. This one waits its turn, and continues by itself."
        expect(page.locator("[data-part=trouble]")).to_have_text(words)
        expect(page).to_have_title(re.compile("^Waits its turn at 0"))
        browsers.look_at(page, "upload-turn")
    page.wait_for_url("**/arrived", timeout=60_000)
    visitor.close()
