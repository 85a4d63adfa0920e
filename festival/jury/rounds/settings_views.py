"""What a round is: its settings and its rubric, edited while jurors do not know it yet."""

from collections.abc import Sequence

import flask
from flask_babel import lazy_gettext as _

from festival import clock, db
from festival.accounts import current
from festival.jury import get_or_404 as panel_or_404
from festival.jury.models import Panel, Round
from festival.jury.rounds import forms, get_or_404, operations, rubric_forms, rules
from festival.jury.states import OthersScores
from festival.kernel.invalid import Invalid
from festival.kernel.refusals import Refusal, Refused, refuse
from festival.scoring import rubrics
from festival.web import access
from festival.web.forms import versions
from festival.web.row_numbers import row_number

papers = flask.Blueprint("jury_settings", __name__, url_prefix="/desk/jury")
Answer = flask.typing.ResponseReturnValue


@papers.get("/panels/<int:panel_id>/rounds/new")
@access.organizers_only
def new_round(panel_id: int) -> str:
    """A new round for a panel."""
    panel = panel_or_404.panel(panel_id)
    form = forms.RoundForm(
        data={
            "categories": [str(each.id) for each in panel.edition.categories],
            "reviews_per_film": 3,
            "others_scores": OthersScores.NEVER,
            "reminder_days": 5,
        }
    )
    return _round_form(panel, form)


@papers.post("/panels/<int:panel_id>/rounds")
@access.organizers_only
def create_round(panel_id: int) -> Answer:
    """Prepare a round."""
    form = forms.RoundForm(flask.request.form)
    form.offer(panel_or_404.panel(panel_id).edition.categories)
    if not form.validate():
        return _round_form(panel_or_404.panel(panel_id), form), 422
    try:
        with db.transaction():
            panel = panel_or_404.held_panel(panel_id)
            settings = form.settings(panel.edition)
            made = operations.create_round(panel, settings, actor=current.person(), now=clock.now())
            round_id = made.id
    except Refused as refused:
        return _round_form(panel_or_404.panel(panel_id), form, refused=refused), 409
    return flask.redirect(flask.url_for("jury_settings.rubric", round_id=round_id), 303)


@papers.get("/rounds/<int:round_id>/settings")
@access.organizers_only
def settings(round_id: int) -> str:
    """The settings of a round; read only once it has begun."""
    shown = get_or_404.round_(round_id)
    return _round_form(shown.panel, forms.of_round(shown), shown)


@papers.post("/rounds/<int:round_id>/settings")
@access.organizers_only
def edit_round(round_id: int) -> Answer:
    """Change a round that has not begun."""
    form, shown = forms.RoundForm(flask.request.form), get_or_404.round_(round_id)
    form.offer(shown.panel.edition.categories)
    if not form.validate():
        return _round_form(shown.panel, form, shown), 422
    try:
        with db.transaction():
            changed = get_or_404.held_round(round_id)
            chosen, version = form.settings(changed.panel.edition), form.version.data
            operations.edit_round(changed, chosen, version=version, actor=current.person(), now=clock.now())
    except Refused as refused:
        shown = get_or_404.round_(round_id)
        return _round_form(shown.panel, form, shown, refused), 409
    return flask.redirect(flask.url_for("jury_rounds.round_", round_id=round_id), 303)


@papers.get("/rounds/<int:round_id>/rubric")
@access.organizers_only
def rubric(round_id: int) -> str:
    """What the round asks, and what each step means."""
    shown = get_or_404.round_(round_id)
    return _rubric_page(shown, [rubric_forms.Row.of(each) for each in shown.criteria])


@papers.post("/rounds/<int:round_id>/rubric")
@access.organizers_only
def edit_rubric(round_id: int) -> Answer:
    """Ask something else."""
    rows, version = rubric_forms.rows(flask.request.form), _version_sent()
    try:
        asked = rubric_forms.criteria(rows)
        with db.transaction():
            changed = get_or_404.held_round(round_id)
            operations.edit_rubric(changed, asked, version=version, actor=current.person(), now=clock.now())
    except Refused as refused:
        return _rubric_page(get_or_404.round_(round_id), rows, refused.visible()), 409
    except Invalid as invalid:
        problem = refuse(invalid.code, invalid.text, **invalid.values)
        return _rubric_page(get_or_404.round_(round_id), rows, problem), 422
    flask.flash(_("The rubric is saved."), "good")
    return flask.redirect(flask.url_for("jury_settings.rubric", round_id=round_id), 303)


def _round_form(
    panel: Panel, form: forms.RoundForm, shown: Round | None = None, refused: Refused | None = None
) -> str:
    """The settings; `refused` is why what was typed could not be taken, and where it is stale what stands."""
    form.offer(panel.edition.categories)
    is_stale = refused is not None and refused.refusal.code == "changed_meanwhile"
    if refused and not is_stale:
        forms.blame_name(form, refused)
    return flask.render_template(
        "jury/rounds/settings.html",
        panel=panel,
        form=form,
        round=shown,
        changed=refused.refusal if refused and is_stale else None,
        theirs=versions.catch_up(form, forms.of_round(shown)) if shown and is_stale else {},
        refusal=rules.edit_round(current.person(), shown) if shown else None,
    )


def _rubric_page(shown: Round, rows: Sequence[rubric_forms.Row], problem: Refusal | None = None) -> str:
    """The rubric; `problem` is why the rows that were typed were not taken."""
    is_stale = problem is not None and problem.code == "changed_meanwhile"
    return flask.render_template(
        "jury/rounds/rubric.html",
        round=shown,
        rows=rows,
        version=_version_sent() if problem and not is_stale else shown.version,
        stands=shown.criteria if is_stale else (),
        empty_rows=rubric_forms.EMPTY_ROWS,
        heaviest=rubric_forms.HEAVIEST,
        repeated=rubrics.repeated([row.name for row in rows]),
        problem=problem,
        refusal=rules.edit_round(current.person(), shown),
    )


def _version_sent() -> int:
    return flask.request.form.get("version", 0, type=row_number)
