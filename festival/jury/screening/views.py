"""The juror's desk: the queue, a film with its rubric, and what a juror does with it."""

from typing import Any

import flask
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.jury.screening import film_queries, forms, operations, page, queries, render_again
from festival.kernel.clock import machine_now
from festival.kernel.invalid import Invalid
from festival.kernel.refusals import Refused
from festival.scoring.values import ViewingKind
from festival.web import accepted, access, wording

jury = flask.Blueprint("jury", __name__)
Answer = flask.typing.ResponseReturnValue
PROBLEMS = (Refused, Invalid, operations.StaleReviewError)


@jury.get("/screening")
@access.jurors_only
def queue() -> str:
    """What waits for this juror, and what is done."""
    queues = page.queues_of(current.person(), clock.now(), wording.locale())
    return flask.render_template("jury/screening/queue.html", queues=queues)


@jury.get("/screening/<int:assignment_id>")
@access.jurors_only
def film(assignment_id: int) -> str:
    """One film: the player, notes, the rubric."""
    return render_again.film(render_again.own(assignment_id))


@jury.post("/screening/<int:assignment_id>/seen")
@access.jurors_only
def record_seen(assignment_id: int) -> Answer:
    """The player reports which seconds it really played; the answer says what was seen in all."""
    with db.transaction():
        assignment = render_again.held_own(assignment_id)
        record = operations.record_seen(
            assignment,
            forms.played(flask.request.get_json(silent=True)),
            film_seconds=film_queries.lengths([assignment.entry])[assignment.entry_id],
            machine_at=machine_now(),
            actor=current.person(),
            now=clock.now(),
            shown=flask.request.args.get("film"),
        )
        return {"seen": record.intervals, "seconds_seen": record.seconds_seen}


@jury.post("/screening/<int:assignment_id>/draft")
@access.jurors_only
def save_draft(assignment_id: int) -> Answer:
    """Keep what was written: from the page as one types, or by the button without scripts."""
    try:
        saved_at, version = _save(assignment_id)
    except PROBLEMS as problem:
        if accepted.wants_json():
            return _why_not_saved(problem)
        return render_again.again(assignment_id, render_again.SCORE, problem), 409
    if accepted.wants_json():
        return {"saved_at": saved_at, "version": version}
    return _back(assignment_id, "rubric")


@jury.post("/screening/<int:assignment_id>/submit")
@access.jurors_only
def submit(assignment_id: int) -> Answer:
    """Save, then give the score, then on to the next film. What is incomplete stays a draft."""
    try:
        version = _save(assignment_id)[1]
        with db.transaction():
            assignment = render_again.held_own(assignment_id)
            words = forms.words(flask.request.form, assignment.round.criteria)
            now = clock.now()
            operations.submit(
                assignment,
                words,
                version=version,
                actor=current.person(),
                now=now,
                shown=flask.request.form.get("film"),
            )
            title = assignment.entry.title
    except PROBLEMS as problem:
        return render_again.again(assignment_id, render_again.SCORE, problem), 409
    flask.flash(_("Your score of “%(title)s” is in.", title=title), "good")
    return _onwards()


@jury.post("/screening/<int:assignment_id>/resume")
@access.jurors_only
def resume(assignment_id: int) -> Response:
    """Take a score or an abstention up again."""
    with db.transaction():
        operations.resume(render_again.held_own(assignment_id), actor=current.person(), now=clock.now())
    return _back(assignment_id, "rubric")


@jury.post("/screening/<int:assignment_id>/confirm")
@access.jurors_only
def confirm_score(assignment_id: int) -> Response:
    """Let a score stand that was given for an earlier version of the film."""
    with db.transaction():
        assignment = render_again.held_own(assignment_id)
        operations.confirm_score(assignment, actor=current.person(), now=clock.now())
    flask.flash(_("Your score counts for the new version, too."), "good")
    return _back(assignment_id, "main")


@jury.post("/screening/<int:assignment_id>/others")
@access.jurors_only
def read_others(assignment_id: int) -> Response:
    """Show the others' scores; from then on one's own stands."""
    with db.transaction():
        operations.read_others(render_again.held_own(assignment_id), actor=current.person(), now=clock.now())
    return _back(assignment_id, "others")


@jury.post("/screening/<int:assignment_id>/abstain")
@access.jurors_only
def abstain(assignment_id: int) -> Answer:
    """Give no score, with the reason."""
    try:
        reason = forms.reason(flask.request.form)
        with db.transaction():
            assignment = render_again.held_own(assignment_id)
            operations.abstain(assignment, reason, actor=current.person(), now=clock.now())
            title = assignment.entry.title
    except (Refused, Invalid) as problem:
        return render_again.refused(assignment_id, "abstain", problem)
    flask.flash(_("You gave no score to “%(title)s”.", title=title), "good")
    return _onwards()


@jury.post("/screening/<int:assignment_id>/conflict")
@access.jurors_only
def declare_conflict(assignment_id: int) -> Answer:
    """Step aside from a film."""
    try:
        reason = forms.reason(flask.request.form)
        with db.transaction():
            queries.held_rounds(render_again.own(assignment_id).round.panel.edition_id)
            assignment = render_again.held_own(assignment_id)
            operations.declare_conflict(assignment, reason, actor=current.person(), now=clock.now())
    except (Refused, Invalid) as problem:
        return render_again.refused(assignment_id, "conflict", problem)
    flask.flash(_("Thank you. You have stepped aside from this film, and the organizers know."), "good")
    return flask.redirect(flask.url_for("jury.queue"), 303)


@jury.post("/screening/<int:assignment_id>/viewing")
@access.jurors_only
def declare_viewing(assignment_id: int) -> Response:
    """Say that the film was watched offline or together."""
    try:
        kind = ViewingKind(flask.request.form.get("kind", ""))
    except ValueError:
        raise NotFound from None
    with db.transaction():
        assignment = render_again.held_own(assignment_id)
        operations.declare_viewing(assignment, kind, actor=current.person(), now=clock.now())
    return _back(assignment_id, "seen")


def _save(assignment_id: int) -> tuple[str, int]:
    """Save the form as a draft; when, in the festival's zone, and the version that it made."""
    form = flask.request.form
    with db.transaction():
        assignment = render_again.held_own(assignment_id)
        words = forms.words(form, assignment.round.criteria)
        now, version = clock.now(), form.get("version", 0, type=int)
        review = operations.save_draft(assignment, words, version=version, actor=current.person(), now=now)
        return wording.clock_time(now, assignment.round.panel.edition.time_zone), review.version


def _why_not_saved(problem: Exception) -> tuple[dict[str, Any], int]:
    if refusal := render_again.refusal_of(problem):
        return {"code": refusal.code, "error": wording.explain(refusal)}, 409
    words = _("You changed this score in another window. Save it here to see both.")
    return {"code": "stale", "error": str(words)}, 409


def _onwards() -> Response:
    following = queries.next_of(current.person().id, clock.now())
    if following is None:
        return flask.redirect(flask.url_for("jury.queue"), 303)
    return _back(following, "main")


def _back(assignment_id: int, place: str) -> Response:
    url = flask.url_for("jury.film", assignment_id=assignment_id, _anchor=place)
    return flask.redirect(url, 303)
