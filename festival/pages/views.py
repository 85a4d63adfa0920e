"""The pages that belong to no feature: the health of the house, for machines."""

from typing import Any

import flask
from sqlalchemy import text

from festival import clock, db
from festival.jobs import queries as jobs
from festival.kernel.clock import machine_now
from festival.web import access

pages = flask.Blueprint("pages", __name__)


@pages.get("/health")
@access.public
def health() -> tuple[dict[str, Any], int]:
    """Whether this house can work, as JSON; 503 when the database cannot be reached."""
    try:
        db.session().execute(text("SELECT 1"))
        waiting = jobs.depths(machine_now())
    except Exception:
        return {"status": "broken", "database": "unreachable"}, 503
    return {
        "status": "ok",
        "database": db.session().get_bind().dialect.name,
        "now": clock.now().isoformat(),
        "waiting": {queue.value: count for queue, count in waiting.items()},
    }, 200


def init_app(app: flask.Flask) -> None:
    """Put the pages in the house."""
    app.register_blueprint(pages)
