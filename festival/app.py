"""Puts the application together: settings, extensions, and the features in their order."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import flask
from werkzeug.middleware.proxy_fix import ProxyFix

from festival import db
from festival.accounts import blueprints as accounts
from festival.adapters import broker, logs, stores
from festival.boards import blueprints as boards
from festival.config import Config
from festival.decisions import blueprints as decisions
from festival.demo import blueprints as demo
from festival.editions import blueprints as editions
from festival.entries import blueprints as entries
from festival.exports import blueprints as exports
from festival.jury import blueprints as jury
from festival.messages import blueprints as messages
from festival.pages import blueprints as pages
from festival.screeners import blueprints as screeners
from festival.uploads import blueprints as uploads
from festival.web import access, assets, country_names, errors, navigation, row_numbers, slots, templating
from festival.web.forms import saved_forms
from festival.web.security import headers, limits, readable, sessions

ROOT = Path(__file__).resolve().parent.parent
MAX_FORM_BYTES = 2 * 1024 * 1024

PARTS: tuple[Any, ...] = (
    errors,
    headers,
    templating,
    country_names,
    assets,
    navigation,
    slots,
    readable,
    access,
    saved_forms,
    limits,
    stores,
)
FEATURES: tuple[Callable[[flask.Flask], None], ...] = (  # in the order in which the header names them
    pages.register_desk,
    entries.register,
    jury.register,
    boards.register,
    decisions.register,
    exports.register,
    editions.register,
    accounts.register,
    messages.register,
    uploads.register,
    screeners.register,
    pages.register,
    demo.register,
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
    for start in (*(part.init_app for part in PARTS), *FEATURES):
        start(app)
    if config.proxy_hops:
        hops = config.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app
