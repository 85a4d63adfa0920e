"""A line that is cut again and again, in the middle of everything: one file arrives, whole, and no other."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import flask
import pytest
from playwright.sync_api import Error, Page, expect
from sqlalchemy import select

from festival import db
from festival.adapters.stores import storage
from festival.config import Config
from festival.entries.models import Entry
from festival.uploads.models import Upload
from tests import browser as browsers
from tests.entries.films.conftest import draft_without_film
from tests.processes import Running, wait_until
from tests.uploads.cutting_proxy import CuttingProxy, bad_line, sizes
from tests.uploads.page import FILM

pytestmark = [pytest.mark.drill, pytest.mark.browser, pytest.mark.timeout(300)]

SECOND_EXPORT = FILM[:2_000_000] + hashlib.shake_128(b"graded anew").digest(len(FILM) - 2_000_000)


@pytest.fixture
def line(web: Running, live_config: Config) -> Iterator[CuttingProxy]:
    with bad_line(live_config.port, sizes(1_500_000, 4_000_000, 2_500_000, times=10)) as line:
        yield line


def stored(app: flask.Flask) -> list[str]:
    """The hashes of what has come to rest."""
    with app.app_context():
        uploads = db.session().scalars(select(Upload).where(Upload.storage_key.is_not(None)))
        found = []
        for upload in uploads:
            with storage().open(str(upload.storage_key)) as file:
                found.append(hashlib.sha256(file.read()).hexdigest())
        return found


def came_again(tab: Page) -> bool:
    """Whether the page could be loaded before the next cut."""
    with suppress(Error):
        tab.reload()
        tab.get_by_text("Choose the same file").wait_for(timeout=5000)
        return True
    return False


def test_what_comes_to_rest_is_one_of_the_two_files_and_whole(
    live_app: flask.Flask, worker: Running, line: CuttingProxy, tab: Page, tmp_path: Path
) -> None:
    entry_id = draft_without_film(live_app)
    address = f"http://127.0.0.1:{line.port}"
    browsers.sign_in_by_cookie(tab.context, live_app, address, "lina")
    tab.goto(f"{address}/entries/{entry_id}/file")
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 4_000_000}
    tab.context.new_cdp_session(tab).send("Network.emulateNetworkConditions", slow)
    first, second = tmp_path / "first.mov", tmp_path / "second.mov"
    first.write_bytes(FILM)
    second.write_bytes(SECOND_EXPORT)

    tab.locator(".upload.film input[type=file]").set_input_files(first)
    wait_until(lambda: line.cuts > 3, "the line was cut some times")
    tab.on("dialog", lambda dialog: dialog.accept())
    wait_until(lambda: came_again(tab), "the page came again")
    tab.locator(".upload.film input[type=file]").set_input_files(second)
    expect(tab.get_by_role("button", name="Continue with")).to_be_visible(timeout=60_000)
    tab.get_by_role("button", name="Continue with").click()
    tab.locator(".upload.film input[type=file]").set_input_files(first)

    wait_until(lambda: stored(live_app) != [], "the film rests in storage", 120)
    assert stored(live_app) == [hashlib.sha256(FILM).hexdigest()]
    assert line.cuts >= 10
    with live_app.app_context():
        entry = db.session().get_one(Entry, entry_id)
        assert entry.film_upload_id == db.session().scalars(select(Upload.id)).one()
