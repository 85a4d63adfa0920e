"""Every page of an error says what happened and leads on."""

from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from festival import db
from festival.web.errors import PAGES

ERRORS = Path(__file__).resolve().parents[2] / "templates" / "errors"


def test_there_is_a_page_for_every_error() -> None:
    assert {path.stem for path in ERRORS.glob("[0-9]*.html")} == {str(code) for code in PAGES}


@pytest.mark.parametrize("code", sorted(PAGES))
def test_it_says_what_happened_and_leads_on(app: flask.Flask, code: int) -> None:
    with app.test_request_context():
        page = flask.render_template(f"errors/{code}.html")
    assert "<h1>" in page
    assert 'class="button' in page


def test_a_missing_page_is_ours(client: FlaskClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "There is no such page" in answer.text


def test_our_own_fault_is_told_without_the_database(
    app: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*args: object, **kwargs: object) -> None:
        raise OperationalError("SELECT 1", None, Exception("gone"))

    with app.test_request_context():
        monkeypatch.setattr(db.extension.session, "execute", gone)
        monkeypatch.setattr(db.extension.session, "scalar", gone)
        page = flask.render_template("errors/500.html")
    assert "This is a fault of ours" in page
