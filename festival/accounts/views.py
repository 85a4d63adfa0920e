"""Sign in, sign out, register."""

import flask
from flask_login import LoginManager

from festival.accounts import queries


def init_app(app: flask.Flask) -> None:
    """Let people sign in."""
    login = LoginManager(app)
    login.user_loader(queries.by_session_key)
