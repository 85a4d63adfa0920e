"""The addresses of the demo; outside the demo they answer 404."""

import flask

from festival import settings
from festival.demo import guide, views
from festival.web import slots


def register(app: flask.Flask) -> None:
    """The addresses of the demo; outside the demo they answer 404."""
    app.register_blueprint(views.demo)
    app.register_blueprint(guide.guide)
    app.add_template_global(views.banner, "demo_banner")
    if settings.of(app).demo:
        slots.offer(app, "jury", views.films_are_checked)
