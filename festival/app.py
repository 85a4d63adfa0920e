"""Puts the house together: settings, extensions, and the features in their order."""

from collections.abc import Callable
from pathlib import Path

import flask
from werkzeug.middleware.proxy_fix import ProxyFix

from festival import db
from festival.accounts import views as accounts
from festival.adapters import broker, logs, stores
from festival.config import Config
from festival.demo import views as demo
from festival.editions import views as editions
from festival.entries import views as entries
from festival.jury import views as jury
from festival.messages import views as messages
from festival.pages import desk
from festival.pages import views as pages
from festival.screeners import views as screeners
from festival.shortlists import decision_views as decisions
from festival.shortlists import export_views as exports
from festival.shortlists import juror_views as jurors
from festival.shortlists import release_views as releases
from festival.shortlists import selection_views as selection
from festival.shortlists import version_views as versions
from festival.shortlists import views as shortlists
from festival.shortlists import wave_views as waves
from festival.uploads import views as uploads
from festival.web import (
    access,
    assets,
    errors,
    headers,
    kept,
    limits,
    navigation,
    panels,
    readable,
    row_numbers,
    sessions,
    templating,
)

ROOT = Path(__file__).resolve().parent.parent
MAX_FORM_BYTES = 2 * 1024 * 1024

FEATURES: tuple[Callable[[flask.Flask], None], ...] = (  # in the order in which the header names them
    desk.init_app,
    entries.init_app,
    jury.init_app,
    shortlists.init_app,
    versions.init_app,
    jurors.init_app,
    waves.init_app,
    decisions.init_app,
    releases.init_app,
    exports.init_app,
    selection.init_app,
    editions.init_app,
    accounts.init_app,
    messages.init_app,
    uploads.init_app,
    screeners.init_app,
    pages.init_app,
    demo.init_app,
)


def create_app(config: Config) -> flask.Flask:
    """The application with all its features, for one process."""
    app = flask.Flask(
        "festival", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "festival/static")
    )
    app.config.update(
        FESTIVAL=config,
        SECRET_KEY=config.secret_key.get_secret_value(),
        MAX_FORM_MEMORY_SIZE=MAX_FORM_BYTES,
        MAX_CONTENT_LENGTH=MAX_FORM_BYTES,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=config.is_https,
        SESSION_COOKIE_NAME="__Host-laurel" if config.is_https else "laurel",
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
    )
    logs.configure()
    db.init_app(app, config)
    app.extensions["festival.nudges"] = broker.Nudges(config.broker)
    app.session_interface = sessions.Sessions()
    row_numbers.init_app(app)
    parts = (errors, headers, templating, assets, navigation, panels, readable, access, kept, limits, stores)
    for part in parts:
        part.init_app(app)
    for feature in FEATURES:
        feature(app)
    if config.proxy_hops:
        hops = config.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app
