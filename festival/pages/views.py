"""The pages that belong to no feature: the call and its rules for visitors, health for machines."""

from typing import Any

import flask
from sqlalchemy import text

from festival import clock, db, settings
from festival.editions import queries as editions
from festival.jobs import queries as jobs
from festival.pages import calls
from festival.web import access, links

A_YEAR = 365 * 24 * 3600

pages = flask.Blueprint("pages", __name__)


@pages.get("/")
@access.public
def home() -> str:
    """The call: what may be entered, until when, and how."""
    edition, now = editions.current(), clock.now()
    if edition is None:
        return flask.render_template("pages/no_edition.html")
    return flask.render_template(
        "pages/home.html",
        edition=edition,
        now=now,
        standing=calls.standing(edition, now),
        stops=calls.stops(edition, now),
    )


@pages.get("/rules")
@access.public
def rules() -> str:
    """The rules of the call in plain sentences."""
    return _about_the_edition("pages/rules.html")


@pages.get("/dates")
@access.public
def dates() -> str:
    """The dates of the edition, in the festival's zone and the visitor's."""
    return _about_the_edition("pages/dates.html")


@pages.get("/about")
@access.public
def about() -> str:
    """The people behind the festival, and the system it runs on."""
    return _about_the_edition("pages/about.html")


@pages.get("/privacy")
@access.public
def privacy() -> str:
    """What the festival keeps about people and films, why, and for how long."""
    return _about_the_edition("pages/privacy.html")


@pages.get("/language/<code>")
@access.public
def language(code: str) -> flask.typing.ResponseReturnValue:
    """Remember the language a reader chose, and lead them back."""
    if code not in settings.current().languages:
        flask.abort(404)
    target = flask.request.args.get("next", "/")
    answer = flask.redirect(target if links.is_own_path(target) else "/")
    answer.set_cookie("language", code, max_age=A_YEAR, samesite="Lax", secure=flask.request.is_secure)
    return answer


@pages.get("/health")
@access.public
def health() -> tuple[dict[str, Any], int]:
    """Whether this installation can work, as JSON; 503 when the database cannot be reached."""
    try:
        db.session().execute(text("SELECT 1"))
        waiting = jobs.depths(clock.shared_now())
    except Exception:
        return {"status": "broken", "database": "unreachable"}, 503
    return {
        "status": "ok",
        "database": db.session().get_bind().dialect.name,
        "now": clock.now().isoformat(),
        "waiting": {queue.value: count for queue, count in waiting.items()},
    }, 200


def _about_the_edition(template: str) -> str:
    edition, now = editions.current(), clock.now()
    if edition is None:
        return flask.render_template("pages/no_edition.html")
    return flask.render_template(template, edition=edition, now=now, stops=calls.stops(edition, now))
