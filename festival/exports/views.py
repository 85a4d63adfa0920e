"""The desk's exports: choose, and take everything with you."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import TypeVar

import flask
from markupsafe import Markup
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from festival import clock
from festival.boards import get_or_404 as board_or_404
from festival.boards import queries as board_queries
from festival.boards import row_queries
from festival.boards.models import Shortlist
from festival.editions import get_or_404 as edition_or_404
from festival.editions.models import Edition
from festival.entries.public_words import STATE_WORDS
from festival.entries.states import EntryState
from festival.exports import formats, jury_tables
from festival.exports.formats import KINDS, Format
from festival.exports.queries import Choice
from festival.jury.models import Round
from festival.jury.rounds import get_or_404 as round_or_404
from festival.web import access
from festival.web.row_numbers import row_number
from festival.web.streams import streamed

Word = TypeVar("Word", bound=str)
exports = flask.Blueprint("exports", __name__, url_prefix="/desk/exports")


@exports.get("")
@access.organizers_only
def index() -> str:
    """Which entries, and in which format."""
    edition = edition_or_404.chosen()
    return flask.render_template(
        "exports/index.html",
        edition=edition,
        shortlists=board_queries.of_edition(edition.id),
        rounds=board_queries.rounds(edition.id),
        state_words=STATE_WORDS,
    )


@exports.get("/file")
@access.organizers_only
def download() -> Response:
    """The file, sent as it is made."""
    edition, asked = edition_or_404.chosen(), flask.request.args
    form = _found(set(Format), asked.get("format", ""))
    shortlist = _shortlist(asked.get("shortlist", ""))
    choice = _choice(edition, shortlist)
    round_id = shortlist.round_id if shortlist else None

    def make() -> Iterator[bytes]:
        rounds = [
            round_ for round_ in board_queries.rounds(choice.edition_id) if round_id in (None, round_.id)
        ]
        return formats.chunks(form, choice, rounds)

    return streamed(make, KINDS[form].mimetype, _name(edition, form, clock.now()))


@exports.get("/rounds/<int:round_id>/tables.zip")
@access.organizers_only
def tables(round_id: int) -> Response:
    """The tables of a round as `festival jury` reads them."""
    judged = round_or_404.round_(round_id)
    response = flask.Response(jury_tables.archive_of(judged), mimetype="application/zip")
    name = f"jury-{judged.panel.edition.slug}-round-{judged.id}.zip"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _choice(edition: Edition, shortlist: Shortlist | None) -> Choice:
    asked = flask.request.args
    ids = {each.slug: each.id for each in edition.categories}
    category, state = asked.get("category", ""), asked.get("state", "")
    return Choice(
        edition.id,
        category_id=ids[_found(ids, category)] if category else None,
        state=_found(set(EntryState), state) if state else None,
        among=_inside(shortlist) if shortlist else None,
    )


def _inside(shortlist: Shortlist) -> frozenset[int]:
    return frozenset(row.entry.id for row in row_queries.board_of(shortlist).inside)


def _shortlist(typed: str) -> Shortlist | None:
    """The shortlist that was chosen, or none; one that cannot be found does not stand for all entries."""
    return board_or_404.shortlist(_number(typed)) if typed else None


def _found(known: Collection[Word], typed: str) -> Word:
    """What was chosen; a word that nobody offered does not stand for everything."""
    for word in known:
        if word == typed:
            return word
    raise NotFound


def _number(typed: str) -> int:
    try:
        return row_number(typed)
    except ValueError:
        raise NotFound from None


def _name(edition: Edition, form: Format, now: datetime) -> str:
    kind = KINDS[form]
    return f"{kind.holds}-{edition.slug}-{now:%Y-%m-%d}{kind.ending}"


def on_the_round(judged: Round) -> Markup:
    """The way from a round's page to its tables."""
    return Markup(  # noqa: S704 - rendered by our own template, which escapes
        flask.render_template("exports/_tables_link.html", round=judged)
    )
