"""The addresses of uploads."""

import flask

from festival.uploads import comparison_views, journal_words, places, views
from festival.web import journal_words as web_journal_words


def register(app: flask.Flask) -> None:
    """The addresses of uploads."""
    places.init_app(app)
    app.register_blueprint(views.files)
    app.register_blueprint(comparison_views.comparison)
    web_journal_words.offer(app, journal_words.SENTENCES, journal_words.KINDS)
