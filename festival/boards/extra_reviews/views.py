"""The extra reviews on the desk: hours in, a proposal out, planned or assigned as a batch."""

from collections.abc import Callable

import flask
from flask_babel import gettext, ngettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.boards import get_or_404 as board_or_404
from festival.boards import queries as board_queries
from festival.boards.extra_reviews import operations, page, shares, solve
from festival.boards.extra_reviews.forms import HoursForm
from festival.boards.extra_reviews.solve import Asked
from festival.boards.models import Shortlist
from festival.jury.models import Round
from festival.jury.panels import queries as panel_queries
from festival.jury.planning import batches
from festival.jury.rounds import get_or_404 as round_or_404
from festival.kernel.refusals import Refused
from festival.web import access, wording

extra_reviews = flask.Blueprint(
    "extra_reviews", __name__, url_prefix="/desk/shortlists/<int:shortlist_id>/next"
)
Answer = flask.typing.ResponseReturnValue


@extra_reviews.get("")
@access.organizers_only
def index(shortlist_id: int) -> Answer:
    """How far the batches are, and with hours in the address: what to ask for next, and of whom."""
    shortlist = board_or_404.shortlist(shortlist_id)
    if "hours" not in flask.request.args:
        return _page(shortlist, None)
    form = _form(shortlist.round)
    return _page(shortlist, form), 200 if form.validate() else 422


@extra_reviews.post("/plan")
@access.organizers_only
def plan_batch(shortlist_id: int) -> Answer:
    """Put the proposal on the round's plan, where it can be edited before it is assigned."""
    return _spend(shortlist_id, operations.plan_batch, _planned)


@extra_reviews.post("/give-out")
@access.organizers_only
def assign_batch(shortlist_id: int) -> Answer:
    """Plan the proposal and assign it in one step."""
    return _spend(shortlist_id, operations.assign_batch, _assigned)


def on_the_plan(judged: Round) -> Markup:
    """The way from a round's plan to its extra reviews, or to the board that they need."""
    return Markup(  # noqa: S704 - rendered by our own template, which escapes
        flask.render_template("boards/extra_reviews/_link.html", boards=board_queries.of_round(judged.id))
    )


def _spend(
    shortlist_id: int, operation: Callable[..., int], answer: Callable[[Shortlist, Asked, int], Response]
) -> Answer:
    """Do it with the proposal as it was seen; where that cannot be, show the page as it is now."""
    shortlist = board_or_404.shortlist(shortlist_id)
    form, seen = _form(shortlist.round), flask.request.form.get("seen", "")
    if not form.validate():
        return _page(shortlist, form), 422
    try:
        with db.transaction():
            judged = round_or_404.held_round(shortlist.round_id)
            reviews = operation(judged, form.asked, seen=seen, actor=current.person(), now=clock.now())
    except Refused as refused:
        return _page(board_or_404.shortlist(shortlist_id), form, wording.explain(refused.visible())), 409
    return answer(shortlist, form.asked, reviews)


def _planned(shortlist: Shortlist, _asked: Asked, reviews: int) -> Response:
    said = ngettext(
        "%(num)s extra review is planned. The juror hears of it once it is assigned.",
        "%(num)s extra reviews are planned. Jurors hear of them once they are assigned.",
        reviews,
    )
    flask.flash(said, "good")
    return flask.redirect(flask.url_for("jury_plan.show", round_id=shortlist.round_id), 303)


def _assigned(shortlist: Shortlist, asked: Asked, reviews: int) -> Response:
    said = ngettext(
        "%(num)s review is assigned. The juror gets at most one letter a day about new films.",
        "%(num)s reviews are assigned. Each juror gets at most one letter a day about new films.",
        reviews,
    )
    if asked.batches > 1:
        left = gettext(
            "For the next batch, about %(hours)s hours are left.", hours=solve.hours(asked.seconds_after)
        )
        said = f"{said} {left}"
    flask.flash(said, "good")
    return flask.redirect(flask.url_for(".index", shortlist_id=shortlist.id), 303)


def _page(shortlist: Shortlist, form: HoursForm | None, problem: str = "") -> str:
    asked = form.asked if form and form.validate() else None
    shown = page.page(shortlist.round, asked, current.person(), clock.now())
    beginning = {"hours": shown.hours_beforehand, "waves": str(shown.batches_left)}
    return flask.render_template(
        "boards/extra_reviews/index.html",
        shortlist=shortlist,
        page=shown,
        form=form or HoursForm(None, shown.facts.members, data=beginning),
        hours=solve.hours,
        whys=batches.WHYS,
        lacking=shares.LACKING,
        problem=problem,
    )


def _form(judged: Round) -> HoursForm:
    return HoursForm(flask.request.values, panel_queries.members(judged.panel_id))
