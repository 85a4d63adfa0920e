"""Rounds, as organizers see them: progress, beginning and end, scores as given."""

import flask
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.jury import film_pages
from festival.jury.models import Round
from festival.jury.rounds import forms, get_or_404, operations, queries, results, rules
from festival.jury.screening import rules as screening_rules
from festival.jury.screening.forms import ReasonForm
from festival.kernel.refusals import Refused
from festival.scoring import rubrics
from festival.web import access, wording
from festival.web.forms import many, saved_forms
from festival.web.forms.many import Many
from festival.web.row_numbers import row_number

rounds = flask.Blueprint("jury_rounds", __name__, url_prefix="/desk/jury")
Answer = flask.typing.ResponseReturnValue


@rounds.get("/rounds/<int:round_id>")
@access.organizers_only
def round_(round_id: int) -> str:
    """One round: how far each juror is, and its end."""
    return _round_page(get_or_404.round_(round_id), forms.ExtensionForm())


@rounds.post("/rounds/<int:round_id>/open")
@access.organizers_only
def open_round(round_id: int) -> Response:
    """Let the jury in."""
    with db.transaction():
        operations.open_round(get_or_404.held_round(round_id), actor=current.person(), now=clock.now())
    return _to_round(round_id)


@rounds.post("/rounds/<int:round_id>/close")
@access.organizers_only
def close_round(round_id: int) -> Response:
    """End the work of a round."""
    with db.transaction():
        operations.close_round(get_or_404.held_round(round_id), actor=current.person(), now=clock.now())
    return _to_round(round_id)


@rounds.post("/rounds/<int:round_id>/extend")
@access.organizers_only
def extend_round(round_id: int) -> Answer:
    """Give the jury more time, to the end of a day."""
    form = forms.ExtensionForm(flask.request.form)
    if not form.validate():
        return _round_page(get_or_404.round_(round_id), form), 422
    try:
        with db.transaction():
            changed = get_or_404.held_round(round_id)
            until = form.closes_at(changed.panel.edition.time_zone)
            operations.extend_round(changed, until, actor=current.person(), now=clock.now())
    except Refused as refused:
        form.until.errors = [wording.explain(refused.visible())]
        return _round_page(get_or_404.round_(round_id), form), 409
    return _to_round(round_id)


@rounds.get("/rounds/<int:round_id>/scores")
@access.organizers_only
def scores(round_id: int) -> str:
    """Every score as given, with how much of the film was watched."""
    return _scores(round_id, many.of_saved(ReasonForm, saved_forms.typed(flask.request.path)))


@rounds.post("/rounds/<int:round_id>/scores/<int:assignment_id>/reopen")
@access.organizers_only
def reopen(round_id: int, assignment_id: int) -> Answer:
    """Give a juror a finished film back."""
    form = ReasonForm(flask.request.form)
    reasons = Many(ReasonForm, f"reason-{assignment_id}", form)
    if not form.validate():
        return _scores(round_id, reasons), 422
    try:
        with db.transaction():
            operations.reopen(
                get_or_404.held_assignment(round_id, assignment_id),
                form.reason.words,
                actor=current.person(),
                now=clock.now(),
            )
    except Refused as refused:
        form.reason.errors = [wording.explain(refused.expected("reason_missing"))]
        return _scores(round_id, reasons), 409
    flask.flash(_("The film is open again in the juror's queue, and a letter tells them."), "good")
    assignment = f"assignment-{assignment_id}"
    return flask.redirect(
        flask.url_for("jury_rounds.scores", round_id=round_id, after=_after() or None, _anchor=assignment),
        303,
    )


def _round_page(shown: Round, form: forms.ExtensionForm) -> str:
    now = clock.now()
    progress = results.progress_of(shown, now)
    return flask.render_template(
        "jury/rounds/round.html",
        round=shown,
        progress=progress,
        letters=queries.last_letters([each.juror.id for each in progress]),
        form=form,
        no_opening=rules.open_round(current.person(), shown, now),
        no_closing=rules.close_round(current.person(), shown),
    )


def _scores(round_id: int, reasons: Many[ReasonForm]) -> str:
    """The page with the forms that open a review again."""
    shown = get_or_404.round_(round_id)
    page = film_pages.page_of(queries.assigned_films(shown), _after())
    return flask.render_template(
        "jury/rounds/scores.html",
        round=shown,
        page=page,
        reviews=results.reviews_of(round_id, [film.id for film in page.films]),
        top=rubrics.longest(shown.criteria),
        reasons=reasons,
        is_closed=screening_rules.needs_open_round(shown, clock.now()) is not None,
    )


def _after() -> int:
    """The film behind which the page begins."""
    return flask.request.args.get("after", 0, type=row_number)


def _to_round(round_id: int) -> Response:
    return flask.redirect(flask.url_for("jury_rounds.round_", round_id=round_id), 303)
