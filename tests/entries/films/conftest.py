"""A filmmaker in a browser, on the page of the file, over a line that can be cut."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import flask
import pytest
from playwright.sync_api import Page

from festival import db
from festival.editions.calls import call_of
from festival.editions.operations import publish_rules
from tests import browser as browsers
from tests import factories
from tests.uploads.cutting_proxy import CuttingProxy, bad_line


@pytest.fixture
def entry_id(app: flask.Flask) -> int:
    """The number of a draft without its film."""
    return draft_without_film(app)


def draft_without_film(app: flask.Flask) -> int:
    """A draft that is complete but for its film, in a call that is open today; its owner's key is “lina”."""
    with app.app_context():
        edition = call_of(2020)
        now = datetime.now(UTC)
        edition.is_current = True
        edition.opens_at, edition.closes_at = now - timedelta(days=3), now + timedelta(days=3)
        with db.transaction() as session:
            session.add(edition)
            publish_rules(edition, now=edition.opens_at)
        owner = factories.person(fs_uniquifier="lina")
        title = factories.LONG_ARABIC_TITLE
        return factories.save(
            factories.entry(
                owner, edition.categories[1], film_link=None, title="The Road", original_title=title
            )
        ).id


@pytest.fixture
def line(app: flask.Flask, entry_id: int) -> Iterator[CuttingProxy]:
    with browsers.serving(app) as server, bad_line(int(server.rpartition(":")[2])) as line:
        yield line


@pytest.fixture
def page(tab: Page, app: flask.Flask, line: CuttingProxy, entry_id: int) -> Page:
    """The filmmaker, on the page of the file."""
    address = f"http://127.0.0.1:{line.port}"
    browsers.sign_in_by_cookie(tab.context, app, address, "lina")
    tab.goto(f"{address}/entries/{entry_id}/file")
    return tab
