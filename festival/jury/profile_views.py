"""What a juror can watch, panel by panel: the juror's own page."""

import flask
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import NotFound

from festival import clock, db
from festival.accounts import current
from festival.jury import profile_forms, queries, round_operations
from festival.jury.models import PanelMember
from festival.kernel.roles import Role
from festival.web import access

profiles = flask.Blueprint("jury_profiles", __name__)
Answer = flask.typing.ResponseReturnValue


@profiles.get("/screening/profile")
@access.role(Role.JUROR)
def profile() -> str:
    """What this juror can watch, panel by panel."""
    members = queries.memberships(current.person().id)
    profiles = [(member, profile_forms.of_member(member).among_others(member.id)) for member in members]
    return flask.render_template("jury/profile.html", profiles=profiles)


@profiles.post("/screening/profile/<int:member_id>")
@access.role(Role.JUROR)
def describe(member_id: int) -> Answer:
    """Say what one can watch; films dealt from now on follow it."""
    form = profile_forms.ProfileForm(flask.request.form)
    if not form.validate():
        member = _own_membership(member_id)
        return flask.render_template("jury/profile.html", profiles=[(member, form)]), 422
    with db.transaction():
        member = _own_membership(member_id)
        round_operations.describe(member, form.profile, actor=current.person(), now=clock.now())
    flask.flash(_("Saved. Films dealt from now on follow it."), "good")
    return flask.redirect(flask.url_for("jury_profiles.profile"), 303)


def init_app(app: flask.Flask) -> None:
    """Open the juror's profile."""
    app.register_blueprint(profiles)


def _own_membership(member_id: int) -> PanelMember:
    members = queries.memberships(current.person().id)
    member = next((each for each in members if each.id == member_id), None)
    if member is None:
        raise NotFound
    return member
