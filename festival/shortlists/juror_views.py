"""The desk's pages about jurors: how each one scores, and what would change without any one of them."""

import flask

from festival.jury import rubrics
from festival.kernel.roles import Role
from festival.shortlists import finding
from festival.shortlists import jurors as juries
from festival.shortlists.board_queries import board_of
from festival.web import access

jurors = flask.Blueprint("shortlist_jurors", __name__, url_prefix="/desk/shortlists")


@jurors.get("/rounds/<int:round_id>/jurors")
@access.role(Role.ORGANIZER)
def of_round(round_id: int) -> str:
    """How the jurors of a round score; no juror ever sees it."""
    judged = finding.round_(round_id)
    return flask.render_template(
        "shortlists/jurors.html",
        round=judged,
        jury=juries.jury_of(judged),
        scale=rubrics.scale(judged.criteria),
    )


@jurors.get("/<int:shortlist_id>/without-one")
@access.role(Role.ORGANIZER)
def without_one(shortlist_id: int) -> str:
    """What would change on a board if any one juror were left out: as a page, or as a part of the board."""
    board = board_of(finding.shortlist(shortlist_id))
    is_part = "HX-Request" in flask.request.headers
    return flask.render_template(
        "shortlists/_without_one.html" if is_part else "shortlists/without_one.html",
        board=board,
        effects=juries.effects_on(board),
    )


def init_app(app: flask.Flask) -> None:
    """Put the jurors' pages on the desk."""
    app.register_blueprint(jurors)
