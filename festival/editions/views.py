"""The call on the organizers' desk: its dates and its categories."""

from typing import Any

import flask
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.editions import get_or_404, lengths, operations, queries
from festival.editions.forms import CategoryForm, EditionForm
from festival.editions.models import Edition
from festival.web import access

editions = flask.Blueprint("editions", __name__, url_prefix="/desk/edition")


@editions.route("", methods=["GET", "POST"])
@access.organizers_only
def edit() -> str | Response:
    """The call as it stands, to be changed."""
    edition = get_or_404.chosen()
    form = EditionForm.sent_for(edition) if flask.request.method == "POST" else EditionForm.of(edition)
    if not form.can_be_taken():
        return _show(edition, form)
    with db.transaction():
        edition = get_or_404.chosen()
        if flask.request.form.get("version") != str(edition.version):
            return _show(edition, form, is_stale=True)
        changes = form.changes(edition.time_zone)
        operations.edit(edition, actor=current.person(), now=clock.now(), changes=changes)
    flask.flash(_("The call is saved. Entries made from now on follow these rules."), "good")
    return flask.redirect(flask.url_for("editions.edit"))


@editions.route("/categories/<slug>", methods=["GET", "POST"])
@access.organizers_only
def edit_category(slug: str) -> str | Response:
    """One category, to be changed."""
    category = queries.category(get_or_404.chosen(), slug) or flask.abort(404)
    form = CategoryForm.sent_for(category) if flask.request.method == "POST" else CategoryForm.of(category)
    if not form.can_be_taken():
        return flask.render_template("editions/category.html", category=category, form=form)
    with db.transaction():
        category = queries.category(get_or_404.chosen(), slug) or flask.abort(404)
        changes = form.changes(category.edition.time_zone)
        operations.edit_category(category, actor=current.person(), now=clock.now(), changes=changes)
    flask.flash(_("The category is saved."), "good")
    return flask.redirect(flask.url_for("editions.edit"))


def _show(edition: Edition, form: EditionForm, **more: Any) -> str:
    warnings = lengths.warnings(edition.categories)
    return flask.render_template(
        "editions/edit.html",
        edition=edition,
        editions=queries.all_editions(),
        form=form,
        warnings=warnings,
        **more,
    )
