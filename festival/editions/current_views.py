"""Which edition is the current one: the next year is made here, and becomes current by an act of its own."""

import flask
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.editions import get_or_404, operations, queries, rules
from festival.editions.models import Edition
from festival.kernel.refusals import Refusal, Refused
from festival.web import access, wording

current_editions = flask.Blueprint("current_editions", __name__, url_prefix="/desk/edition")
Answer = flask.typing.ResponseReturnValue


@current_editions.post("/next")
@access.organizers_only
def repeat() -> Response:
    """The year after the edition that the form was shown for; sent twice, it is made once."""
    slug = flask.request.form.get("of", "")
    try:
        with db.transaction():
            shown = queries.held_by_slug(slug) if slug else get_or_404.held_chosen()
            made = operations.repeat(shown or flask.abort(404), actor=current.person(), now=clock.now())
            slug, name = made.slug, made.name
    except Refused as refused:
        return _to_the_one_there_is(refused)
    flask.flash(
        _("%(name)s is made, with the same dates and rules. Visitors do not see it yet.", name=name), "good"
    )
    return _to_edition(slug)


@current_editions.get("/<slug>/make-current")
@access.organizers_only
def ask_make_current(slug: str) -> str:
    """What changes for whom when this edition becomes the current one."""
    edition = _found(slug)
    get_or_404.choose(edition.id)
    return _question(edition)


@current_editions.post("/<slug>/make-current")
@access.organizers_only
def make_current(slug: str) -> Answer:
    """Show this edition's call to visitors from now on."""
    try:
        with db.transaction():
            edition, instead_of = _found(slug), flask.request.form.get("instead_of", "")
            operations.make_current(edition, instead_of=instead_of, actor=current.person(), now=clock.now())
            name = edition.name
    except Refused as refused:
        if refused.refusal.code == "already_current":
            flask.flash(wording.explain(refused.refusal), "info")
            return _to_edition(slug)
        return _question(_found(slug), refused.expected("other_edition_current")), 409
    flask.flash(_("%(name)s is the current edition now.", name=name), "good")
    return _to_edition(slug)


def _question(edition: Edition, refusal: Refusal | None = None) -> str:
    return flask.render_template(
        "editions/make_current.html",
        edition=edition,
        former=queries.current(),
        refusal=refusal,
        no_change=rules.make_current(current.person(), edition),
    )


def _found(slug: str) -> Edition:
    return queries.by_slug(slug) or flask.abort(404)


def _to_the_one_there_is(refused: Refused) -> Response:
    refusal = refused.expected("next_year_exists")
    flask.flash(wording.explain(refusal), "info")
    return _to_edition(str(refusal.values["slug"]))


def _to_edition(slug: str) -> Response:
    return flask.redirect(flask.url_for("editions.edit", edition=slug), 303)
