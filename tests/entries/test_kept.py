"""What a filmmaker wrote outlives their session."""

import flask
import pytest

from festival import clock, db
from festival.accounts import queries
from festival.editions import operations as editions
from festival.editions.calls import call_of
from tests import factories
from tests.accounts.browsing import Browser, resident


@pytest.mark.usefixtures("mid_window")
def test_a_page_of_an_entry_comes_back_after_signing_in_again(app: flask.Flask) -> None:
    email, lina = resident(app), Browser(app)
    with app.app_context():
        with db.transaction():
            edition = editions.found(call_of(2020), actor=None, now=clock.now())
        owner = queries.by_email(email)
        assert owner
        entry = factories.save(factories.entry(owner, edition.categories[2]))
        story = f"/entries/{entry.id}/story"
    written = {"synopsis": "A kite crosses a border.", "version": "1"}
    assert lina.post(story, **written).location == f"/sign-in?next={story}"
    assert lina.sign_in(email, next=story).location == story
    page = lina.open(story).text
    assert "We kept what you typed" in page and "A kite crosses a border." in page
    assert lina.send(story, **written).status_code == 303
    again = lina.open(story).text
    assert "We kept what you typed" not in again and "A kite crosses a border." in again
