"""Rounds, as organizers see them: settings, rubric, progress, scores as given, conflicts."""

from typing import Any

import flask
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.accounts import queries as accounts
from festival.entries import queries as entries
from festival.jury import (
    desk_forms,
    film_pages,
    finding,
    forms,
    operations,
    plan_queries,
    round_operations,
    round_queries,
    round_rules,
    rubrics,
    rules,
    tallies,
)
from festival.jury.models import Round
from festival.kernel.refusals import Refused
from festival.kernel.roles import Role
from festival.web import access
from festival.web.row_numbers import row_number

rounds = flask.Blueprint("jury_rounds", __name__, url_prefix="/desk/jury")
Answer = flask.typing.ResponseReturnValue
organizers = access.role(Role.ORGANIZER)


@rounds.get("/rounds/<int:round_id>")
@organizers
def round_(round_id: int) -> str:
    """One round: how far each juror is, conflicts, and its end."""
    shown = finding.round_(round_id)
    return _round_page(shown, _conflict_form(shown))


@rounds.post("/rounds/<int:round_id>/open")
@organizers
def open_round(round_id: int) -> Response:
    """Let the jury in."""
    with db.transaction():
        round_operations.open_round(
            finding.round_(round_id, lock=True), actor=current.person(), now=clock.now()
        )
    return _to_round(round_id)


@rounds.post("/rounds/<int:round_id>/close")
@organizers
def close_round(round_id: int) -> Response:
    """End the work of a round."""
    with db.transaction():
        round_operations.close_round(
            finding.round_(round_id, lock=True), actor=current.person(), now=clock.now()
        )
    return _to_round(round_id)


@rounds.post("/rounds/<int:round_id>/extend")
@organizers
def extend_round(round_id: int) -> Answer:
    """Give the jury more time, to the end of a day."""
    form = desk_forms.ExtensionForm(flask.request.form)
    if not form.validate():
        flask.flash(_("Choose the new last day."), "warn")
        return _to_round(round_id)
    with db.transaction():
        changed = finding.round_(round_id, lock=True)
        until = form.closes_at(changed.panel.edition.time_zone)
        round_operations.extend_round(changed, until, actor=current.person(), now=clock.now())
    return _to_round(round_id)


@rounds.get("/rounds/<int:round_id>/scores")
@organizers
def scores(round_id: int) -> str:
    """Every score as given, with how much of the film was watched."""
    return _scores(round_id)


@rounds.post("/rounds/<int:round_id>/scores/<int:assignment_id>/reopen")
@organizers
def reopen(round_id: int, assignment_id: int) -> Answer:
    """Give a juror a finished film back."""
    try:
        with db.transaction():
            operations.reopen(
                finding.assignment(round_id, assignment_id),
                forms.reason(flask.request.form),
                actor=current.person(),
                now=clock.now(),
            )
    except Refused as refused:
        refused.expected("reason_missing")
        return _scores(round_id, assignment_id), 403
    flask.flash(_("The film is open again in the juror's pile, and a letter says so."), "good")
    seat = f"seat-{assignment_id}"
    return flask.redirect(
        flask.url_for("jury_rounds.scores", round_id=round_id, after=_after() or None, _anchor=seat), 303
    )


@rounds.post("/rounds/<int:round_id>/conflicts")
@organizers
def declare_conflict(round_id: int) -> Answer:
    """Keep a juror away from a film."""
    shown = finding.round_(round_id)
    form = _conflict_form(shown, flask.request.form)
    if not form.validate():
        return _round_page(shown, form), 422
    with db.transaction():
        entry, juror = entries.by_id(form.film.data, lock=True), accounts.by_id(form.juror.data)
        if entry is None or juror is None:
            raise NotFound
        reason = form.reason.data or ""
        round_operations.declare_conflict(entry, juror, reason, actor=current.person(), now=clock.now())
    return _to_round(round_id)


def init_app(app: flask.Flask) -> None:
    """Open the organizers' pages of rounds."""
    app.register_blueprint(rounds)


def _round_page(shown: Round, form: desk_forms.ConflictForm) -> str:
    now = clock.now()
    progress = tallies.progress_of(shown, now)
    return flask.render_template(
        "jury/round.html",
        round=shown,
        progress=progress,
        letters=round_queries.last_letters([each.juror.id for each in progress]),
        conflicts=round_queries.conflicts(shown.panel.edition_id),
        form=form,
        no_opening=round_rules.open_round(current.person(), shown, now),
        no_closing=round_rules.close_round(current.person(), shown),
    )


def _scores(round_id: int, unexplained: int | None = None) -> str:
    """The page; the reopening of the seat `unexplained` still lacks its reason."""
    shown = finding.round_(round_id)
    page = film_pages.page_of(plan_queries.dealt_films(shown), _after())
    return flask.render_template(
        "jury/scores.html",
        round=shown,
        page=page,
        views=tallies.views_of(round_id, [film.id for film in page.films]),
        top=rubrics.longest(shown.criteria),
        unexplained=unexplained,
        is_closed=rules.is_open(shown, clock.now()) is not None,
    )


def _after() -> int:
    """The film behind which the page begins."""
    return flask.request.args.get("after", 0, type=row_number)


def _conflict_form(shown: Round, typed: Any = None) -> desk_forms.ConflictForm:
    form = desk_forms.ConflictForm(typed)
    form.offer([member.person for member in shown.panel.members], plan_queries.films_of(shown))
    return form


def _to_round(round_id: int) -> Response:
    return flask.redirect(flask.url_for("jury_rounds.round_", round_id=round_id), 303)
