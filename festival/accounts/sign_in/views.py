"""Sign in, sign out; and how every request is told whose it is."""

import flask
from flask_babel import gettext as _
from flask_login import logout_user
from werkzeug.wrappers import Response

from festival import clock, db, settings
from festival.accounts import current, operations, queries, rules
from festival.accounts.credentials import operations as credential_operations
from festival.accounts.credentials import passwords, proofs
from festival.accounts.forms import CodeForm, SignInForm
from festival.accounts.models import Person
from festival.accounts.sign_in import start_session, tries
from festival.accounts.states import Proof
from festival.kernel.refusals import Refused, enforce
from festival.web import access, wording
from festival.web.forms import saved_forms
from festival.web.security import limits, sessions

HALF = "half_signed_in"  # the session's proof that the password was right, until the code is
WITHOUT_SECOND_FACTOR = {
    "profile.second_factor",
    "profile.start_second_factor",
    "accounts.sign_out",
    "static",
}
accounts = flask.Blueprint("accounts", __name__)
accounts.before_request(current.keep_programs_out)


@accounts.route("/sign-in", methods=["GET", "POST"])
@access.public
@limits.per("240 per 15 minutes", limits.wide_network)
@limits.per_address("60 per 15 minutes")
@tries.per_account(tries.passwords_allowed)
def sign_in() -> flask.typing.ResponseReturnValue:
    """Address and password; the answer is the same whichever of them is wrong."""
    form = saved_forms.form(SignInForm, next=flask.request.args.get("next", ""))
    if not form.can_be_taken():
        return _sign_in_page(form)
    password = form.password.data or ""
    person = queries.by_email(form.email.data or "")
    is_right = passwords.matches(person.password if person else None, password)
    if person is None or not is_right:
        tries.note_wrong(form.email.data or "", Proof.PASSWORD)
        form.form_errors.append(_("The address or the password is not right. Check both."))
        return _sign_in_page(form)
    refusal = rules.sign_in(person)
    if refusal is not None:
        _remind_to_confirm(person)
        form.form_errors.append(wording.explain(refusal))
        return _sign_in_page(form)
    if person.has_second_factor:
        flask.session[HALF] = proofs.to_finish(person)
        return flask.redirect(flask.url_for("accounts.pass_second_factor", next=form.next.data))
    return start_session.finish(person, form.next.data or "", password=password)


def _half_signed_in() -> str:
    person = proofs.of_finish(flask.session.get(HALF, ""))
    return f"person {person.id}" if person else "nobody"


@accounts.route("/sign-in/code", methods=["GET", "POST"])
@access.public
@limits.per("20 per 15 minutes", _half_signed_in)
def pass_second_factor() -> flask.typing.ResponseReturnValue:
    """The second factor of somebody whose password was right a moment ago."""
    person = proofs.of_finish(flask.session.get(HALF, ""))
    if person is None:
        return flask.redirect(flask.url_for("accounts.sign_in", next=flask.request.args.get("next", "")))
    form = CodeForm()
    if form.can_be_taken():
        try:
            with db.transaction():
                credential_operations.pass_second_factor(person, form.code.data or "")
        except Refused as refused:
            tries.note_wrong(person.email_key, Proof.CODE)
            form.code.errors = [wording.explain(refused.refusal)]
        else:
            return start_session.finish(person, flask.request.args.get("next", ""))
    return flask.render_template("accounts/sign_in/code.html", form=form), 422 if form.errors else 200


@accounts.post("/sign-out")
@access.public
def sign_out() -> Response:
    """End the session; its cookie is worth nothing from here on."""
    logout_user()
    sessions.renew()
    flask.flash(_("You are signed out."), "good")
    return flask.redirect("/")


def _sign_in_page(form: SignInForm) -> tuple[str, int]:
    return flask.render_template("accounts/sign_in/sign_in.html", form=form), 422 if form.is_sent else 200


def _remind_to_confirm(person: Person) -> None:
    if person.confirmed_at is None:
        with db.transaction():
            operations.ask_to_confirm(person, now=clock.now())


def insist_on_second_factor() -> Response | None:
    """Before every request: the staff sets up the second factor first, where the festival requires it."""
    is_required = settings.current().second_factor == "required"
    if not is_required or flask.request.endpoint in WITHOUT_SECOND_FACTOR:
        return None
    person = current.visitor()
    if person is None or not rules.lacks_second_factor(person):
        return None
    if flask.g.get("is_token_request"):
        enforce(rules.needs_second_factor(person))
    flask.flash(_("Organizers sign in with a code as well as the password. Set it up first."), "warn")
    return flask.redirect(flask.url_for("profile.second_factor"))
