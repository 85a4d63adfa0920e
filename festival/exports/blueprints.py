"""The addresses of exports, and the link to a round's tables on its page."""

import flask

from festival.exports import views
from festival.web import slots


def register(app: flask.Flask) -> None:
    """The addresses of exports, and the link to a round's tables on its page."""
    app.register_blueprint(views.exports)
    slots.offer(app, "round", views.on_the_round)
