"""A plan changed manually: a film given to one more juror, to another one, or to nobody."""

import flask
from flask_babel import gettext
from werkzeug.exceptions import NotFound

from festival import clock, db
from festival.accounts import current
from festival.entries import queries as entries
from festival.jury.models import Assignment, PanelMember, Round
from festival.jury.panels import queries as panel_queries
from festival.jury.planning import operations, page, queries
from festival.jury.planning.forms import JurorForm
from festival.jury.rounds import get_or_404 as round_or_404
from festival.jury.states import AssignmentState
from festival.kernel.refusals import Refused, refuse
from festival.kernel.words import N_
from festival.web import access, wording

assignments = flask.Blueprint(
    "jury_assignments", __name__, url_prefix="/desk/jury/rounds/<int:round_id>/plan/seats"
)
Answer = flask.typing.ResponseReturnValue


@assignments.post("")
@access.organizers_only
def assign(round_id: int) -> Answer:
    """Plan one assignment manually; where that cannot be, the plan says why, with the juror still chosen."""
    form = JurorForm(flask.request.form)
    film_id = form.film.data or 0
    try:
        with db.transaction():
            round_, entry = round_or_404.held_round(round_id), entries.by_id(film_id)
            if entry is None or entry.edition_id != round_.panel.edition_id:
                raise NotFound
            member = _member(round_, form)
            said = gettext(
                "“%(title)s” is planned for %(juror)s, who hears of it once it is assigned.",
                title=entry.title,
                juror=member.person.name,
            )
            operations.assign(round_, entry, member, actor=current.person(), now=clock.now())
    except Refused as refused:
        return page.rejected(round_id, f"add-{film_id}", refused, film_id, form)
    return _done(round_id, film_id, said)


@assignments.post("/<int:assignment_id>/move")
@access.organizers_only
def move(round_id: int, assignment_id: int) -> Answer:
    """Give a juror's film to another."""
    form, film_id = JurorForm(flask.request.form), None
    try:
        with db.transaction():
            assignment = _assignment(round_id, assignment_id)
            film_id = assignment.entry_id
            member = _member(assignment.round, form)
            said = _moved(assignment, member)
            operations.move(assignment, member, actor=current.person(), now=clock.now())
    except Refused as refused:
        return page.rejected(round_id, f"move-{assignment_id}", refused, film_id, form)
    return _done(round_id, film_id, said)


@assignments.post("/<int:assignment_id>/unseat")
@access.organizers_only
def unassign(round_id: int, assignment_id: int) -> Answer:
    """Take a film from a juror."""
    film_id = None
    try:
        with db.transaction():
            assignment = _assignment(round_id, assignment_id)
            film_id = assignment.entry_id
            said = gettext(
                "“%(title)s” is taken from %(juror)s. No proposal gives it back to them by itself.",
                title=assignment.entry.title,
                juror=assignment.juror.name,
            )
            operations.unassign(assignment, actor=current.person(), now=clock.now())
    except Refused as refused:
        return page.rejected(round_id, f"assignment-{assignment_id}", refused, film_id)
    return _done(round_id, film_id, said)


def _moved(assignment: Assignment, member: PanelMember) -> str:
    names = {
        "title": assignment.entry.title,
        "juror": assignment.juror.name,
        "other": member.person.name,
    }
    if assignment.state is AssignmentState.PLANNED:
        text = N_("“{title}” is planned for {other} instead of {juror}.")
    else:
        text = N_(
            "“{title}” is taken from {juror} and assigned to {other}, who gets at most one "
            "letter a day about new films."
        )
    return wording.say(text, names)


def _done(round_id: int, film_id: int, said: str) -> Answer:
    """Back to the film, where it says what was done."""
    flask.flash(said, f"at film-{film_id}")
    return page.back(round_id, film_id)


def _member(round_: Round, form: JurorForm) -> PanelMember:
    member = panel_queries.member_of(round_.panel_id, form.juror.data or 0)
    if member is None:
        raise Refused(
            refuse("nobody_there", "Choose one of the jurors who are on this panel, from the list.")
        )
    return member


def _assignment(round_id: int, assignment_id: int) -> Assignment:
    round_or_404.held_round(round_id)
    assignment = queries.assignment_by_id(round_id, assignment_id)
    if assignment is None:
        raise NotFound
    return assignment
