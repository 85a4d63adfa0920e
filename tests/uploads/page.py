"""A page with an upload on it, and an entry of one file that claims what is sent there."""

import hashlib
from pathlib import Path

import flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from festival import clock, db
from festival.accounts import current
from festival.uploads import operations, queries
from festival.uploads.models import Upload
from festival.uploads.places import intake
from festival.web import access
from tests.uploads.cutting_proxy import CuttingProxy

# 42 MB, no two blocks alike
FILM = hashlib.shake_128(b"film").digest(41_600_000)

PAGE = """
{% extends "base.html" %}
{% from "uploads/_upload.html" import upload %}
{% block title %}The film{% endblock %}
{% block main %}
  <h1>The film</h1>
  {{ upload("/claim", done_url=done_url, claimant="entry:1", kind=kind, words=words) }}
{% endblock %}
"""


def serve_upload_page(app: flask.Flask) -> None:
    """Add the page to an app, at /film (a film) and /film?kind=small (subtitles)."""

    @app.get("/film")
    @access.signed_in
    def film() -> str:
        kind = flask.request.args.get("kind", "film")
        words = "Choose the subtitles" if kind == "small" else None
        done_url = "/film?kind=small#there" if kind == "small" else "/arrived"
        return flask.render_template_string(PAGE, kind=kind, words=words, done_url=done_url)

    @app.post("/claim")
    @access.signed_in
    def claim() -> flask.typing.ResponseReturnValue:
        with db.transaction():
            upload = queries.held_by_key(flask.request.form["upload_key"])
            if upload is None:
                flask.abort(404)
            operations.claim(upload, "entry:1", accept_until=None, actor=current.person(), now=clock.now())
        return flask.redirect("/film")

    @app.get("/arrived")
    @access.signed_in
    def arrived() -> str:
        return "<!doctype html><title>Arrived</title><h1>All of it is here</h1>"


def the_upload(app: flask.Flask) -> Upload:
    with app.app_context():
        return db.session().scalars(select(Upload)).one()


def arrived(app: flask.Flask) -> int:
    with app.app_context():
        return intake().parts.offset(the_upload(app).part)


def choose(page: Page, film: Path) -> None:
    page.locator("input[type=file]").set_input_files(film)


def choose_and_lose_the_line(page: Page, line: CuttingProxy, film: Path) -> None:
    line.cut_after(len(FILM) // 2)
    choose(page, film)
    expect(page.get_by_text("The connection is lost.").first).to_be_visible(timeout=30_000)
