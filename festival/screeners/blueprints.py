"""The addresses at which screeners are played."""

import flask

from festival.screeners import desk_words, journal_words, telling
from festival.screeners.playback import views
from festival.web import journal_words as web_journal_words


def register(app: flask.Flask) -> None:
    """The addresses at which screeners are played."""
    app.register_blueprint(views.screenings)
    app.add_template_filter(telling.film_facts)
    app.add_template_filter(telling.sound_choices)
    app.add_template_filter(telling.encoding_words)
    app.add_template_filter(telling.film_time)
    app.add_template_filter(desk_words.for_desk)
    web_journal_words.offer(app, journal_words.SENTENCES, journal_words.KINDS)
