"""What a juror can watch, panel by panel: the juror's own page."""

from collections.abc import Mapping

import flask
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import NotFound

from festival import clock, db
from festival.accounts import current
from festival.jury.panels import forms, operations
from festival.jury.screening import queries as screening_queries
from festival.kernel.refusals import Refusal, Refused
from festival.web import access

profiles = flask.Blueprint("jury_profiles", __name__)
Answer = flask.typing.ResponseReturnValue


@profiles.get("/screening/profile")
@access.jurors_only
def profile() -> str:
    """What this juror can watch, panel by panel."""
    return _page({})


@profiles.post("/screening/profile/<int:member_id>")
@access.jurors_only
def describe(member_id: int) -> Answer:
    """Say what one can watch; films assigned from now on follow it."""
    form = forms.ProfileForm(flask.request.form)
    if not form.validate():
        return _page({member_id: form}), 422
    try:
        with db.transaction():
            member = screening_queries.membership(current.person().id, member_id)
            if member is None:
                raise NotFound
            version, now = form.version.data, clock.now()
            operations.describe(member, form.profile, version=version, actor=current.person(), now=now)
    except Refused as refused:
        return _page({member_id: form}, refused.expected("changed_meanwhile")), 409
    flask.flash(_("Saved. Films assigned from now on follow it."), "good")
    return flask.redirect(flask.url_for("jury_profiles.profile"), 303)


def _page(typed: Mapping[int, forms.ProfileForm], stale: Refusal | None = None) -> str:
    members = screening_queries.memberships(current.person().id)
    if not typed.keys() <= {member.id for member in members}:
        raise NotFound
    return flask.render_template("jury/panels/profile.html", profiles=forms.shown(members, typed, stale))
