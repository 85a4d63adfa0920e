"""The desk's pages about jurors: how each one scores, and what would change without any one of them."""

import flask

from festival.boards import get_or_404
from festival.boards import jurors as juries
from festival.boards.row_queries import board_of
from festival.jury.rounds import get_or_404 as round_or_404
from festival.scoring import rubrics
from festival.web import access

jurors = flask.Blueprint("shortlist_jurors", __name__, url_prefix="/desk/shortlists")


@jurors.get("/rounds/<int:round_id>/jurors")
@access.organizers_only
def of_round(round_id: int) -> str:
    """How the jurors of a round score; no juror ever sees it."""
    judged = round_or_404.round_(round_id)
    return flask.render_template(
        "boards/jurors.html",
        round=judged,
        jury=juries.jury_of(judged),
        scale=rubrics.scale(judged.criteria),
    )


@jurors.get("/<int:shortlist_id>/without-one")
@access.organizers_only
def without_one(shortlist_id: int) -> str:
    """What would change on a board if any one juror were left out: as a page, or as a part of the board."""
    board = board_of(get_or_404.shortlist(shortlist_id))
    is_part = "HX-Request" in flask.request.headers
    return flask.render_template(
        "boards/_without_one.html" if is_part else "boards/without_one.html",
        board=board,
        effects=juries.effects_on(board),
    )
