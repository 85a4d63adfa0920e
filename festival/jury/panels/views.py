"""The organizers' side of the jury: its panels, who sits on them, and how far each round is."""

from collections.abc import Mapping

import flask
from flask_babel import gettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.accounts import queries as accounts
from festival.editions import get_or_404 as edition_or_404
from festival.jury import get_or_404 as jury_or_404
from festival.jury.models import Panel
from festival.jury.panels import forms, get_or_404, leaving_queries, operations, queries
from festival.jury.rounds import forms as round_forms
from festival.jury.rounds import queries as round_queries
from festival.kernel.refusals import Refusal, Refused
from festival.web import access
from festival.web.row_numbers import row_number

desk = flask.Blueprint("jury_desk", __name__, url_prefix="/desk/jury")
Answer = flask.typing.ResponseReturnValue


@desk.get("")
@access.organizers_only
def index() -> str:
    """Panels and rounds of this edition, and how far they are."""
    return _index_page(forms.PanelForm())


@desk.post("/panels")
@access.organizers_only
def create_panel() -> Answer:
    """Begin a panel."""
    form = forms.PanelForm(flask.request.form)
    if not form.validate():
        return _index_page(form), 422
    try:
        with db.transaction():
            panel = operations.create_panel(
                edition_or_404.held_chosen(), form.name.data or "", actor=current.person(), now=clock.now()
            )
            panel_id = panel.id
    except Refused as error:
        round_forms.blame_name(form, error)
        return _index_page(form), 409
    return _to_panel(panel_id)


@desk.get("/panels/<int:panel_id>")
@access.organizers_only
def panel(panel_id: int) -> str:
    """One panel: who sits on it, and what they can watch."""
    return _panel_page(jury_or_404.panel(panel_id))


@desk.post("/panels/<int:panel_id>/members")
@access.organizers_only
def join(panel_id: int) -> Response:
    """Put a juror on the panel."""
    person_id = flask.request.form.get("person", 0, type=row_number)
    with db.transaction():
        panel, person = jury_or_404.held_panel(panel_id), accounts.held(person_id)
        if person is None:
            raise NotFound
        profile = operations.last_profile(person)
        member = operations.join(panel, person, profile, actor=current.person(), now=clock.now())
        member_id, name = member.id, person.name
    return _to_member(panel_id, member_id, gettext("%(name)s is on the panel now.", name=name))


@desk.post("/panels/<int:panel_id>/members/<int:member_id>")
@access.organizers_only
def describe(panel_id: int, member_id: int) -> Answer:
    """Say what a juror can watch."""
    form = forms.ProfileForm(flask.request.form)
    if not form.validate():
        return _panel_page(jury_or_404.panel(panel_id), {member_id: form}), 422
    try:
        with db.transaction():
            member = get_or_404.held_member(panel_id, member_id)
            version, now = form.version.data, clock.now()
            name = member.person.name
            operations.describe(member, form.profile, version=version, actor=current.person(), now=now)
    except Refused as refused:
        stale = refused.expected("changed_meanwhile")
        return _panel_page(jury_or_404.panel(panel_id), {member_id: form}, stale), 409
    return _to_member(panel_id, member_id, gettext("What %(name)s can watch is saved.", name=name))


def _index_page(form: forms.PanelForm) -> str:
    edition = edition_or_404.chosen()
    rounds = round_queries.rounds(edition.id)
    return flask.render_template(
        "jury/panels/index.html",
        edition=edition,
        panels=queries.panels(edition.id),
        rounds=rounds,
        done=round_queries.done_and_assigned([each.id for each in rounds]),
        form=form,
    )


def _panel_page(
    panel: Panel, typed: Mapping[int, forms.ProfileForm] = {}, stale: Refusal | None = None
) -> str:
    join = forms.JoinForm()
    join.offer(queries.could_join(panel))
    required = panel.edition.required_language
    return flask.render_template(
        "jury/panels/panel.html",
        panel=panel,
        profiles=forms.shown(panel.members, typed, stale),
        left_behind=leaving_queries.left_behind(panel.id),
        nothing=leaving_queries.LeftBehind(),
        join=join,
        usual_language=forms.said([required]) if required else "",
    )


def _to_panel(panel_id: int) -> Response:
    return flask.redirect(flask.url_for("jury_desk.panel", panel_id=panel_id), 303)


def _to_member(panel_id: int, member_id: int, said: str) -> Response:
    """Back to the juror, where it says what was done."""
    place = f"member-{member_id}"
    flask.flash(said, f"at {place}")
    return flask.redirect(flask.url_for("jury_desk.panel", panel_id=panel_id, _anchor=place), 303)
