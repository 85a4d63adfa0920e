"""What a filmmaker sees while a film is looked at, and afterwards."""

import re
from typing import Any

import flask
import pytest
from playwright.sync_api import Page

from festival.kernel import message_rows
from festival.screeners.media.identify import REFUSALS, Kind
from festival.screeners.models import Screener, SubtitleTrack
from festival.screeners.states import ScreenerState, Step
from festival.web import access
from tests import browser as browsers
from tests.screeners.test_checks import FACTS

PAGE = """{% extends "base.html" %}{% from "screeners/_progress.html" import progress %}
{% block title %}A test{% endblock %}{% block main %}<h1>A film</h1>
<div class="stack">{% for one in screeners %}<section class="card">
{{ progress(one, "/again", tracks) }}</section>{% endfor %}</div>
{% endblock %}"""
TRACK = SubtitleTrack(language="en", state=ScreenerState.READY)


def screener(**values: Any) -> Screener:
    """A screener that is being checked, not saved."""
    plain: dict[str, Any] = {
        "state": ScreenerState.CHECKING,
        "step": Step.RECEIVED,
        "percent": 0,
        "notes_rows": [],
    }
    return Screener(**(plain | values))


MEASURED = {"facts_row": FACTS.to_json(), "step": Step.MEASURED}
MAKING = MEASURED | {"step": Step.CHECKED, "percent": 37}
READY = MEASURED | {
    "state": ScreenerState.READY,
    "step": Step.MADE,
    "notes_rows": [
        {
            "code": "black",
            "text": "The picture is black from {start} to {end}.",
            "values": {"start": {"seconds": 5}, "end": {"seconds": 65}},
        }
    ],
}
REFUSED = {
    "state": ScreenerState.REFUSED,
    "refusal_row": message_rows.to_json(REFUSALS[Kind.PICTURE].message),
}


def shown(app: flask.Flask, one: Screener | None) -> str:
    """The piece of page, its markup replaced by single spaces."""
    html = rendered(app, one)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def rendered(app: flask.Flask, one: Screener | None) -> str:
    source = '{% from "screeners/_progress.html" import progress %}{{ progress(one, "/again", tracks) }}'
    with app.test_request_context():
        return flask.render_template_string(source, one=one, tracks=[TRACK])


def ticked(app: flask.Flask, one: Screener | None) -> list[str]:
    """The kind of each step's sign."""
    return re.findall(r'class="state (\w+)"', rendered(app, one))


def test_each_step_ticks(app: flask.Flask) -> None:
    assert [ticked(app, one) for one in (None, screener(), screener(**MEASURED), screener(**MAKING))] == [
        ["working", "waiting", "waiting", "waiting", "waiting"],
        ["good", "working", "working", "waiting", "waiting"],
        ["good", "good", "good", "working", "waiting"],
        ["good", "good", "good", "good", "working"],
    ]
    assert ticked(app, screener(**READY)) == ["good"] * 5


def test_it_asks_again_only_while_something_happens(app: flask.Flask) -> None:
    asking = ['hx-get="/again"' in rendered(app, screener(**row)) for row in (MAKING, READY, REFUSED)]
    assert asking == [True, False, False]


def test_the_percentage_is_said(app: flask.Flask) -> None:
    assert "37 % of the screener is made. You can leave this page." in shown(app, screener(**MAKING))


def test_the_facts_are_said_as_a_person_would(app: flask.Flask) -> None:
    assert "1 min 40 s · 1080p · stereo · English subtitles" in shown(app, screener(**READY))
    silent = FACTS.to_json() | {"sounds": []}
    assert "1080p · no sound" in shown(app, screener(**READY | {"facts_row": silent}))


def test_notes_are_said_with_their_times(app: flask.Flask) -> None:
    assert "The picture is black from 5 s to 1 min 5 s." in shown(app, screener(**READY))


def test_a_refusal_is_said_with_its_remedy(app: flask.Flask) -> None:
    assert shown(app, screener(**REFUSED)) == (
        "This file cannot be shown This file is a picture, not a film. Export it as MP4 or MOV and choose it "
        "again; the rest of your entry is safe."
    )


@pytest.mark.browser
def test_progress_is_well_on_every_screen(app: flask.Flask, tab: Page) -> None:
    rows: list[dict[str, Any]] = [{}, MEASURED, MAKING, READY, REFUSED]

    @access.public
    def show() -> str:
        return flask.render_template_string(PAGE, screeners=[screener(**row) for row in rows], tracks=[TRACK])

    @access.public
    def again() -> str:
        return rendered(flask.current_app, screener(**READY))

    app.add_url_rule("/film", view_func=show)
    app.add_url_rule("/again", view_func=again)
    with browsers.serving(app) as address:
        tab.goto(f"{address}/film")
        browsers.look_at(tab, "progress")
