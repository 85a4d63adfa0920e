"""What every template can say: instants, lengths, sizes, refusals, languages, addresses."""

import functools
from typing import Any
from zoneinfo import available_timezones

import flask
from flask_babel import Babel
from flask_login import current_user
from jinja2 import StrictUndefined

from festival import clock, settings
from festival.web import links, wording

FILTERS = (
    "moment",
    "stamp",
    "deadline",
    "day",
    "clock_time",
    "duration",
    "span",
    "size",
    "portion",
    "explain",
    "say",
)


def locale() -> str:
    """The reader's language: the person's, else what the browser asks for, of those we speak."""
    spoken = settings.current().languages
    if not flask.has_request_context():
        return str(spoken[0])
    own = getattr(current_user, "locale", None) if current_user else None
    chosen = flask.request.cookies.get("language") or own
    if chosen in spoken:
        return str(chosen)
    return flask.request.accept_languages.best_match(spoken) or str(spoken[0])


@functools.cache
def zones() -> frozenset[str]:
    """The time zones there are, read from their files once a process: it takes milliseconds."""
    return frozenset(available_timezones())


def reader_zone() -> str:
    """The zone a visitor reads times in: the browser told us in a cookie, or the person's own."""
    own = getattr(current_user, "time_zone", None) if current_user else None
    told = flask.request.cookies.get("zone", "") if flask.has_request_context() else ""
    return told if told in zones() else own or "UTC"


def globals_for_templates() -> dict[str, Any]:
    """Read freshly for every page."""
    config = settings.current()
    return {"now": clock.now(), "reader_zone": reader_zone(), "is_demo": config.demo}


def init_app(app: flask.Flask) -> None:
    """Teach an app's templates to talk."""
    Babel(app, locale_selector=locale)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(globals_for_templates)
    for name in FILTERS:
        app.add_template_filter(getattr(wording, name), name)
    app.add_template_global(links.external, "external")
