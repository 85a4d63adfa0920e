"""A person's own account: what they say of themselves, where they are signed in, what they prove it with."""

from datetime import timedelta

import flask
from flask_babel import gettext as _
from werkzeug.exceptions import Gone, NotFound
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import addresses, current, names, operations, queries
from festival.accounts.credentials import operations as credential_operations
from festival.accounts.credentials import passwords, proofs
from festival.accounts.credentials import second_factor as factor
from festival.accounts.forms import (
    EmailForm,
    OwnPasswordForm,
    PasswordForm,
    ProfileForm,
    SecondFactorForm,
    TokenForm,
)
from festival.accounts.profile import browsers
from festival.accounts.sign_in import start_session
from festival.accounts.states import Scope
from festival.kernel.clock import machine_now
from festival.kernel.refusals import Refused
from festival.web import access, wording
from festival.web.forms import saved_forms
from festival.web.forms.form import Form
from festival.web.security import limits, sessions

OFFERED = "offered_totp_secret"  # the session's second factor that was shown and not proved yet
profile = flask.Blueprint("profile", __name__, url_prefix="/profile")
profile.before_request(current.keep_programs_out)


@profile.route("", methods=["GET", "POST"])
@access.signed_in
def edit_profile() -> flask.typing.ResponseReturnValue:
    """Name, country, language, time zone."""
    person = current.person()
    form = saved_forms.form(ProfileForm, obj=person)
    if not form.can_be_taken():
        return flask.render_template("accounts/profile/about.html", form=form), _status(form)
    with db.transaction():
        operations.edit_profile(
            person,
            name=names.clean(form.name.data or ""),
            country=form.country.data or None,
            locale=form.locale.data,
            time_zone=form.time_zone.data,
            now=clock.now(),
        )
    return _done(_("Saved."), "profile.edit_profile")


@profile.route("/email", methods=["GET", "POST"])
@access.signed_in
@limits.per_address("20 per hour")
def ask_to_change_email() -> flask.typing.ResponseReturnValue:
    """Move the account to another address: both are written to."""
    person, form = current.person(), saved_forms.form(EmailForm)
    if not (form.can_be_taken() and _knows_password(form)):
        return flask.render_template("accounts/profile/email.html", form=form, person=person), _status(form)
    with db.transaction():
        operations.ask_to_change_email(person, addresses.parse(form.email.data or ""), now=clock.now())
    return _done(
        _("We have written to both addresses. Open the link in the letter to the new one."),
        "profile.ask_to_change_email",
    )


@profile.route("/email/change/<token>", methods=["GET", "POST"])
@access.public
def change_email(token: str) -> flask.typing.ResponseReturnValue:
    """The link in the letter to the new address."""
    person = proofs.of_change_email(token)
    if person is None or person.new_email is None:
        raise Gone
    if flask.request.method == "GET":
        return flask.render_template("accounts/profile/change_email.html", address=person.new_email)
    with db.transaction():
        operations.change_email(person, addresses.parse(person.new_email), now=clock.now())
    return _done(_("Your account has its new address. From now on, sign in with it."), "accounts.sign_in")


@profile.route("/email/keep/<token>", methods=["GET", "POST"])
@access.public
def keep_email(token: str) -> flask.typing.ResponseReturnValue:
    """The link in the letter to the old address."""
    person = proofs.of_keep_email(token)
    if person is None:
        raise Gone
    if flask.request.method == "GET":
        return flask.render_template("accounts/profile/keep_email.html", person=person)
    with db.transaction():
        operations.keep_email(person, now=clock.now())
    return _done(_("The account stays where it is. Now set a new password."), "joining.forget_password")


@profile.route("/password", methods=["GET", "POST"])
@access.signed_in
@limits.per_address("20 per hour")
def change_password() -> flask.typing.ResponseReturnValue:
    """A new password; every other session ends."""
    person, form = current.person(), PasswordForm()
    form.owner_email, form.owner_name = person.email, person.name
    if not (form.can_be_taken() and _knows_password(form)):
        return flask.render_template("accounts/profile/password.html", form=form), _status(form)
    hashed = passwords.hashed(form.new_password.data or "")
    with db.transaction():
        operations.change_password(person, hashed, now=clock.now())
    start_session.begin_session(person)
    return _done(
        _("Your password is changed. You were signed out everywhere else."), "profile.change_password"
    )


@profile.get("/sessions")
@access.signed_in
def list_sessions() -> str:
    """Where this person is signed in."""
    return flask.render_template(
        "accounts/profile/sessions.html",
        sessions=sessions.of(current.person().fs_uniquifier, machine_now()),
        is_current=sessions.is_current,
        browser_name=browsers.name,
    )


@profile.post("/sessions/<int:session_id>/end")
@access.signed_in
def end_session(session_id: int) -> Response:
    """Sign out in another browser."""
    with db.transaction():
        if not sessions.end(session_id, current.person().fs_uniquifier):
            raise NotFound
    return _done(_("That browser is signed out."), "profile.list_sessions")


@profile.get("/second-factor")
@access.signed_in
@limits.per_address("40 per hour")
def second_factor() -> flask.typing.ResponseReturnValue:
    """How to set up the codes of a telephone, or how they stand."""
    if current.person().has_second_factor:
        return _with_second_factor()
    return _offer(SecondFactorForm())


@profile.post("/second-factor")
@access.signed_in
@limits.per_address("40 per hour")
def start_second_factor() -> flask.typing.ResponseReturnValue:
    """Set up the codes of a telephone; every other session ends, since it was begun without one."""
    person, form = current.person(), SecondFactorForm()
    if person.has_second_factor:
        return _with_second_factor()
    secret = flask.session.setdefault(OFFERED, factor.new_secret())
    if form.can_be_taken() and _knows_password(form):
        try:
            with db.transaction():
                codes = credential_operations.start_second_factor(
                    person, secret, form.code.data or "", now=clock.now()
                )
        except Refused as refused:
            form.code.errors = [wording.explain(refused.refusal)]
        else:
            start_session.begin_session(person)
            return flask.render_template("accounts/profile/recovery_codes.html", codes=codes)
    return _offer(form)


@profile.post("/second-factor/codes")
@access.signed_in
@limits.per_address("20 per hour")
def renew_recovery_codes() -> flask.typing.ResponseReturnValue:
    """Make new recovery codes; the old ones are worth nothing."""
    if not _gave_password():
        return flask.redirect(flask.url_for("profile.second_factor"))
    with db.transaction():
        codes = credential_operations.renew_recovery_codes(current.person())
    return flask.render_template("accounts/profile/recovery_codes.html", codes=codes)


@profile.post("/second-factor/stop")
@access.signed_in
@limits.per_address("20 per hour")
def stop_second_factor() -> Response:
    """Sign in with the password alone again."""
    if not _gave_password():
        return flask.redirect(flask.url_for("profile.second_factor"))
    person = current.person()
    with db.transaction():
        credential_operations.stop_second_factor(person, actor=person, now=clock.now())
    return _done(_("Signing in needs only the password now."), "profile.second_factor")


@profile.get("/tokens")
@access.signed_in
@limits.per_address("20 per hour")
def tokens() -> flask.typing.ResponseReturnValue:
    """Keys for this person's programs, and the form for a new one."""
    return _tokens(saved_forms.form(TokenForm))


@profile.post("/tokens")
@access.signed_in
@limits.per_address("20 per hour")
def make_token() -> flask.typing.ResponseReturnValue:
    """Make a key for a program; it is shown this once."""
    person, form = current.person(), TokenForm()
    if not (form.can_be_taken() and _knows_password(form)):
        return _tokens(form)
    scopes, lasts = [Scope(scope) for scope in form.scopes.data or ()], timedelta(days=int(form.days.data))
    with db.transaction():
        text = credential_operations.make_token(
            person, form.name.data or "", scopes, lasts, actor=person, now=clock.now()
        )
    return flask.render_template("accounts/profile/token.html", text=text)


@profile.post("/tokens/<int:token_id>/revoke")
@access.signed_in
def revoke_token(token_id: int) -> Response:
    """Make a token worthless."""
    with db.transaction():
        if not credential_operations.revoke_token(current.person(), token_id, now=clock.now()):
            raise NotFound
    return _done(_("The token does not work any more."), "profile.tokens")


def _with_second_factor() -> str:
    """How the codes stand, and the ways to change them."""
    left = queries.recovery_codes_left(current.person())
    return flask.render_template(
        "accounts/profile/second_factor_on.html", form=OwnPasswordForm(), codes_left=left
    )


def _offer(form: SecondFactorForm) -> tuple[str, int]:
    """A secret for a telephone, the same until a code of it was typed."""
    secret = flask.session.setdefault(OFFERED, factor.new_secret())
    link = factor.address(secret, current.person().email, "Laurel")
    return flask.render_template(
        "accounts/profile/second_factor.html", form=form, secret=factor.spaced(secret), link=link
    ), _status(form)


def _tokens(form: TokenForm) -> tuple[str, int]:
    page = flask.render_template(
        "accounts/profile/tokens.html",
        form=form,
        tokens=queries.tokens_of(current.person()),
        machine_now=machine_now(),
    )
    return page, _status(form)


def _knows_password(form: EmailForm | PasswordForm | SecondFactorForm | TokenForm | OwnPasswordForm) -> bool:
    """Whether this is really the person, and not somebody at their open browser."""
    is_right = passwords.matches(current.person().password, form.password.data or "")
    if not is_right:
        form.password.errors = [_("This is not your current password.")]
    return is_right


def _gave_password() -> bool:
    form = OwnPasswordForm()
    is_theirs = form.can_be_taken() and _knows_password(form)
    if not is_theirs:
        flask.flash(_("This is not your current password. Nothing was changed."), "stop")
    return is_theirs


def _done(words: str, endpoint: str) -> Response:
    flask.flash(words, "good")
    return flask.redirect(flask.url_for(endpoint))


def _status(form: Form) -> int:
    return 422 if form.errors else 200
