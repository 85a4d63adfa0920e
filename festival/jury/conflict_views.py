"""Conflicts of interest as organizers see them: declared for a juror, withdrawn where they were a mistake."""

from typing import Any

import flask
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.accounts import queries as accounts
from festival.entries import queries as entries
from festival.jury import desk_forms, finding, forms, plan_queries, queries, round_operations, round_queries
from festival.jury.models import Round
from festival.kernel.invalid import Invalid
from festival.kernel.refusals import Refused
from festival.kernel.roles import Role
from festival.web import access, wording
from festival.web.row_numbers import row_number

conflicts = flask.Blueprint(
    "jury_conflicts", __name__, url_prefix="/desk/jury/rounds/<int:round_id>/conflicts"
)
Answer = flask.typing.ResponseReturnValue
organizers = access.role(Role.ORGANIZER)

CONFLICTS_ON_A_PAGE = 50


@conflicts.get("")
@organizers
def index(round_id: int) -> str:
    """The conflicts of the edition, newest first."""
    shown = finding.round_(round_id)
    return _page(shown, _form(shown))


@conflicts.post("")
@organizers
def declare(round_id: int) -> Answer:
    """Keep a juror away from a film."""
    shown = finding.round_(round_id)
    form = _form(shown, flask.request.form)
    if not form.validate():
        return _page(shown, form), 422
    with db.transaction():
        queries.held_rounds(finding.round_(round_id).panel.edition_id)
        entry, juror = entries.by_id(int(form.film.data), lock=True), accounts.by_id(int(form.juror.data))
        if entry is None or juror is None:
            raise NotFound
        reason = form.reason.data or ""
        name, title = juror.name, entry.title
        round_operations.declare_conflict(entry, juror, reason, actor=current.person(), now=clock.now())
    said = _(
        "%(name)s is kept away from “%(title)s”. A score that was given is void.", name=name, title=title
    )
    flask.flash(said, "good")
    return _back(round_id)


@conflicts.post("/<int:conflict_id>/withdraw")
@organizers
def withdraw(round_id: int, conflict_id: int) -> Answer:
    """Let a juror be dealt the film again."""
    try:
        reason = forms.reason(flask.request.form)
        with db.transaction():
            edition_id = finding.round_(round_id).panel.edition_id
            queries.held_rounds(edition_id)
            conflict = round_queries.conflict(edition_id, conflict_id)
            if conflict is None:
                raise NotFound
            round_operations.withdraw_conflict(conflict, reason, actor=current.person(), now=clock.now())
    except Invalid as invalid:
        why = wording.say(invalid.text, invalid.values)
        return _again(round_id, conflict_id, why), 422
    except Refused as refused:
        return _again(round_id, conflict_id, wording.explain(refused.visible())), 409
    said = _(
        "The conflict is withdrawn: the plan can deal the film to this juror again. What they wrote is kept."
    )
    flask.flash(said, "good")
    return _back(round_id)


def init_app(app: flask.Flask) -> None:
    """Open the page of conflicts."""
    app.register_blueprint(conflicts)


def _form(shown: Round, typed: Any = None) -> desk_forms.ConflictForm:
    form = desk_forms.ConflictForm(typed)
    form.offer([member.person for member in shown.panel.members], plan_queries.films_of(shown))
    return form


def _again(round_id: int, conflict_id: int, why: str) -> str:
    shown = finding.round_(round_id)
    return _page(shown, _form(shown), (conflict_id, why))


def _page(shown: Round, form: desk_forms.ConflictForm, wrong: tuple[int, str] | None = None) -> str:
    """The page; `wrong` is the conflict that could not be withdrawn, and why."""
    before = flask.request.args.get("before", type=row_number)
    found = round_queries.conflicts(shown.panel.edition_id, before=before, limit=CONFLICTS_ON_A_PAGE + 1)
    listed = found[:CONFLICTS_ON_A_PAGE]
    return flask.render_template(
        "jury/conflicts.html",
        round=shown,
        conflicts=listed,
        before=before,
        older=listed[-1].id if len(found) > CONFLICTS_ON_A_PAGE else None,
        form=form,
        wrong=wrong,
    )


def _back(round_id: int) -> Response:
    before = flask.request.args.get("before", type=row_number)
    return flask.redirect(flask.url_for("jury_conflicts.index", round_id=round_id, before=before), 303)
