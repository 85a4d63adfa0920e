"""The addresses of rankings, their frozen versions, their jurors, and the extra reviews."""

import flask
from flask_babel import lazy_gettext as _

from festival.boards import journal_words, juror_views, version_views, views
from festival.boards.extra_reviews import views as extra_review_views
from festival.kernel.roles import Role
from festival.web import journal_words as web_journal_words
from festival.web import navigation, slots


def register(app: flask.Flask) -> None:
    """The addresses of rankings, their frozen versions, their jurors, and the extra reviews."""
    for blueprint in (
        views.shortlists,
        version_views.versions,
        juror_views.jurors,
        extra_review_views.extra_reviews,
    ):
        app.register_blueprint(blueprint)
    slots.offer(app, "plan", extra_review_views.on_the_plan)
    web_journal_words.offer(app, journal_words.SENTENCES, journal_words.KINDS)
    navigation.offer(app, _("Shortlists"), "shortlists.index", Role.ORGANIZER)
