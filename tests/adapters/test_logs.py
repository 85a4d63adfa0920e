"""A log tells what went wrong and never a secret."""

import flask
import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from festival import db
from festival.adapters import logs


def test_a_traceback_comes_without_the_values_of_variables(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    password = "correct horse"
    try:
        raise KeyError(len(password))
    except KeyError:
        structlog.get_logger().exception("sign-in failed", account=7)
    said = capsys.readouterr().err
    assert ("KeyError: 13" in said, '"account": 7' in said, password in said) == (True, True, False)


def test_a_failed_query_is_told_without_its_values(app: flask.Flask) -> None:
    with app.app_context(), pytest.raises(DBAPIError) as failure:
        db.session().execute(text("SELECT * FROM nowhere WHERE token = :token"), {"token": "s3cret"})
    assert "s3cret" not in str(failure.value)
