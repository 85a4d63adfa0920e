"""A film with a new version stands on every screen: for its filmmaker, the desk, its juror."""

from collections.abc import Callable
from datetime import datetime

import flask
import pytest
from playwright.sync_api import Page, expect

from festival import db
from festival.accounts.models import Person
from festival.entries import change_requests
from tests import browser as browsers
from tests.factories import LONG_ARABIC_TITLE
from tests.jury.conftest import Jury
from tests.jury.exchanges import ANSWERED, first_version, play, proposal, score, sent

pytestmark = pytest.mark.browser


def test_a_new_version_on_every_screen(
    app: flask.Flask, tab: Page, jury: Jury, festival_clock: Callable[[datetime], None]
) -> None:
    with db.transaction():
        jury.film.title = LONG_ARABIC_TITLE
    first_version(jury)
    play(jury, (0, 60))
    score(jury, 4, 5)
    sent(jury, "The Road North, colours and sound mended, second export.mov")
    festival_clock(ANSWERED)
    film, assignment = jury.film.id, jury.assignment.id

    def enter(person: Person, path: str, words: str, name: str) -> None:
        browsers.sign_in_by_cookie(tab.context, app, address, str(person.fs_uniquifier))
        tab.goto(address + path)
        expect(tab.get_by_text(words).first).to_be_visible()
        browsers.look_at(tab, name)

    with browsers.serving(app) as address:
        enter(jury.film.owner, f"/entries/{film}", "A new version was sent", "version-entry")
        enter(jury.film.owner, f"/entries/{film}/file", "The festival decides", "version-file")
        enter(jury.organizer, f"/desk/entries/{film}", "Watch the new version", "version-desk")
        with db.transaction():
            change_requests.accept(proposal(jury), actor=jury.organizer, now=ANSWERED)
        db.session().rollback()
        enter(jury.juror, f"/screening/{assignment}", "Keep my score", "version-juror")
        enter(jury.juror, "/screening", "There is a new version", "version-queue")
        scores = f"/desk/jury/rounds/{jury.round.id}/scores"
        enter(jury.organizer, scores, "scored the earlier version", "version-scores")
