"""The choice of what the jury hears, looked at on every screen."""

from dataclasses import replace

import flask
import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from festival import db
from festival.entries.models import Entry
from festival.kernel import message_rows
from festival.screeners import rules
from festival.screeners.models import Screener
from festival.screeners.states import ScreenerState
from tests import browser as browsers
from tests import factories
from tests.entries.films.test_film import at_rest, draft, look_at, send
from tests.screeners.test_checks import FACTS, SOUND

pytestmark = pytest.mark.browser
__all__ = ["draft"]
LONG = factories.LONG_ARABIC_TITLE


@pytest.mark.parametrize("is_judged", [True, False], ids=["sounds", "not judged"])
def test_the_films_page_is_well_on_every_screen(
    app: flask.Flask, tab: Page, draft: Entry, is_judged: bool
) -> None:
    upload = at_rest(draft.owner)
    send(draft, upload)
    look_at(upload, ScreenerState.READY if is_judged else ScreenerState.REFUSED)
    special = replace(SOUND, index=1, marks=("comment",), language="ara", title=LONG)
    with db.transaction():
        screener = db.session().scalars(select(Screener)).one()
        screener.facts_row = replace(FACTS, sounds=(special, replace(SOUND, index=2))).to_json()
        if not is_judged:
            screener.refusal_row = message_rows.to_json(rules.NOT_JUDGED.message)
        draft.title = LONG
    key = draft.owner.fs_uniquifier
    with browsers.serving(app) as address:
        browsers.sign_in_by_cookie(tab.context, app, address, key)
        tab.goto(f"{address}/entries/{draft.id}/file")
        browsers.look_at(tab, f"film-{'sounds' if is_judged else 'not-judged'}")
