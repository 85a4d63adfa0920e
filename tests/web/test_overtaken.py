"""Of two people who change one thing in the very same moment, one is told so, and nothing is lost."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import flask
import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from festival import db
from festival.accounts.models import Person
from festival.editions import calls, operations
from festival.editions.models import Edition
from festival.kernel.roles import Role
from festival.web.forms.saved_forms import KeptForm
from tests import factories
from tests.conftest import sign_in

PLACE = "/desk/edition"
BROWSER = {"Accept": "text/html", "Origin": "http://localhost"}
FORM = {
    "version": "1",
    "name": "Fifth edition",
    "festival_name": "Global Migration Film Festival",
    "opens_on": "2020-04-06",
    "closes_on": "2020-06-21",
    "upload_grace_hours": "48",
    "completed_from": "2017-01-01",
    "notified_by": "2020-10-15",
    "contact": "festival@example.org",
    "accent": "#0b5cad",
}


@pytest.fixture
def edition(context: None) -> Edition:
    call = calls.call_of(2020)
    call.is_current = True
    return factories.save(call)


def meeting(edit: Callable[..., Any], both: threading.Barrier) -> Callable[..., Any]:
    """An operation that waits until two have begun; SQLite lets one in at a time, so not for long."""

    def wait(*arguments: Any, **named: Any) -> Any:
        with suppress(threading.BrokenBarrierError):
            both.wait(timeout=2)
        return edit(*arguments, **named)

    return wait


def save(app: flask.Flask, organizer: Person, theme: str) -> TestResponse:
    with app.app_context():
        client = sign_in(app.test_client(), organizer)
        return client.post(PLACE, data=FORM | {"theme": theme}, headers=BROWSER)


def test_of_two_changes_in_one_moment_one_is_kept_and_the_other_hears_of_it(
    app: flask.Flask, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    monkeypatch.setattr(operations, "edit", meeting(operations.edit, threading.Barrier(2)))
    organizer = factories.save(factories.person(Role.ORGANIZER))
    db.session().rollback()
    db.session().refresh(organizer)
    db.session().expunge(organizer)
    with ThreadPoolExecutor(2) as pool:
        answers = {theme: pool.submit(save, app, organizer, theme) for theme in ("Home", "Away")}
    db.session().rollback()
    pages = {theme: answer.result() for theme, answer in answers.items()}
    (late,) = pages.keys() - {edition.theme}
    assert pages[edition.theme].status_code == 302
    assert (pages[late].status_code, late in pages[late].text) == (409 if db.is_postgresql() else 200, True)
    kept = [dict(fields)["theme"] for fields in db.session().scalars(select(KeptForm.fields))]
    assert kept == ([late] if db.is_postgresql() else [])
