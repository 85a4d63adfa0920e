"""What a filmmaker wrote outlives their session, and a submit in another window."""

import flask
import pytest

from festival import clock, db
from festival.accounts import queries
from festival.editions import operations as editions
from festival.editions.calls import call_of
from festival.entries import operations
from festival.entries.models import Entry
from tests import factories
from tests.accounts.browsing import Browser, resident

WRITTEN = {"synopsis": "A kite crosses a border.", "version": "1"}
pytestmark = pytest.mark.usefixtures("mid_window")


def draft_of(app: flask.Flask, email: str) -> int:
    """A draft of the person with this address; its id."""
    with app.app_context():
        with db.transaction():
            edition = editions.create(call_of(2020), actor=None, now=clock.now())
        owner = queries.by_email(email)
        assert owner
        return factories.save(factories.entry(owner, edition.categories[2])).id


def test_a_page_of_an_entry_comes_back_after_signing_in_again(app: flask.Flask) -> None:
    email, lina = resident(app), Browser(app)
    story = f"/entries/{draft_of(app, email)}/story"
    assert lina.post(story, **WRITTEN).location == f"/sign-in?next={story}"
    assert lina.sign_in(email, next=story).location == story
    page = lina.open(story).text
    assert "We kept what you typed" in page and "A kite crosses a border." in page
    assert lina.send(story, **WRITTEN).status_code == 303
    again = lina.open(story).text
    assert "We kept what you typed" not in again and "A kite crosses a border." in again


def test_words_that_came_after_the_submit_wait_behind_the_refusal(app: flask.Flask) -> None:
    email, lina = resident(app), Browser(app)
    lina.sign_in(email)
    entry_id = draft_of(app, email)
    story = f"/entries/{entry_id}/story"
    lina.open(story)
    with app.app_context(), db.transaction() as session:
        entry = session.get_one(Entry, entry_id)
        operations.submit(entry, actor=entry.owner, now=clock.now())
    assert lina.send(story, **WRITTEN).status_code == 403
    assert "A kite crosses a border." in lina.open(story).text
