"""Sending subtitle files from a browser: a file that is too large never leaves it."""

import flask
import pytest
from playwright.sync_api import FilePayload, Page, expect
from sqlalchemy import func, select

from festival import db
from festival.accounts.models import Person
from festival.editions.models import Edition
from festival.uploads.models import Upload
from tests import browser as browsers
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("mid_window")]


def srt(content: bytes) -> FilePayload:
    """A file as a person chooses it."""
    return {"name": "film.srt", "mimeType": "text/plain", "buffer": content}


def test_a_subtitle_file_that_is_too_large_is_refused_before_it_is_sent(
    app: flask.Flask, edition: Edition, lina: Person, tab: Page
) -> None:
    draft = factories.save(factories.entry(lina, edition.categories[1], film_link=None))
    entry_id, session = draft.id, lina.fs_uniquifier
    with browsers.serving(app) as address:
        browsers.sign_in_by_cookie(tab.context, app, address, session)
        tab.goto(f"{address}/entries/{entry_id}/file")
        field = tab.locator("#subtitle-files input[type=file]").first
        warning = tab.get_by_text("This file is too large for subtitles (10 MB at most).")
        expect(warning).to_be_hidden()
        field.set_input_files(srt(b"x" * (10 * 2**20 + 1)))
        expect(warning).to_be_visible()
        field.set_input_files(srt(b"1\n00:00:01 --> 00:00:02\nHi\n"))
        expect(tab.locator("#subtitle-files article")).to_have_count(1)
    db.session().rollback()
    assert db.session().scalar(select(func.count()).select_from(Upload)) == 1
