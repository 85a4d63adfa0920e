"""The addresses of decisions, their release, and the public selection."""

import flask
from flask_babel import lazy_gettext as _

from festival.decisions import release_views, selection_views, views
from festival.web import navigation, slots


def register(app: flask.Flask) -> None:
    """The addresses of decisions, their release, and the public selection."""
    for blueprint in (views.decisions, release_views.releases, selection_views.selection):
        app.register_blueprint(blueprint)
    slots.offer(app, "entry", selection_views.decision_panel)
    navigation.offer(app, _("Selection"), "selection.show")
