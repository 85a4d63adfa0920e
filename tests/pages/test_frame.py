"""Every page carries the festival's name and the edition's colour."""

import flask
import pytest
from flask.testing import FlaskClient

from festival import db
from festival.editions import calls
from festival.editions import operations as editions


def found_with(app: flask.Flask, accent: str) -> None:
    with app.app_context(), db.transaction():
        edition = calls.call_of(2020)
        edition.accent = accent
        editions.create(edition, actor=None, now=edition.opens_at)


def test_an_empty_site_bears_the_systems_name(client: FlaskClient) -> None:
    assert "· Laurel</title>" in client.get("/").text


def test_an_edition_with_a_colour_of_its_own_brings_its_sheet(app: flask.Flask, client: FlaskClient) -> None:
    found_with(app, "#a03060")
    page = client.get("/").text
    assert "· Global Migration Film Festival</title>" in page
    assert 'href="/accent/a03060.css"' in page
    sheet = client.get("/accent/a03060.css")
    assert sheet.mimetype == "text/css"
    assert sheet.text == ":root { --accent: light-dark(#a03060, #c07696); }\n"
    assert "immutable" in sheet.headers["Cache-Control"]


def test_the_usual_colour_needs_no_sheet(app: flask.Flask, client: FlaskClient) -> None:
    found_with(app, "#0b5cad")
    assert "/accent/" not in client.get("/").text


@pytest.mark.parametrize("code", ["red", "0b5cad;}", "0B5CAD"])
def test_what_is_no_colour_is_not_found(client: FlaskClient, code: str) -> None:
    assert client.get(f"/accent/{code}.css").status_code == 404
