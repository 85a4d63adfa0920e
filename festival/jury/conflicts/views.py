"""Conflicts of interest as organizers see them.

Found and known not to be the same person, declared, withdrawn if a mistake.
"""

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
from festival.jury.screening import queries as screening_queries
from festival.jury.screening.forms import ReasonForm
from festival.kernel.refusals import Refused
from festival.web import access, wording
from festival.web.forms import many, saved_forms
from festival.web.forms.many import Many, Typed
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
    shown, saved = round_or_404.round_(round_id), saved_forms.typed(flask.request.path)
    return _page(shown, _form(shown, many.saved_in("declare", saved)), many.of_saved(ReasonForm, saved))


@conflicts.post("")
@access.organizers_only
def declare_conflict(round_id: int) -> Answer:
    """Keep a juror away from a film."""
    shown = round_or_404.round_(round_id)
    form = _form(shown, flask.request.form)
    if not form.validate():
        return _page(shown, form, Many(ReasonForm)), 422
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
    form, place = ReasonForm(flask.request.form), f"why-{conflict_id}"
    if not form.validate():
        return _too_long(round_id, place, form)
    try:
        with db.transaction():
            edition_id = round_or_404.round_(round_id).panel.edition_id
            screening_queries.held_rounds(edition_id)
            conflict = queries.conflict(edition_id, conflict_id)
            if conflict is None:
                raise NotFound
            operations.withdraw_conflict(conflict, form.reason.words, actor=current.person(), now=clock.now())
    except Refused as refused:
        return _refused(round_id, place, form, refused)
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
    form, place = ReasonForm(flask.request.form), involvement.spot(film_id, member.person_id, name)
    if not form.validate():
        return _too_long(round_id, place, form)
    try:
        with db.transaction():
            entry, juror = entries.held(film_id), accounts.by_id(member.person_id)
            if entry is None or juror is None or entry.edition_id != shown.panel.edition_id:
                raise NotFound
            told = {"name": name, "juror": juror.name, "title": entry.title}
            operations.mark_not_same(
                entry, juror, name, form.reason.words, actor=current.person(), now=clock.now()
            )
    except Refused as refused:
        return _refused(round_id, place, form, refused)
    said = _(
        "“%(name)s” in “%(title)s” is not the same person as %(juror)s: the name keeps nobody away.", **told
    )
    flask.flash(said, "good")
    return _back(round_id)


@conflicts.post("/names/<int:not_same_id>/withdraw")
@access.organizers_only
def withdraw_not_same(round_id: int, not_same_id: int) -> Answer:
    """Take a name for the juror's again."""
    form, place = ReasonForm(flask.request.form), f"name-{not_same_id}"
    if not form.validate():
        return _too_long(round_id, place, form)
    try:
        with db.transaction():
            edition_id = round_or_404.round_(round_id).panel.edition_id
            not_same = queries.not_same(edition_id, not_same_id)
            if not_same is None:
                raise NotFound
            operations.withdraw_not_same(not_same, form.reason.words, actor=current.person(), now=clock.now())
    except Refused as refused:
        return _refused(round_id, place, form, refused)
    said = _("The name counts as the juror's again. A film that was assigned stays until you remove it.")
    flask.flash(said, "good")
    return _back(round_id)


def _form(shown: Round, typed: Typed | None = None) -> forms.ConflictForm:
    form = forms.ConflictForm(typed)
    form.offer([member.person for member in shown.panel.members], round_queries.films_of(shown))
    return form


def _member(shown: Round) -> PanelMember:
    person_id = flask.request.form.get("juror", 0, type=row_number)
    found = next((each for each in shown.panel.members if each.person_id == person_id), None)
    if found is None:
        raise NotFound
    return found


def _too_long(round_id: int, place: str, form: ReasonForm) -> Answer:
    """The page with a reason that cannot be kept."""
    shown = round_or_404.round_(round_id)
    return _page(shown, _form(shown), Many(ReasonForm, place, form)), 422


def _refused(round_id: int, place: str, form: ReasonForm, refused: Refused) -> Answer:
    """The page with what was typed there, and why it was refused."""
    form.reason.errors = [wording.explain(refused.visible())]
    shown = round_or_404.round_(round_id)
    return _page(shown, _form(shown), Many(ReasonForm, place, form)), 409


def _page(shown: Round, form: forms.ConflictForm, reasons: Many[ReasonForm]) -> str:
    """The page with its form for a new conflict and those that withdraw one, each with a reason."""
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
        reasons=reasons,
    )


def _back(round_id: int) -> Response:
    """To the same parts of the two lists."""
    before, after = (flask.request.args.get(name, type=row_number) for name in ("before", "after"))
    url = flask.url_for("jury_conflicts.index", round_id=round_id, before=before, after=after)
    return flask.redirect(url, 303)
