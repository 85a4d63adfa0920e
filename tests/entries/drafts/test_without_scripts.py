"""From a stranger to a receipt by forms alone, with every form's token checked."""

import re
from typing import Any

import flask
import pytest

from festival import clock, db
from festival.editions import operations as editions
from festival.editions.calls import call_of
from tests.accounts.browsing import PASSWORD, Browser, letters, link_in_last_letter

EMAIL = "lina@example.org"
KEY = re.compile(r'name="idempotency_key" value="([^"]+)"')
VERSION = re.compile(r'name="version" value="(\d+)"')
CODE = re.compile(r"LR1\.[\w.-]+")
SECTIONS: dict[str, dict[str, Any]] = {
    "film": {
        "title": "The Long Road",
        "kind": "documentary",
        "runtime": "9:30",
        "completed": "2019-11",
        "countries": ["Lebanon", "Germany"],
        "premiere": "world",
    },
    "story": {"synopsis": "A family walks north.", "theme_statement": "It is a journey, and it has a story."},
    "people": {"directors": "Lina Haddad", "producers": "Omar Saleh"},
    "languages": {"languages": ["Arabic"], "subtitles": ["English"]},
    "file": {"film_link": "https://vimeo.com/394722551"},
    "rights": {
        "holds_rights": "yes",
        "is_funded_by_organizer": "no",
        "was_entered_before": "no",
        "is_online_release": "yes",
    },
}


def found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    assert match
    return match[match.lastindex or 0]


@pytest.mark.usefixtures("mid_window")
def test_a_film_is_entered_by_forms_alone(app: flask.Flask) -> None:
    with app.app_context(), db.transaction():
        editions.create(call_of(2020), actor=None, now=clock.now())
    lina = Browser(app)
    lina.send("/register", name="Lina Haddad", email=EMAIL)
    lina.send(link_in_last_letter(app, "accounts/confirm"), name="Lina Haddad", password=PASSWORD)

    key = found(KEY, lina.open("/entries/new").text)
    begun = lina.send("/entries", page="/entries/new", category="online", idempotency_key=key)
    entry = begun.location.removesuffix("/film")
    for section, answers in SECTIONS.items():
        page = f"{entry}/{section}"
        saved = lina.send(page, version=found(VERSION, lina.open(page).text), then="submit", **answers)
        assert (section, saved.location) == (section, f"{entry}/submit")
    submitted = lina.send(f"{entry}/submit")
    assert (submitted.status_code, submitted.location) == (303, f"{entry}/receipt")

    code = found(CODE, lina.open(f"{entry}/receipt").text)
    assert "GM5-0001" in Browser(app).open(f"/receipts/check?code={code}").text
    assert letters(app) == [("accounts/confirm", EMAIL), ("entries/submitted", EMAIL)]
