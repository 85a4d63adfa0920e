"""What a browser can know of a file is said before its first byte; what the server sees, after a bite."""

import re
from pathlib import Path

import flask
import pytest
from playwright.sync_api import Page, Request, expect

from festival import clock, db
from festival.accounts.models import Person
from festival.entries.films import operations
from festival.entries.models import Entry
from festival.screeners.media.first_bytes import WORDS, refusal_of
from festival.uploads import queries
from tests import browser as browsers
from tests import media
from tests.screeners.test_first_bytes import NO_FILMS, PERHAPS_FILMS
from tests.uploads.conftest import Uploader, the_upload
from tests.uploads.page import FILM

ZIP = b"PK\3\4" + FILM[:3_000_000]


def choose(page: Page, path: Path, content: bytes | None = None) -> None:
    if content is not None:
        path.write_bytes(content)
    page.locator(".upload.film input[type=file]").set_input_files(path)


def sent(page: Page) -> list[str]:
    """What is sent from here on."""
    found: list[str] = []

    def note(asked: Request) -> None:
        if asked.method in ("PATCH", "POST"):
            found.append(asked.url)

    page.on("request", note)
    return found


@pytest.mark.browser
def test_what_is_no_film_is_refused_by_the_browser_in_the_servers_words(page: Page, tmp_path: Path) -> None:
    nothing = sent(page)
    for kind, content in [("empty", b""), *NO_FILMS]:
        choose(page, tmp_path / "film.mp4", content)
        expect(page.locator(".upload.film .state:visible")).to_have_text("Not sent")
        expect(page.locator(".upload.film [data-part=trouble]")).to_have_text(str(WORDS[kind]))
        page.locator(".upload.film [data-part=other]").click()
    assert nothing == []


@pytest.mark.browser
def test_the_browser_lets_through_what_the_server_lets_through(page: Page) -> None:
    """The two readings of the list are one: each beginning is looked at in both."""
    module = page.locator("script[src*='js/upload-']").first.get_attribute("src")
    assert module
    heads = [content for _, content in NO_FILMS] + PERHAPS_FILMS
    found = page.evaluate(
        """async ([module, heads]) => {
            const { refusalOf } = await import(module);
            const checks = JSON.parse(document.querySelector(".upload.film .upload-checks").textContent);
            const files = heads.map((head) => new File([new Uint8Array(head)], "film.mov"));
            return Promise.all(files.map(async (file) => (await refusalOf(file, checks)) ?? null));
        }""",
        [module, [list(head) for head in heads]],
    )
    expected = [refusal_of(head[:65536], len(head)) for head in heads]
    assert found == [str(refusal) if refusal else None for refusal in expected]


@pytest.mark.browser
def test_it_looks_well_refused(page: Page, tmp_path: Path) -> None:
    choose(page, tmp_path / "film.mov", ZIP)
    expect(page.locator(".upload.film .state:visible")).to_have_text("Not sent")
    browsers.look_at(page, "entry-file-refused")


@pytest.mark.browser
def test_a_file_over_the_limit_is_refused_before_it_is_sent(page: Page, tmp_path: Path) -> None:
    nothing = sent(page)
    page.evaluate(
        """() => {
            const script = document.querySelector(".upload.film .upload-checks");
            script.textContent = script.textContent.replace(/"limit": \\d+/, '"limit": 1000000');
            const fresh = document.querySelector(".upload.film").cloneNode(true);
            delete fresh.dataset.state;
            document.querySelector(".upload.film").replaceWith(fresh);
            document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: document.body } }));
        }"""
    )
    choose(page, tmp_path / "film.mov", FILM[:3_000_000])
    words = page.locator(".upload.film [data-part=trouble]")
    expect(words).to_have_text(
        "This file has 3 MB; a file may have 1 MB. Make a smaller export and choose it."
    )
    assert nothing == []


@pytest.mark.browser
@pytest.mark.process
def test_a_film_that_is_too_short_is_asked_about_and_moves_to_where_it_fits(
    page: Page, app: flask.Flask, entry_id: int
) -> None:
    nothing = sent(page)
    choose(page, media.film())
    question = page.locator(".upload.film [data-part=question]")
    expect(question).to_have_text(
        "15:00 needed, yours is 0:02. Send it all the same, or enter it in Online films?"
    )
    assert nothing == []
    browsers.look_at(page, "entry-file-asked")

    page.get_by_role("button", name=re.compile("^Enter it in: Online")).click()
    expect(page.locator(".film-progress")).to_be_visible(timeout=20_000)
    with app.app_context():
        entry = db.session().get_one(Entry, entry_id)
        assert (entry.category.slug, entry.film_upload_id is not None) == ("online", True)


@pytest.mark.browser
@pytest.mark.process
def test_a_film_that_is_too_short_is_sent_all_the_same(page: Page, app: flask.Flask, entry_id: int) -> None:
    choose(page, media.film())
    page.get_by_role("button", name="Send it all the same").click()
    expect(page.locator(".film-progress")).to_be_visible(timeout=20_000)
    with app.app_context():
        assert db.session().get_one(Entry, entry_id).category.slug == "short"


@pytest.mark.browser
def test_of_a_format_that_the_browser_cannot_read_nothing_is_said(page: Page, tmp_path: Path) -> None:
    choose(page, tmp_path / "film.mxf", b"\x06\x0e+4\2\5\1\1\r\1\2\1\1\2" + FILM[:3_000_000])
    expect(page.locator(".film-progress")).to_be_visible(timeout=20_000)


@pytest.fixture
def uploader(app: flask.Flask, entry_id: int) -> Uploader:
    """The owner of the entry, with a program of their own."""
    with app.app_context():
        owner = db.session().get_one(Entry, entry_id).owner
        uploader = Uploader(app)
        uploader.id = owner.id
        with uploader.client.session_transaction() as session:
            session["_user_id"] = owner.fs_uniquifier
    app.config["WTF_CSRF_ENABLED"] = False
    return uploader


def send_film(app: flask.Flask, entry_id: int, url: str, owner_id: int) -> None:
    with app.app_context(), db.transaction():
        entry = db.session().get_one(Entry, entry_id)
        upload = queries.held_by_key(url.rpartition("/")[2])
        assert upload
        operations.send_film(entry, upload, actor=db.session().get_one(Person, owner_id), now=clock.now())


def test_the_server_refuses_a_film_that_is_none_after_the_first_bite(
    app: flask.Flask, entry_id: int, uploader: Uploader
) -> None:
    url = uploader.begin(len(ZIP))
    send_film(app, entry_id, url, uploader.id)

    answer = uploader.append(url, 0, ZIP)

    assert (answer.status_code, answer.get_json()["code"]) == (403, "archive")
    assert answer.get_json()["error"] == str(WORDS["archive"])
    arrived = int(uploader.ask("HEAD", url).headers["Upload-Offset"])
    assert 64 * 1024 <= arrived <= 192 * 1024
    again = uploader.append(url, arrived, ZIP[arrived:])
    assert (again.status_code, again.get_json()["code"]) == (403, "archive")
    assert int(uploader.ask("HEAD", url).headers["Upload-Offset"]) == arrived


def test_what_has_begun_as_no_film_is_not_taken_as_one(
    app: flask.Flask, entry_id: int, uploader: Uploader
) -> None:
    url = uploader.begin(len(ZIP))
    assert uploader.append(url, 0, ZIP[:100_000]).status_code == 204

    answer = uploader.client.post(
        f"/entries/{entry_id}/film-file",
        data={"upload_key": url.rpartition("/")[2]},
        headers={"Accept": "application/json"},
    )

    assert answer.status_code in (403, 409)
    assert str(WORDS["archive"]) in answer.get_data(as_text=True)
    with app.app_context():
        assert db.session().get_one(Entry, entry_id).film_upload_id is None
        assert the_upload(url).claimed_for is None


def test_what_is_for_no_entry_may_be_anything(app: flask.Flask, uploader: Uploader) -> None:
    url = uploader.send(ZIP)
    with app.app_context():
        assert the_upload(url).state == "received"


def test_a_film_passes_the_first_bite(app: flask.Flask, entry_id: int, uploader: Uploader) -> None:
    url = uploader.begin(3_000_000)
    send_film(app, entry_id, url, uploader.id)
    assert uploader.append(url, 0, FILM[:3_000_000]).status_code == 204
