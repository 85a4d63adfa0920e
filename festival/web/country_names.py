"""Countries are shown by the names that the installation chose, in every request, job and command."""

import flask

from festival import settings
from festival.kernel import countries


def init_app(app: flask.Flask) -> None:
    """Choose the names as a context of the app begins, and give back what was chosen as it ends."""
    flask.appcontext_pushed.connect(_choose, app)
    app.teardown_appcontext(_give_back)


def _choose(app: flask.Flask, **_: object) -> None:
    flask.g.setdefault("country_names_before", countries.names_shown.get())
    countries.names_shown.set(settings.of(app).country_names)


def _give_back(_: BaseException | None) -> None:
    countries.names_shown.set(flask.g.get("country_names_before", countries.Names.USUAL))
