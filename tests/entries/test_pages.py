"""A filmmaker walks from the first word to the receipt, without JavaScript."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db
from festival.accounts.models import Person
from festival.editions.models import Edition
from festival.entries.models import Entry
from tests import factories

pytestmark = pytest.mark.usefixtures("mid_window", "edition")


def the_entry() -> Entry:
    db.session().expire_all()
    return db.session().scalars(select(Entry)).one()


@pytest.fixture
def draft(edition: Edition, lina: Person) -> Entry:
    return factories.save(factories.entry(lina, edition.categories[2]))


@pytest.mark.parametrize(
    "page", ["", "/film", "/story", "/people", "/languages", "/file", "/rights", "/submit"]
)
def test_every_page_of_a_draft_opens(hers: FlaskClient, draft: Entry, page: str) -> None:
    assert hers.get(f"/entries/{draft.id}{page}").status_code == 200


def test_the_list_and_the_beginning_open(hers: FlaskClient, draft: Entry) -> None:
    assert draft.title in hers.get("/entries").text
    assert hers.get("/entries/new").status_code == 200


def test_a_film_is_entered_page_by_page(hers: FlaskClient) -> None:
    begun = hers.post("/entries", data={"category": "online", "title": "Kite", "idempotency_key": "k"})
    assert begun.status_code == 303, begun.text
    home = begun.location.removesuffix("/film")
    pages: dict[str, dict[str, Any]] = {
        "film": {
            "title": "Kite",
            "kind": "fiction",
            "runtime": "12:30",
            "completed": "2019",
            "countries": ["Lebanon", "de", ""],
            "premiere": "world",
        },
        "story": {"synopsis": "A kite crosses.", "theme_statement": "It has a story."},
        "people": {"directors": "Lina Haddad\nOmar Saleh"},
        "languages": {"languages": ["Arabic", ""], "subtitles": ["English"]},
        "file": {"film_link": "vimeo.com/1234"},
        "rights": {
            "holds_rights": "yes",
            "is_funded_by_organizer": "no",
            "was_entered_before": "no",
            "is_online_release": "yes",
        },
    }
    for page, words in pages.items():
        version = the_entry().revision
        answer = hers.post(f"{home}/{page}", data={**words, "version": version})
        assert (answer.status_code, answer.location) == (303, f"{home}/{page}")
    assert (the_entry().unfinished, the_entry().countries) == ({}, ["LB", "DE"])
    submitted = hers.post(f"{home}/submit")
    assert submitted.location == f"{home}/receipt"
    assert "GM5-0001" in hers.get(f"{home}/receipt").text
    assert hers.get(home).status_code == 200
