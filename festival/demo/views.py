"""The demo's own pages: the letters that were sent, and the clock that can be moved."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import flask
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.exceptions import BadRequest, NotFound

from festival import clock, db, settings
from festival.accounts import current
from festival.demo import jurors, mailcatcher
from festival.demo.moments import WORDS, DemoMoment, instant
from festival.editions import get_or_404 as edition_or_404
from festival.editions import queries as editions
from festival.kernel.roles import Role
from festival.messages import queries as messages
from festival.web import access

MOST_LETTERS = 200
demo = flask.Blueprint("demo", __name__, url_prefix="/demo")


@demo.get("/mail")
@access.demo_only
@access.public
def mail() -> str:
    """The letters that the demo has sent, to whomever."""
    letters = list(mailcatcher.letters(_mail_folder(), limit=MOST_LETTERS))
    return flask.render_template("demo/mail.html", letters=letters, written=_written(letters))


@demo.get("/mail/<name>")
@access.demo_only
@access.public
def letter(name: str) -> str:
    """One letter, as text."""
    found = mailcatcher.letter(_mail_folder(), name)
    if found is None:
        raise NotFound
    return flask.render_template("demo/letter.html", letter=found, written=_written([found]))


@demo.get("/clock")
@access.demo_only
@access.organizers_only
def show_clock() -> str:
    """The moments of the year that the clock can be set to."""
    edition = edition_or_404.edition()
    choices = [(moment, *WORDS[moment], instant(moment, edition)) for moment in DemoMoment]
    return flask.render_template("demo/clock.html", edition=edition, choices=choices)


@demo.post("/clock")
@access.demo_only
@access.organizers_only
def move_clock() -> ResponseReturnValue:
    """Set the clock to one of them; from there it ticks on."""
    try:
        moment = DemoMoment(flask.request.form["moment"])
    except ValueError:
        raise BadRequest from None
    with db.transaction():
        clock.move_to(instant(moment, edition_or_404.edition()))
    flask.flash(gettext("The clock was moved. It runs on from there."), "good")
    return flask.redirect(flask.url_for("demo.show_clock"))


def _written(letters: Sequence[mailcatcher.Letter]) -> dict[str, datetime]:
    """When each was written, by name: by the festival's clock as it stood then, wherever it stands now."""
    times = messages.times_posted({letter.number for letter in letters})
    return {letter.name: times.get(letter.number, letter.caught_at) for letter in letters}


def _mail_folder() -> Path:
    return settings.current().home / "mail"


def banner() -> dict[str, Any]:
    """For the demo's banner: the place whose time it tells, and whether the reader may move the clock."""
    edition = editions.current()
    visitor = current.visitor()
    return {
        "zone": edition.time_zone if edition else "UTC",
        "place": edition.place if edition else "",
        "may_move": visitor is not None and Role.ORGANIZER in visitor.roles,
        "is_jury_awaited": jurors.is_awaited(),
    }


def films_are_checked(_: object) -> Markup:
    """For the jury's pages while they are empty: that films are on their way to it."""
    news = flask.render_template("demo/_films_are_checked.html") if jurors.is_awaited() else ""
    return Markup(news)  # noqa: S704 - our own template
