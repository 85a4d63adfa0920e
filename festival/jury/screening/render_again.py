"""A film's page as its juror finds it, also with what was typed there and could not be taken."""

from collections.abc import Mapping
from dataclasses import dataclass

import flask
from werkzeug.exceptions import NotFound

from festival import clock
from festival.accounts import current
from festival.jury.models import Assignment
from festival.jury.screening import forms, queries, rules
from festival.jury.screening import page as screening_page
from festival.jury.screening.operations import StaleReviewError
from festival.kernel.invalid import Invalid
from festival.kernel.refusals import Refusal, Refused, enforce
from festival.kernel.words import Message
from festival.web import wording
from festival.web.forms import saved_forms

SCORE = "score"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A form that could not be taken: which one, what was typed in it, and why not.

    `form` is what its field of that name says: score, abstain, conflict, note, or note-7 for the change of a
    note. `refusal` is None where the words only waited until their writer had signed in again.
    """

    form: str
    fields: Mapping[str, str]
    refusal: Refusal | None = None
    is_stale: bool = False


def own(assignment_id: int) -> Assignment:
    """A film of the juror who asks; of others' there is no page."""
    return _own(queries.assignment(assignment_id))


def held_own(assignment_id: int) -> Assignment:
    """The same, with its row held until the transaction ends."""
    return _own(queries.held_assignment(assignment_id))


def film(assignment: Assignment) -> str:
    """The page of a film, with the words that were kept while its juror had to sign in."""
    fields = saved_forms.typed(flask.request.path)
    if fields is None:
        return _page(assignment)
    form, version = fields.get("form", ""), assignment.review.version if assignment.review else 0
    is_stale = form == SCORE and fields.get("version") != str(version)
    return _page(assignment, Rejected(form, fields, is_stale=is_stale))


def again(assignment_id: int, form: str, problem: Exception) -> str:
    """The page with what was just sent, and why it could not be taken."""
    is_stale = isinstance(problem, StaleReviewError)
    return _page(own(assignment_id), Rejected(form, flask.request.form, refusal_of(problem), is_stale))


def refused(assignment_id: int, form: str, problem: Refused | Invalid) -> tuple[str, int]:
    """The same with its status. A fragment stays as it is in the browser, and is told the reason alone."""
    if "HX-Request" in flask.request.headers:
        raise problem
    return again(assignment_id, form, problem), 422 if isinstance(problem, Invalid) else 409


def refusal_of(problem: Exception) -> Refusal | None:
    """What is said of a problem beside its form."""
    match problem:
        case Refused(refusal=refusal):
            return refusal
        case Invalid(code=code, text=text, values=values):
            return Refusal(Message(code, text, values))
        case _:
            return None


def _own(found: Assignment | None) -> Assignment:
    if found is None:
        raise NotFound
    enforce(rules.view(current.person(), found))
    return found


def _page(assignment: Assignment, rejected: Rejected | None = None) -> str:
    page = screening_page.film_page(assignment, current.person(), clock.now(), wording.locale())
    typed = page.words
    if rejected and rejected.form == SCORE:
        typed = forms.typed(rejected.fields, assignment.round.criteria)
    sent = {rejected.form: rejected} if rejected else {}
    return flask.render_template("jury/screening/film.html", page=page, typed=typed, rejected=sent)
