"""The addresses of the call, as organizers edit it."""

import flask
from flask_babel import lazy_gettext as _

from festival.editions import current_views, get_or_404, journal_words, queries, views
from festival.kernel.roles import Role
from festival.web import journal_words as web_journal_words
from festival.web import navigation


def register(app: flask.Flask) -> None:
    """The addresses of the call, as organizers edit it."""
    app.url_defaults(get_or_404.keep)
    for ask in (get_or_404.shown, get_or_404.shown_slug):
        app.add_template_global(ask, f"edition_{ask.__name__}")
    app.add_template_global(queries.all_editions)
    app.register_blueprint(views.editions)
    app.register_blueprint(current_views.current_editions)
    web_journal_words.offer(app, journal_words.SENTENCES, journal_words.KINDS)
    navigation.offer(app, _("Call"), "editions.edit", Role.ORGANIZER)
