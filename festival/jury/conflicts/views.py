"""Conflicts of interest as organizers see them.

Found and known not to be the same person, declared, withdrawn if a mistake.
"""

from typing import Any

import flask
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.accounts import queries as accounts
from festival.entries import queries as entries
from festival.jury import film_pages
from festival.jury.conflicts import forms, involvement, operations, queries
from festival.jury.models import PanelMember, Round
from festival.jury.panels import queries as panel_queries
from festival.jury.rounds import get_or_404 as round_or_404
from festival.jury.rounds import queries as round_queries
from festival.jury.screening import forms as screening_forms
from festival.jury.screening import queries as screening_queries
from festival.kernel.invalid import Invalid
from festival.kernel.refusals import Refused
from festival.web import access, wording
from festival.web.row_numbers import row_number

conflicts = flask.Blueprint(
    "jury_conflicts", __name__, url_prefix="/desk/jury/rounds/<int:round_id>/conflicts"
)
Answer = flask.typing.ResponseReturnValue

CONFLICTS_ON_A_PAGE = 50


@conflicts.get("")
@access.organizers_only
def index(round_id: int) -> str:
    """The conflicts of the edition, newest first."""
    shown = round_or_404.round_(round_id)
    return _page(shown, _form(shown))


@conflicts.post("")
@access.organizers_only
def declare_conflict(round_id: int) -> Answer:
    """Keep a juror away from a film."""
    shown = round_or_404.round_(round_id)
    form = _form(shown, flask.request.form)
    if not form.validate():
        return _page(shown, form), 422
    with db.transaction():
        screening_queries.held_rounds(round_or_404.round_(round_id).panel.edition_id)
        entry, juror = entries.held(int(form.film.data)), accounts.by_id(int(form.juror.data))
        if entry is None or juror is None:
            raise NotFound
        reason = form.reason.data or ""
        name, title = juror.name, entry.title
        operations.declare_conflict(entry, juror, reason, actor=current.person(), now=clock.now())
    said = _(
        "%(name)s is kept away from “%(title)s”. If they gave a score, it does not count.",
        name=name,
        title=title,
    )
    flask.flash(said, "good")
    return _back(round_id)


@conflicts.post("/<int:conflict_id>/withdraw")
@access.organizers_only
def withdraw_conflict(round_id: int, conflict_id: int) -> Answer:
    """Let a juror be assigned the film again."""
    try:
        reason = screening_forms.reason(flask.request.form)
        with db.transaction():
            edition_id = round_or_404.round_(round_id).panel.edition_id
            screening_queries.held_rounds(edition_id)
            conflict = queries.conflict(edition_id, conflict_id)
            if conflict is None:
                raise NotFound
            operations.withdraw_conflict(conflict, reason, actor=current.person(), now=clock.now())
    except (Invalid, Refused) as problem:
        return _again(round_id, f"why-{conflict_id}", problem)
    said = _(
        "The conflict is withdrawn: the plan can assign the film to this juror again. What they "
        "wrote is kept."
    )
    flask.flash(said, "good")
    return _back(round_id)


@conflicts.post("/names")
@access.organizers_only
def mark_not_same(round_id: int) -> Answer:
    """Say that a name in a film is somebody else than a juror."""
    shown, name = round_or_404.round_(round_id), flask.request.form.get("name", "")
    member, film_id = _member(shown), flask.request.form.get("film", 0, type=row_number)
    try:
        reason = screening_forms.reason(flask.request.form)
        with db.transaction():
            entry, juror = entries.held(film_id), accounts.by_id(member.person_id)
            if entry is None or juror is None or entry.edition_id != shown.panel.edition_id:
                raise NotFound
            told = {"name": name, "juror": juror.name, "title": entry.title}
            operations.mark_not_same(entry, juror, name, reason, actor=current.person(), now=clock.now())
    except (Invalid, Refused) as problem:
        return _again(round_id, involvement.spot(film_id, member.person_id, name), problem)
    said = _(
        "“%(name)s” in “%(title)s” is not the same person as %(juror)s: the name keeps nobody away.", **told
    )
    flask.flash(said, "good")
    return _back(round_id)


@conflicts.post("/names/<int:not_same_id>/withdraw")
@access.organizers_only
def withdraw_not_same(round_id: int, not_same_id: int) -> Answer:
    """Take a name for the juror's again."""
    try:
        reason = screening_forms.reason(flask.request.form)
        with db.transaction():
            edition_id = round_or_404.round_(round_id).panel.edition_id
            not_same = queries.not_same(edition_id, not_same_id)
            if not_same is None:
                raise NotFound
            operations.withdraw_not_same(not_same, reason, actor=current.person(), now=clock.now())
    except (Invalid, Refused) as problem:
        return _again(round_id, f"name-{not_same_id}", problem)
    said = _("The name counts as the juror's again. A film that was assigned stays until you remove it.")
    flask.flash(said, "good")
    return _back(round_id)


def _form(shown: Round, typed: Any = None) -> forms.ConflictForm:
    form = forms.ConflictForm(typed)
    form.offer([member.person for member in shown.panel.members], round_queries.films_of(shown))
    return form


def _member(shown: Round) -> PanelMember:
    person_id = flask.request.form.get("juror", 0, type=row_number)
    found = next((each for each in shown.panel.members if each.person_id == person_id), None)
    if found is None:
        raise NotFound
    return found


def _again(round_id: int, place: str, problem: Invalid | Refused) -> Answer:
    """The page with what was typed there in vain, and why it was."""
    shown = round_or_404.round_(round_id)
    if isinstance(problem, Invalid):
        return _page(shown, _form(shown), (place, wording.say(problem.text, problem.values))), 422
    return _page(shown, _form(shown), (place, wording.explain(problem.visible()))), 409


def _page(shown: Round, form: forms.ConflictForm, wrong: tuple[str, str] | None = None) -> str:
    """The page; `wrong` is the field on it that could not be taken, and why."""
    edition_id, before = shown.panel.edition_id, flask.request.args.get("before", type=row_number)
    declared = queries.conflicts(edition_id, before=before, limit=CONFLICTS_ON_A_PAGE + 1)
    listed = declared[:CONFLICTS_ON_A_PAGE]
    ties = involvement.found(
        round_queries.films_of(shown),
        panel_queries.members(shown.panel_id),
        queries.others_names(edition_id),
    )
    return flask.render_template(
        "jury/conflicts/index.html",
        round=shown,
        ties=ties,
        films=film_pages.page_of(list(ties), flask.request.args.get("after", 0, type=row_number)),
        not_same_people=queries.listed(edition_id),
        conflicts=listed,
        before=before,
        older=listed[-1].id if len(declared) > CONFLICTS_ON_A_PAGE else None,
        form=form,
        wrong=wrong,
    )


def _back(round_id: int) -> Response:
    """To the same parts of the two lists."""
    before, after = (flask.request.args.get(name, type=row_number) for name in ("before", "after"))
    url = flask.url_for("jury_conflicts.index", round_id=round_id, before=before, after=after)
    return flask.redirect(url, 303)
