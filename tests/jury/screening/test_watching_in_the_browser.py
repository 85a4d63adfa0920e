"""A juror watches a real screener: the player plays, a note takes its second, what was played is recorded."""

import re
from collections.abc import Iterator

import flask
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from festival import db
from festival.jury.models import Note, Watching
from tests import browser as browsers
from tests import media
from tests.jury.conftest import Jury
from tests.screeners.at_rest import begin, put_to_rest, work

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("festival_clock")]


@pytest.fixture
def dark_room(app: flask.Flask, jury: Jury, tab: Page) -> Iterator[Page]:
    """The juror's browser before a film of twenty seconds."""
    upload_id = put_to_rest(media.long_with_subtitles(), owner_id=jury.film.owner_id)
    begin(upload_id)
    work("screeners.make")
    with db.transaction():
        jury.film.film_upload_id, jury.film.film_link = upload_id, None
    with browsers.serving(app) as address:
        browsers.sign_in_by_cookie(tab.context, app, address, jury.juror.fs_uniquifier)
        tab.goto(f"{address}/screening/{jury.assignment.id}")
        yield tab


def recorded() -> Watching | None:
    db.session().rollback()
    return db.session().scalar(select(Watching))


def test_a_juror_watches_notes_and_is_believed(dark_room: Page, jury: Jury) -> None:
    dark_room.keyboard.press("Space")
    expect(dark_room.locator("[data-control=time]")).to_have_text(re.compile(r"0:0[4-9]"), timeout=60_000)
    dark_room.keyboard.press("n")
    dark_room.keyboard.type("Here")
    with dark_room.expect_response(f"**/screening/{jury.assignment.id}/notes"):
        dark_room.get_by_role("button", name="Save the note").click()
    expect(dark_room.locator(".note-list")).to_contain_text("Here")
    with dark_room.expect_response(f"**/screening/{jury.assignment.id}/seen*") as answered:
        dark_room.evaluate("document.querySelector('video').pause()")
    assert answered.value.status == 200
    record = recorded()
    assert record and record.intervals[0][0] == 0 and record.seconds_seen >= 3
    note = db.session().scalars(select(Note)).one()
    assert 3 <= note.at_second <= record.intervals[0][1] + 1
    dark_room.locator("[data-seek]").click()
    assert dark_room.evaluate("Math.floor(document.querySelector('video').currentTime)") == note.at_second
    dark_room.evaluate("localStorage.clear()")
    browsers.look_at(dark_room, "juror-screen")
