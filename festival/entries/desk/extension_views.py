"""More time for one entrant, by their address: the page of who was given some, giving it, taking it back."""

import flask
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import current
from festival.accounts import queries as accounts
from festival.editions import get_or_404 as edition_or_404
from festival.editions import operations as edition_operations
from festival.editions import queries as editions
from festival.editions.forms import ExtensionForm
from festival.entries import page as entry_page
from festival.entries.desk import extensions as desk_extensions
from festival.kernel.refusals import Refused
from festival.web import access, wording

extensions = flask.Blueprint("extensions", __name__, url_prefix="/desk/edition/extensions")


@extensions.route("", methods=["GET", "POST"])
@access.organizers_only
def extend() -> str | Response:
    """Who was given more time, and giving it."""
    form = ExtensionForm()
    if form.can_be_taken() and _extended(form):
        return _back()
    edition = edition_or_404.chosen()
    return flask.render_template(
        "entries/desk/extensions.html",
        edition=edition,
        form=form,
        key=entry_page.sent_key() or entry_page.new_key(),
        extensions=editions.extensions(edition.id),
    )


@extensions.post("/<int:extension_id>/revoke")
@access.organizers_only
def revoke(extension_id: int) -> Response:
    """Take an extension back."""
    with db.transaction():
        extension = editions.extension(extension_id)
        if extension is None:
            raise NotFound
        edition_or_404.choose(extension.edition_id)
        edition_operations.revoke(extension, actor=current.person(), now=clock.now())
    flask.flash(_("The extension is withdrawn. What was submitted under it stays submitted."), "good")
    return _back()


def _extended(form: ExtensionForm) -> bool:
    """Whether the extension was given; if not, the form says why."""
    try:
        with db.transaction():
            edition, person = edition_or_404.chosen(), accounts.by_email(form.email.data or "")
            if person is None:
                form.email.errors = [_("Nobody has an account with this address.")]
                return False
            until, reason = form.until(edition.time_zone), form.reason.data or ""
            desk_extensions.extend(
                edition,
                person,
                until,
                reason=reason,
                actor=current.person(),
                now=clock.now(),
                key=entry_page.sent_key(),
            )
            name = person.name
    except Refused as error:
        form.until_on.errors = [wording.explain(error.refusal)]
        return False
    flask.flash(_("%(name)s has more time now, and a letter that says so.", name=name), "good")
    return True


def _back() -> Response:
    return flask.redirect(flask.url_for("extensions.extend"), 303)
