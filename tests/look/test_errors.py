"""Every page of an error says what happened and leads on."""

import html
import re
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from festival import db
from festival.web import access, errors
from festival.web.errors import PAGES

ERRORS = Path(__file__).resolve().parents[2] / "templates" / "errors"


def test_there_is_a_page_for_every_error() -> None:
    assert {path.stem for path in ERRORS.glob("[0-9]*.html")} == {str(code) for code in PAGES}


@pytest.mark.parametrize("code", sorted(PAGES))
def test_it_says_what_happened_and_leads_on(app: flask.Flask, code: int) -> None:
    with app.test_request_context():
        page = flask.render_template(f"errors/{code}.html", typed=[], path="/", back_url="/")
    assert "<h1>" in page
    assert 'class="button' in page


def test_a_missing_page_is_ours(client: FlaskClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "There is no such page" in answer.text


def test_a_database_that_is_away_is_told_without_it(
    app: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*args: object, **kwargs: object) -> None:
        raise OperationalError("SELECT 1", None, Exception("gone"))

    def break_down() -> str:
        return str(db.session().scalar(text("SELECT 1")))

    app.add_url_rule("/broken", view_func=access.public(break_down))
    app.register_error_handler(Exception, errors.broken)
    with app.app_context():
        monkeypatch.setattr(Session, "execute", gone)
        monkeypatch.setattr(Session, "scalar", gone)
        answer = app.test_client().get("/broken")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "Back in a moment" in answer.text


def test_our_own_fault_is_told_as_such(app: flask.Flask) -> None:
    def break_down() -> str:
        raise ZeroDivisionError

    app.add_url_rule("/broken", view_func=access.public(break_down))
    app.register_error_handler(Exception, errors.broken)
    answer = app.test_client().get("/broken")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text


@pytest.mark.parametrize(
    ("fields", "is_held"),
    [
        ({"title": 'Sea "of"\nsand', "csrf_token": "abc"}, True),
        ({"title": "Sea", "new_password": "four quiet words"}, False),
    ],
)
def test_what_was_sent_in_vain_can_be_sent_again_unless_it_holds_a_secret(
    app: flask.Flask, fields: dict[str, str], is_held: bool
) -> None:
    def be_away() -> str:
        raise OperationalError("SELECT 1", None, Exception("gone"))

    app.add_url_rule("/away", view_func=access.public(be_away), methods=["POST"])
    app.register_error_handler(Exception, errors.broken)
    app.config["WTF_CSRF_ENABLED"] = False
    page = app.test_client().post("/away?then=file", data=fields, headers={"Accept": "text/html"}).text
    assert ('<form method="post" action="/away?then=file">' in page) is is_held
    held = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    assert {name: html.unescape(value) for name, value in held} == (fields if is_held else {})
