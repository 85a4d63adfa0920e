"""What is built arrives compressed, once for ever, and as what it is."""

import flask
from flask.testing import FlaskClient

from festival.web import assets


def built(app: flask.Flask, source: str) -> str:
    with app.test_request_context():
        return assets.asset(source)


def test_a_sheet_comes_compressed_to_browsers_that_take_it(app: flask.Flask, client: FlaskClient) -> None:
    address = built(app, "css/site.css")
    with client.get(address) as plain, client.get(address, headers={"Accept-Encoding": "br"}) as small:
        assert (plain.headers.get("Content-Encoding"), small.headers["Content-Encoding"]) == (None, "br")
        assert len(small.data) * 3 < len(plain.data)
        assert small.headers["Content-Type"] == 'text/css; charset="utf-8"'
        assert small.headers["X-Content-Type-Options"] == "nosniff"
        assert small.headers["Cache-Control"] == "max-age=315360000, public, immutable"


def test_nothing_outside_the_folder_is_served(client: FlaskClient) -> None:
    assert client.get("/static/../config.py").status_code == 404
    assert client.get("/static/%2e%2e/config.py").status_code == 404
