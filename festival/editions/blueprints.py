"""The addresses of the call, as organizers edit it."""

import flask
from flask_babel import lazy_gettext as _

from festival.editions import journal_words, views
from festival.kernel.roles import Role
from festival.web import journal_words as web_journal_words
from festival.web import navigation


def register(app: flask.Flask) -> None:
    """The addresses of the call, as organizers edit it."""
    app.register_blueprint(views.editions)
    web_journal_words.offer(app, journal_words.SENTENCES, journal_words.KINDS)
    navigation.offer(app, _("Call"), "editions.edit", Role.ORGANIZER)
