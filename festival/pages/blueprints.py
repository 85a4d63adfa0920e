"""The addresses of the home page, the desk and the health checks."""

import flask
from flask_babel import lazy_gettext as _

from festival.kernel.roles import Role
from festival.pages import calls, desk, frame, journal_lines, journal_words, views
from festival.web import festival_names, navigation
from festival.web import journal_words as web_journal_words


def register(app: flask.Flask) -> None:
    """The addresses of the home page, the desk and the health checks."""
    app.register_blueprint(views.pages)
    app.register_blueprint(frame.frame)
    app.add_template_global(frame.house)
    festival_names.offer(app, frame.names)
    app.add_template_filter(calls.length_of, "lengths")


def register_desk(app: flask.Flask) -> None:
    """The desk, which the header names first."""
    app.register_blueprint(desk.desk)
    app.add_template_global(journal_lines.told)
    web_journal_words.offer(app, journal_words.SENTENCES, journal_words.KINDS)
    navigation.offer(app, _("Dashboard"), "desk.show", Role.ORGANIZER)
