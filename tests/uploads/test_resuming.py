"""An upload continues only with the very file that was begun; another is asked about, never mixed in."""

import hashlib
import os
import re
from pathlib import Path

import flask
import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect
from sqlalchemy import select

from festival import db
from festival.uploads.models import Upload
from festival.uploads.places import intake
from festival.uploads.states import UploadState
from tests import browser as browsers
from tests.uploads.cutting_proxy import CuttingProxy
from tests.uploads.page import FILM, arrived, choose, choose_and_lose_the_line, the_upload

pytestmark = pytest.mark.browser

SAME = 6_000_000  # up to here the two exports are one; the line breaks later, however much of it was lost
SECOND_EXPORT = FILM[:SAME] + hashlib.shake_128(b"graded anew").digest(len(FILM) - SAME)
OTHER_FROM_THE_START = hashlib.shake_128(b"other").digest(30_000_000)


@pytest.fixture
def second_export(tmp_path: Path) -> Path:
    """As long as the film, with the same beginning, and another from before where the line breaks."""
    path = tmp_path / "second" / "الطريق.mov"
    path.parent.mkdir()
    path.write_bytes(SECOND_EXPORT)
    return path


@pytest.fixture
def another_film(tmp_path: Path) -> Path:
    path = tmp_path / "another.mov"
    path.write_bytes(OTHER_FROM_THE_START)
    return path


def contents(app: flask.Flask) -> list[bytes]:
    """What has arrived of each upload, the oldest first."""
    with app.app_context():
        uploads = db.session().scalars(select(Upload).order_by(Upload.id))
        return [intake().parts.path(upload.part).read_bytes() for upload in uploads]


def put_in_its_place(film: Path, content: bytes) -> None:
    """Change a file so that neither its name, nor its size, nor its time shows it."""
    was = film.stat()
    film.write_bytes(content)
    os.utime(film, ns=(was.st_atime_ns, was.st_mtime_ns))


def sends_nothing(page: Page) -> list[str]:
    """The requests with bytes from here on, to be found empty."""
    sent: list[str] = []

    def note(asked: Request) -> None:
        if asked.method in ("PATCH", "POST"):
            sent.append(asked.url)

    page.on("request", note)
    return sent


def lose_the_line_and_come_back(page: Page, line: CuttingProxy, film: Path) -> None:
    choose_and_lose_the_line(page, line, film)
    line.mend()
    page.reload()
    expect(page.get_by_text("Choose the same file")).to_be_visible()


def test_another_export_with_the_same_beginning_is_asked_about(
    page: Page, line: CuttingProxy, app: flask.Flask, film: Path, second_export: Path
) -> None:
    lose_the_line_and_come_back(page, line, film)
    sent = sends_nothing(page)

    choose(page, second_export)

    expect(page.locator("[data-part=question]")).to_contain_text("This is another file than")
    expect(page.locator("[data-part=question]")).to_contain_text("what has arrived is not in it")
    page.get_by_role("button", name="Continue with").click()
    expect(page.get_by_text(f"Choose \u2068{film.name}\u2069 to continue.").first).to_be_visible()
    assert sent == []
    choose(page, film)
    page.wait_for_url("**/arrived")
    assert contents(app) == [FILM]


def test_the_other_file_instead_is_an_upload_of_its_own_and_takes_no_byte(
    page: Page, line: CuttingProxy, app: flask.Flask, film: Path, second_export: Path
) -> None:
    lose_the_line_and_come_back(page, line, film)
    kept = arrived(app)

    choose(page, second_export)
    page.get_by_role("button", name="Send this one instead").click()
    page.wait_for_url("**/arrived")

    assert contents(app) == [FILM[:kept], SECOND_EXPORT]


def test_a_film_of_another_length_is_asked_about(
    page: Page, line: CuttingProxy, app: flask.Flask, film: Path, another_film: Path
) -> None:
    lose_the_line_and_come_back(page, line, film)
    sent = sends_nothing(page)

    choose(page, another_film)

    question = page.locator("[data-part=question]")
    expect(question).to_contain_text(f"This is another file than \u2068{film.name}\u2069 (")
    expect(question).to_contain_text(" of 42 MB has arrived).")
    expect(page.get_by_role("button", name="Continue with")).to_be_focused()
    browsers.look_at(page, "upload-asked")
    assert sent == []


def test_another_browser_finds_another_export_out(
    page: Page,
    line: CuttingProxy,
    browser: Browser,
    app: flask.Flask,
    address: str,
    page_key: str,
    film: Path,
    second_export: Path,
) -> None:
    choose_and_lose_the_line(page, line, film)
    page.close()
    line.mend()
    with browsers.visiting(browser) as other:
        browsers.sign_in_by_cookie(other.context, app, address, page_key)
        other.goto(f"{address}/film")
        choose(other, second_export)
        expect(other.get_by_role("button", name="Send this one instead")).to_be_visible()
    assert contents(app)[0] == FILM[: arrived(app)]


@pytest.mark.parametrize("is_paused", [False, True])
def test_a_file_exchanged_on_the_disk_during_a_break_is_found_out_in_the_same_page(
    is_paused: bool, page: Page, line: CuttingProxy, app: flask.Flask, film: Path
) -> None:
    choose_and_lose_the_line(page, line, film)
    if is_paused:
        page.get_by_role("button", name="Pause").click()
    put_in_its_place(film, SECOND_EXPORT)
    line.mend()
    if is_paused:
        page.get_by_role("button", name="Continue").click()

    expect(page.get_by_role("button", name="Send this one instead")).to_be_visible(timeout=30_000)
    assert contents(app) == [FILM[: arrived(app)]]


def test_a_file_that_is_written_anew_while_it_is_sent_stops_the_sending(
    page: Page, line: CuttingProxy, app: flask.Flask, film: Path
) -> None:
    choose_and_lose_the_line(page, line, film)
    film.write_bytes(SECOND_EXPORT)
    os.utime(film, (1, 1))
    line.mend()

    expect(page.get_by_text("This file was changed or moved while it was being sent").first).to_be_visible(
        timeout=30_000
    )
    expect(page.get_by_role("button", name="Continue")).to_be_hidden()
    assert contents(app) == [FILM[: arrived(app)]]


@pytest.mark.parametrize("answer", ["Continue", "Send it from the start"])
def test_a_file_of_another_time_is_asked_about(
    answer: str, page: Page, line: CuttingProxy, app: flask.Flask, film: Path
) -> None:
    lose_the_line_and_come_back(page, line, film)
    kept = arrived(app)
    os.utime(film, (1_600_000_000, 1_600_000_000))

    choose(page, film)
    expect(page.locator("[data-part=question]")).to_contain_text("This file was changed after")
    page.get_by_role("button", name=answer, exact=True).click()
    page.wait_for_url("**/arrived")

    assert contents(app) == ([FILM] if answer == "Continue" else [FILM[:kept], FILM])


def test_a_file_exchanged_while_the_sending_is_paused_is_found_out(
    page: Page, app: flask.Flask, film: Path
) -> None:
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 8_000_000}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)
    choose(page, film)
    expect(page.locator(".upload")).to_have_attribute("data-state", "sending")
    expect(page.locator(".progress-words")).to_have_text(re.compile("^[1-9]"), timeout=20_000)
    page.get_by_role("button", name="Pause").click()
    put_in_its_place(film, OTHER_FROM_THE_START[:20] + FILM[20:])
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_role("button", name="Send this one instead")).to_be_visible(timeout=30_000)
    assert contents(app) == [FILM[: arrived(app)]]


def test_a_file_exchanged_while_it_is_sent_without_a_break_is_found_out_before_it_is_whole(
    page: Page, app: flask.Flask, film: Path
) -> None:
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 8_000_000}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)
    choose(page, film)
    expect(page.locator(".progress-words")).to_have_text(re.compile("^[1-9]"), timeout=20_000)
    put_in_its_place(film, OTHER_FROM_THE_START[:20] + FILM[20:])

    expect(page.get_by_role("button", name="Send this one instead")).to_be_visible(timeout=30_000)
    assert the_upload(app).state is UploadState.RECEIVING
    assert contents(app) == [FILM[: arrived(app)]]


def test_where_the_browser_has_no_crypto_a_library_compares(
    page: Page, line: CuttingProxy, app: flask.Flask, film: Path, second_export: Path
) -> None:
    page.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })")
    page.reload()
    assert page.evaluate("crypto.subtle === undefined")
    lose_the_line_and_come_back(page, line, film)

    choose(page, second_export)
    expect(page.locator("[data-part=question]")).to_contain_text("what has arrived is not in it")
    page.get_by_role("button", name="Continue with").click()
    choose(page, film)
    page.wait_for_url("**/arrived")
    assert contents(app) == [FILM]


def test_a_comparison_can_be_paused(page: Page, line: CuttingProxy, app: flask.Flask, film: Path) -> None:
    lose_the_line_and_come_back(page, line, film)
    held: list[Route] = []
    page.route("**/blocks?from=0", lambda route: held.append(route))
    choose(page, film)
    expect(page.locator(".upload-state .state:visible")).to_have_text("Comparing")

    page.get_by_role("button", name="Pause").click()
    expect(page.locator(".upload-state .state:visible")).to_have_text("Paused")
    page.unroute("**/blocks?from=0")
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/arrived")
    assert contents(app) == [FILM]


def test_when_the_server_cannot_say_what_is_unfinished_nothing_is_begun(
    page: Page, line: CuttingProxy, app: flask.Flask, film: Path, another_film: Path
) -> None:
    lose_the_line_and_come_back(page, line, film)
    sent = sends_nothing(page)
    page.route("**/files/unfinished", lambda route: route.abort())

    choose(page, another_film)
    expect(page.locator(".upload-state .state:visible")).to_have_text("Stopped")
    assert sent == []
    page.unroute("**/files/unfinished")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("button", name="Send this one instead")).to_be_visible()


def test_a_long_comparison_says_how_far_it_is(
    page: Page, line: CuttingProxy, app: flask.Flask, film: Path
) -> None:
    lose_the_line_and_come_back(page, line, film)
    held: list[Route] = []
    page.route("**/blocks?from=0", lambda route: held.append(route))

    choose(page, film)

    expect(page.locator(".progress-words")).to_have_text("Comparing with what has arrived … 0%")
    expect(page.locator(".upload-state .state:visible")).to_have_text("Comparing")
    assert page.title().startswith("Comparing · ")
    held[0].continue_()
    page.wait_for_url("**/arrived")
    assert contents(app) == [FILM]


def test_what_somebody_else_sent_since_the_comparison_is_compared_too(
    page: Page, line: CuttingProxy, app: flask.Flask, film: Path
) -> None:
    lose_the_line_and_come_back(page, line, film)
    kept = arrived(app)

    def add_other_bytes(route: Route) -> None:
        if route.request.method == "HEAD" and arrived(app) == kept:
            with app.app_context():
                intake().parts.append(the_upload(app).part, kept, [b"other bytes"])
        route.continue_()

    page.route("**/files/*", add_other_bytes)
    choose(page, film)

    expect(page.get_by_role("button", name="Send this one instead")).to_be_visible(timeout=30_000)
    assert contents(app) == [FILM[:kept] + b"other bytes"]


def test_a_line_that_is_cut_over_and_over_loses_nothing(
    page: Page, line: CuttingProxy, app: flask.Flask, film: Path
) -> None:
    line.cut_after(3_000_000)
    choose(page, film)
    for _ in range(6):
        expect(page.get_by_text("The connection is lost.").first).to_be_visible(timeout=30_000)
        line.cut_after(5_000_000)
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.locator(".upload")).not_to_have_attribute("data-state", "waiting")
    line.mend()

    page.wait_for_url("**/arrived", timeout=60_000)
    assert the_upload(app).state is UploadState.RECEIVED
    assert contents(app) == [FILM]
