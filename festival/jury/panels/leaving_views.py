"""A juror leaves: taken off a panel with all that waits for them, which comes before losing the role."""

import flask
from flask_babel import gettext, ngettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.accounts.models import Person
from festival.jury.models import PanelMember
from festival.jury.panels import get_or_404, leaving_queries, rules
from festival.jury.panels import leaving as panel_leaving
from festival.kernel.refusals import Refusal
from festival.kernel.roles import Role
from festival.web import access

leaving = flask.Blueprint("jury_leaving", __name__, url_prefix="/desk/jury/panels/<int:panel_id>/members")


@leaving.post("/<int:member_id>/leave")
@access.organizers_only
def leave(panel_id: int, member_id: int) -> Response:
    """Take a juror off the panel, and lead to the plan that lacks their reviews now."""
    with db.transaction():
        member = get_or_404.held_member(panel_id, member_id)
        name = member.person.name
        left = panel_leaving.leave(member, actor=current.person(), now=clock.now())
        lacking = [(round_.id, round_.name, films) for round_, films in left.lacking]
    _tell_left(name, left.scores)
    for round_id, round_name, films in lacking:
        _ask_for_a_plan(round_id, round_name, films)
    if not lacking:
        return flask.redirect(flask.url_for("jury_desk.panel", panel_id=panel_id), 303)
    return flask.redirect(flask.url_for("jury_plan.show", round_id=lacking[0][0]), 303)


def keep_role(person: Person, role: Role) -> Refusal | None:
    """Why somebody stays a juror for now: a panel still computes with them."""
    if role is not Role.JUROR:
        return None
    places = [(place.panel, left.waiting) for place, left in _places_at_work(person)]
    return rules.lose_role(person.name, places)


def on_the_person(person: Person) -> Markup:
    """The way from a person's page to the panels that compute with them."""
    return Markup(  # noqa: S704 - rendered by our own template, which escapes
        flask.render_template("jury/panels/_person.html", places=_places_at_work(person))
    )


def _places_at_work(person: Person) -> list[tuple[PanelMember, leaving_queries.LeftBehind]]:
    return leaving_queries.places_at_work(person.id)


def _tell_left(name: str, scores: int) -> None:
    said = gettext("%(name)s is not on the panel any more.", name=name)
    stay = ngettext(
        "%(num)s score that was given is kept and counts.",
        "%(num)s scores that were given are kept and count.",
        scores,
    )
    flask.flash(f"{said} {stay}" if scores else said, "good")


def _ask_for_a_plan(round_id: int, name: str, films: int) -> None:
    """Say which plan has a hole now, and lead there."""
    said = ngettext(
        "%(num)s film needs one more review now. Propose a plan for it.",
        "%(num)s films need one more review now. Propose a plan for them.",
        films,
    )
    url = flask.url_for("jury_plan.show", round_id=round_id)
    flask.flash(Markup('<a href="{}"><bdi>{}</bdi></a>: {}').format(url, name, said), "warn")
