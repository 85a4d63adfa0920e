"""The addresses of a person's letters."""

import flask

from festival.messages import views


def register(app: flask.Flask) -> None:
    """The addresses of a person's letters."""
    app.register_blueprint(views.letters)
