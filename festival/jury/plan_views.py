"""The plan of a round: who watches what, what is missing and why, each juror's minutes; in and out as CSV."""

import secrets
from collections import defaultdict
from collections.abc import Sequence

import flask
from flask_babel import ngettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import addresses, current
from festival.entries import queries as entries
from festival.jury import (
    dealing,
    film_pages,
    finding,
    plan_files,
    plan_operations,
    plan_queries,
    plans,
    proposal_operations,
    proposal_queries,
    proposals,
    rubrics,
    seat_rules,
    waves,
)
from festival.jury.models import Assignment, PanelMember, Round
from festival.jury.states import AssignmentState
from festival.kernel.invalid import Invalid
from festival.kernel.refusals import Refusal, Refused, refuse
from festival.kernel.roles import Role
from festival.kernel.spreadsheets import csv_chunks
from festival.web import access, wording
from festival.web.row_numbers import row_number

plan = flask.Blueprint("jury_plan", __name__, url_prefix="/desk/jury/rounds/<int:round_id>/plan")
Answer = flask.typing.ResponseReturnValue
organizers = access.role(Role.ORGANIZER)
SEEDS = 10**6
MOST_NAMED = 5


@plan.get("")
@organizers
def show(round_id: int) -> Answer:
    """The plan as it stands; while a worker makes it, how far that is, as a page or as its ticking part."""
    round_ = finding.round_(round_id)
    proposal = proposal_queries.of_round(round_.id)
    is_part = "HX-Request" in flask.request.headers
    if proposal is None or proposal_queries.stage(proposal) in proposals.ENDED:
        return flask.Response(headers={"HX-Refresh": "true"}) if is_part else _page(round_)
    return flask.render_template(
        "jury/_proposal.html" if is_part else "jury/proposal.html",
        round=round_,
        proposal=proposal,
        stage=proposal_queries.stage(proposal),
    )


@plan.post("/propose")
@organizers
def propose(round_id: int) -> Response:
    """Let the machine plan the missing views; many of them are left to a worker."""
    with db.transaction():
        round_ = finding.held_round(round_id)
        seed = secrets.randbelow(SEEDS) + 1
        proposal_operations.propose(round_, seed=seed, actor=current.person(), now=clock.now())
    return _back(round_id)


@plan.post("/call-off")
@organizers
def call_off(round_id: int) -> Response:
    """Stop the making of a plan, or put its failure aside."""
    with db.transaction():
        proposal = proposal_queries.of_round(finding.held_round(round_id).id)
        if proposal is not None:
            proposal_operations.call_off(proposal, actor=current.person(), now=clock.now())
    return _back(round_id)


@plan.post("/clear")
@organizers
def clear(round_id: int) -> Response:
    """Throw the planned seats away."""
    with db.transaction():
        round_ = finding.held_round(round_id)
        plan_operations.clear_plan(round_, actor=current.person(), now=clock.now())
    return _back(round_id)


@plan.post("/apply")
@organizers
def apply(round_id: int) -> Response:
    """Make the plan real."""
    with db.transaction():
        round_ = finding.held_round(round_id)
        dealt = plan_operations.apply_plan(round_, actor=current.person(), now=clock.now())
    said = ngettext(
        "%(num)s seat is dealt; its juror hears of it in the next letter, one a day at most.",
        "%(num)s seats are dealt; each juror hears of theirs in the next letter, one a day at most.",
        dealt.seats,
    )
    flask.flash(said, "good")
    _tell_left_out(dealt.left_out)
    return _back(round_id)


@plan.post("/seats")
@organizers
def seat(round_id: int) -> Answer:
    """Plan one seat by hand; where that cannot be, the plan says why, with the address still there."""
    film_id = flask.request.form.get("film", 0, type=row_number)
    try:
        with db.transaction():
            round_, entry = finding.held_round(round_id), entries.by_id(film_id)
            if entry is None or entry.edition_id != round_.panel.edition_id:
                raise NotFound
            member = _member(round_)
            plan_operations.seat(round_, entry, member, actor=current.person(), now=clock.now())
    except Refused as refused:
        return _in_vain(round_id, f"add-{film_id}", refused)
    return _back(round_id, film_id)


@plan.post("/seats/<int:assignment_id>/move")
@organizers
def move(round_id: int, assignment_id: int) -> Answer:
    """Give a juror's film to another."""
    try:
        with db.transaction():
            assignment = _seat(round_id, assignment_id)
            film_id, member = assignment.entry_id, _member(assignment.round)
            plan_operations.move(assignment, member, actor=current.person(), now=clock.now())
    except Refused as refused:
        return _in_vain(round_id, f"move-{assignment_id}", refused)
    return _back(round_id, film_id)


@plan.post("/seats/<int:assignment_id>/unseat")
@organizers
def unseat(round_id: int, assignment_id: int) -> Answer:
    """Take a film from a juror."""
    try:
        with db.transaction():
            assignment = _seat(round_id, assignment_id)
            film_id = assignment.entry_id
            plan_operations.unseat(assignment, actor=current.person(), now=clock.now())
    except Refused as refused:
        return _in_vain(round_id, f"seat-{assignment_id}", refused)
    return _back(round_id, film_id)


@plan.get("/plan.csv")
@organizers
def export(round_id: int) -> flask.Response:
    """The plan as a table."""
    round_ = finding.round_(round_id)
    rows = plan_files.rows(plan_queries.seats(round_.id))
    name = f"plan-{round_.panel.edition.slug}-{round_.id}.csv"
    answer = flask.Response(csv_chunks(plan_files.COLUMNS, rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@plan.post("/file")
@organizers
def take(round_id: int) -> Answer:
    """Take a plan from a table: all of it, or nothing and the row that is in the way."""
    sent = flask.request.files.get("plan")
    try:
        with db.transaction():
            round_ = finding.held_round(round_id)
            facts = plan_queries.facts(round_)
            seats = plan_files.read(sent.read() if sent else b"", facts)
            planned = plan_operations.take_plan(round_, seats, actor=current.person(), now=clock.now())
    except Invalid as invalid:
        return _page(finding.round_(round_id), ("plan-file", wording.say(invalid.text, invalid.values))), 422
    except Refused as refused:
        return _in_vain(round_id, "plan-file", refused)
    said = ngettext(
        "%(num)s seat is planned from the file.", "%(num)s seats are planned from the file.", planned
    )
    flask.flash(said, "good")
    return _back(round_id)


def init_app(app: flask.Flask) -> None:
    """Open the plan."""
    app.register_blueprint(plan)


def _tell_left_out(refusals: Sequence[Refusal]) -> None:
    """Say which planned seats could not be dealt any more, the first of them by name."""
    if not refusals:
        return
    counted = ngettext(
        "%(num)s seat left the plan, since it is not possible any more:",
        "%(num)s seats left the plan, since they are not possible any more:",
        len(refusals),
    )
    named = " ".join(wording.explain(each) for each in refusals[:MOST_NAMED])
    flask.flash(f"{counted} {named}{' …' if len(refusals) > MOST_NAMED else ''}", "warn")


def _in_vain(round_id: int, place: str, refused: Refused) -> Answer:
    return _page(finding.round_(round_id), (place, wording.explain(refused.visible()))), 409


def _page(round_: Round, wrong: tuple[str, str] | None = None) -> str:
    """The plan; `wrong` is where on it something was tried in vain, and why it was."""
    facts = plan_queries.facts(round_)
    seats: dict[int, list[Assignment]] = defaultdict(list)
    for each in facts.seats:
        seats[each.entry_id].append(each)
    return flask.render_template(
        "jury/plan.html",
        round=round_,
        facts=facts,
        page=film_pages.page_of(facts.films, _after()),
        seats=seats,
        loads=plans.loads(facts),
        shortfalls=plans.shortfalls(facts),
        why=plans.Reasons(facts).of,
        reasons=plans.REASONS,
        found=plans.found_conflicts(facts),
        whys=waves.WHYS,
        proposal=proposal_queries.of_round(round_.id),
        comparison=dealing.comparison(facts),
        uneven=dealing.unevenness_of(facts),
        later=len(waves.planned(facts.seats)),
        scale=rubrics.scale(round_.criteria),
        planned=sum(each.state is AssignmentState.PLANNED for each in facts.seats),
        refusal=seat_rules.plan(current.person(), round_),
        wrong=wrong,
    )


def _member(round_: Round) -> PanelMember:
    address = flask.request.form.get("juror", "")
    member = plan_queries.member_at(round_.panel_id, addresses.key(address))
    if member is None:
        raise Refused(
            refuse(
                "nobody_there",
                "Nobody on this panel has the address “{address}”. Choose a juror from the list.",
                address=address[:80],
            )
        )
    return member


def _seat(round_id: int, assignment_id: int) -> Assignment:
    finding.held_round(round_id)
    assignment = plan_queries.seat_by_id(round_id, assignment_id)
    if assignment is None:
        raise NotFound
    return assignment


def _after() -> int:
    """The film behind which the page begins."""
    return flask.request.args.get("after", 0, type=row_number)


def _back(round_id: int, film_id: int | None = None) -> Response:
    """To the plan; after an edit by hand, to its film on the page where it stands."""
    url = flask.url_for(
        "jury_plan.show",
        round_id=round_id,
        after=_after() or None,
        _anchor=f"film-{film_id}" if film_id else None,
    )
    return flask.redirect(url, 303)
