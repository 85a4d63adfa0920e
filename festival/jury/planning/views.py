"""The plan of a round: who watches what, what is missing and why, each juror's minutes."""

import secrets
from collections.abc import Sequence

import flask
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.jury.models import Round
from festival.jury.planning import background, background_queries, facts, operations, page, queries
from festival.jury.rounds import get_or_404 as round_or_404
from festival.kernel.refusals import Refusal
from festival.web import access, wording

plan = flask.Blueprint("jury_plan", __name__, url_prefix="/desk/jury/rounds/<int:round_id>/plan")
Answer = flask.typing.ResponseReturnValue
SEEDS = 10**6
MOST_NAMED = 5


@plan.get("")
@access.organizers_only
def show(round_id: int) -> Answer:
    """The plan as it stands; while a worker makes it, how far that is, as a page or as its ticking part."""
    round_ = round_or_404.round_(round_id)
    proposal = background_queries.of_round(round_.id)
    is_part = "HX-Request" in flask.request.headers
    if proposal is None or background_queries.stage(proposal) in background_queries.ENDED:
        return flask.Response(headers={"HX-Refresh": "true"}) if is_part else page.page(round_)
    return flask.render_template(
        "jury/planning/_proposal.html" if is_part else "jury/planning/proposal.html",
        round=round_,
        proposal=proposal,
        stage=background_queries.stage(proposal),
    )


@plan.post("/propose")
@access.organizers_only
def propose(round_id: int) -> Response:
    """Let the machine plan the missing reviews; many of them are left to a worker."""
    with db.transaction():
        round_ = round_or_404.held_round(round_id)
        seed = secrets.randbelow(SEEDS) + 1
        assignments = background.propose(round_, seed=seed, actor=current.person(), now=clock.now())
        _tell_proposed(round_, assignments)
    return page.back(round_id)


@plan.post("/call-off")
@access.organizers_only
def call_off(round_id: int) -> Response:
    """Stop the making of a plan, or put its failure aside."""
    with db.transaction():
        proposal = background_queries.of_round(round_or_404.held_round(round_id).id)
        if proposal is not None:
            background.call_off(proposal, actor=current.person(), now=clock.now())
            flask.flash(gettext("The plan stays as it was."), "good")
    return page.back(round_id)


@plan.post("/clear")
@access.organizers_only
def clear_plan(round_id: int) -> Response:
    """Throw the planned assignments away."""
    with db.transaction():
        round_ = round_or_404.held_round(round_id)
        cleared = operations.clear_plan(round_, actor=current.person(), now=clock.now())
    said = ngettext("%(num)s assignment left the plan.", "%(num)s assignments left the plan.", cleared)
    flask.flash(said, "good")
    return page.back(round_id)


@plan.post("/apply")
@access.organizers_only
def apply_plan(round_id: int) -> Response:
    """Make the plan real."""
    with db.transaction():
        round_ = round_or_404.held_round(round_id)
        assigned = operations.apply_plan(round_, actor=current.person(), now=clock.now())
    said = ngettext(
        "%(num)s assignment is made. The juror gets at most one letter a day about new films.",
        "%(num)s assignments are made. Each juror gets at most one letter a day about new films.",
        assigned.assignments,
    )
    flask.flash(said, "good")
    _tell_left_out(assigned.left_out)
    return page.back(round_id)


@plan.post("/hand-over")
@access.organizers_only
def clear_manual(round_id: int) -> Response:
    """Let the next proposal decide again what was set manually."""
    with db.transaction():
        round_ = round_or_404.held_round(round_id)
        assignments = operations.clear_manual(round_, actor=current.person(), now=clock.now())
    said = ngettext(
        "The next proposal decides again about %(num)s assignment.",
        "The next proposal decides again about %(num)s assignments.",
        assignments,
    )
    flask.flash(said, "good")
    return page.back(round_id)


def _tell_left_out(refusals: Sequence[Refusal]) -> None:
    """Say which planned assignments could not be made real any more, the first of them by name."""
    if not refusals:
        return
    counted = ngettext(
        "%(num)s assignment left the plan, because it is not possible any more:",
        "%(num)s assignments left the plan, because they are not possible any more:",
        len(refusals),
    )
    named = " ".join(wording.explain(each) for each in refusals[:MOST_NAMED])
    flask.flash(f"{counted} {named}{' …' if len(refusals) > MOST_NAMED else ''}", "warn")


def _tell_proposed(round_: Round, assignments: int | None) -> None:
    """Say what a proposal came to; one that is left to a worker says so on its own page."""
    if assignments is None:
        return
    if assignments:
        said = ngettext("%(num)s assignment is proposed.", "%(num)s assignments are proposed.", assignments)
    elif facts.shortfalls(queries.facts(round_)):
        said = gettext("No assignment could be proposed: see the reasons under “Still missing”.")
    else:
        said = gettext("No review is missing, so no assignment was proposed.")
    flask.flash(said, "good" if assignments else "info")
