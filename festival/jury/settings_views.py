"""What a round is: its settings and its rubric, edited while jurors do not know it yet."""

from collections.abc import Sequence

import flask
from flask_babel import lazy_gettext as _

from festival import clock, db
from festival.accounts import current
from festival.jury import desk_forms, finding, round_operations, round_rules, rubric_forms, rubrics
from festival.jury.models import Panel, Round
from festival.jury.states import OthersScores
from festival.kernel.invalid import Invalid
from festival.kernel.refusals import Refusal, Refused, refuse
from festival.kernel.roles import Role
from festival.web import access, versions
from festival.web.row_numbers import row_number

papers = flask.Blueprint("jury_settings", __name__, url_prefix="/desk/jury")
Answer = flask.typing.ResponseReturnValue
organizers = access.role(Role.ORGANIZER)


@papers.get("/panels/<int:panel_id>/rounds/new")
@organizers
def new_round(panel_id: int) -> str:
    """A new round for a panel."""
    panel = finding.panel(panel_id)
    form = desk_forms.RoundForm(
        data={
            "categories": [str(each.id) for each in panel.edition.categories],
            "views_wanted": 3,
            "others_scores": OthersScores.NEVER,
            "reminder_days": 5,
        }
    )
    return _round_form(panel, form)


@papers.post("/panels/<int:panel_id>/rounds")
@organizers
def make_round(panel_id: int) -> Answer:
    """Prepare a round."""
    form = desk_forms.RoundForm(flask.request.form)
    form.offer(finding.panel(panel_id).edition.categories)
    if not form.validate():
        return _round_form(finding.panel(panel_id), form), 422
    try:
        with db.transaction():
            panel = finding.held_panel(panel_id)
            settings = form.settings(panel.edition)
            made = round_operations.make_round(panel, settings, actor=current.person(), now=clock.now())
            round_id = made.id
    except Refused as refused:
        return _round_form(finding.panel(panel_id), form, refused=refused), 409
    return flask.redirect(flask.url_for("jury_settings.rubric", round_id=round_id), 303)


@papers.get("/rounds/<int:round_id>/settings")
@organizers
def settings(round_id: int) -> str:
    """The settings of a round; read only once it has begun."""
    shown = finding.round_(round_id)
    return _round_form(shown.panel, desk_forms.of_round(shown), shown)


@papers.post("/rounds/<int:round_id>/settings")
@organizers
def edit_round(round_id: int) -> Answer:
    """Change a round that has not begun."""
    form, shown = desk_forms.RoundForm(flask.request.form), finding.round_(round_id)
    form.offer(shown.panel.edition.categories)
    if not form.validate():
        return _round_form(shown.panel, form, shown), 422
    try:
        with db.transaction():
            changed = finding.held_round(round_id)
            chosen, version = form.settings(changed.panel.edition), form.version.data
            round_operations.edit_round(
                changed, chosen, version=version, actor=current.person(), now=clock.now()
            )
    except Refused as refused:
        shown = finding.round_(round_id)
        return _round_form(shown.panel, form, shown, refused), 409
    return flask.redirect(flask.url_for("jury_rounds.round_", round_id=round_id), 303)


@papers.get("/rounds/<int:round_id>/rubric")
@organizers
def rubric(round_id: int) -> str:
    """What the round asks, and what each step means."""
    shown = finding.round_(round_id)
    return _rubric_page(shown, [rubric_forms.Row.of(each) for each in shown.criteria])


@papers.post("/rounds/<int:round_id>/rubric")
@organizers
def edit_rubric(round_id: int) -> Answer:
    """Ask something else."""
    rows, version = rubric_forms.rows(flask.request.form), _version_sent()
    try:
        asked = rubric_forms.criteria(rows)
        with db.transaction():
            changed = finding.held_round(round_id)
            round_operations.edit_rubric(
                changed, asked, version=version, actor=current.person(), now=clock.now()
            )
    except Refused as refused:
        return _rubric_page(finding.round_(round_id), rows, refused.visible()), 409
    except Invalid as invalid:
        problem = refuse(invalid.code, invalid.text, **invalid.values)
        return _rubric_page(finding.round_(round_id), rows, problem), 422
    flask.flash(_("The rubric is saved."), "good")
    return flask.redirect(flask.url_for("jury_settings.rubric", round_id=round_id), 303)


def init_app(app: flask.Flask) -> None:
    """Open the settings and the rubric of rounds."""
    app.register_blueprint(papers)


def _round_form(
    panel: Panel, form: desk_forms.RoundForm, shown: Round | None = None, refused: Refused | None = None
) -> str:
    """The settings; `refused` is why what was typed could not be taken, and where it is stale what stands."""
    form.offer(panel.edition.categories)
    is_stale = refused is not None and refused.refusal.code == "changed_meanwhile"
    if refused and not is_stale:
        desk_forms.blame_name(form, refused)
    return flask.render_template(
        "jury/settings.html",
        panel=panel,
        form=form,
        round=shown,
        changed=refused.refusal if refused and is_stale else None,
        theirs=versions.catch_up(form, desk_forms.of_round(shown)) if shown and is_stale else {},
        refusal=round_rules.edit_round(current.person(), shown) if shown else None,
    )


def _rubric_page(shown: Round, rows: Sequence[rubric_forms.Row], problem: Refusal | None = None) -> str:
    """The rubric; `problem` is why the rows that were typed were not taken."""
    is_stale = problem is not None and problem.code == "changed_meanwhile"
    return flask.render_template(
        "jury/rubric.html",
        round=shown,
        rows=rows,
        version=_version_sent() if problem and not is_stale else shown.version,
        stands=shown.criteria if is_stale else (),
        empty_rows=rubric_forms.EMPTY_ROWS,
        heaviest=rubric_forms.HEAVIEST,
        repeated=rubrics.repeated([row.name for row in rows]),
        problem=problem,
        refusal=round_rules.edit_round(current.person(), shown),
    )


def _version_sent() -> int:
    return flask.request.form.get("version", 0, type=row_number)
