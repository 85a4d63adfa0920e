"""Open an account, confirm it, set a new password, accept an invitation."""

import flask
from flask_babel import gettext as _
from werkzeug.exceptions import Gone, NotFound
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import addresses, current, names, operations, queries, rules
from festival.accounts.credentials import passwords, proofs
from festival.accounts.forms import ForgottenForm, JoinForm, NewPasswordForm, RegisterForm
from festival.accounts.models import Invitation
from festival.accounts.operations import Registration
from festival.accounts.people import operations as people_operations
from festival.accounts.sign_in import start_session, tries
from festival.web import access, templating
from festival.web.forms import saved_forms
from festival.web.security import limits

joining = flask.Blueprint("joining", __name__)
joining.before_request(current.keep_programs_out)


@joining.route("/register", methods=["GET", "POST"])
@access.public
@limits.per_address("40 per hour")
@tries.per_account("5 per hour")
def register() -> flask.typing.ResponseReturnValue:
    """A new account; the answer is the same when the address has one already."""
    form = saved_forms.form(RegisterForm)
    if not form.can_be_taken():
        return _page("accounts/sign_in/register.html", form)
    address = addresses.parse(form.email.data or "")
    registration = _registration(form.name.data, address, None)
    with db.transaction():
        operations.register(registration, now=clock.now())
    return _sent(address.email)


@joining.route("/confirm/<token>", methods=["GET", "POST"])
@access.public
def confirm(token: str) -> flask.typing.ResponseReturnValue:
    """Anyone who reads the letter sets the password; programs that only look at links confirm nothing."""
    person = proofs.of_confirm(token)
    if person is None:
        raise Gone
    form = JoinForm(name=person.name)
    form.address = person.email
    if not form.can_be_taken():
        page = flask.render_template("accounts/sign_in/confirm.html", person=person, form=form)
        return page, 422 if form.is_sent else 200
    name, hashed = names.clean(form.name.data or ""), passwords.hashed(form.password.data or "")
    with db.transaction():
        operations.confirm(person, name=name, hashed=hashed, now=clock.now())
    flask.flash(_("Your address is confirmed, and your password is set."), "good")
    return start_session.finish(person, "")


@joining.route("/forgotten", methods=["GET", "POST"])
@access.public
@limits.per_address("40 per hour")
@tries.per_account("5 per hour")
def forget_password() -> flask.typing.ResponseReturnValue:
    """Ask for the link that sets a new password; the answer is the same when nobody has that address."""
    form = saved_forms.form(ForgottenForm)
    if not form.can_be_taken():
        return _page("accounts/sign_in/forgotten.html", form)
    address = addresses.parse(form.email.data or "")
    with db.transaction():
        operations.forget_password(address)
    return _sent(address.email)


@joining.route("/reset/<token>", methods=["GET", "POST"])
@access.public
@limits.per_address("40 per hour")
def reset_password(token: str) -> flask.typing.ResponseReturnValue:
    """Set a new password through the letter."""
    person = proofs.of_reset(token)
    if person is None:
        raise Gone
    form = NewPasswordForm()
    form.owner_email, form.owner_name = person.email, person.name
    if not form.can_be_taken():
        return _page("accounts/sign_in/reset.html", form)
    hashed = passwords.hashed(form.password.data or "")
    with db.transaction():
        operations.reset_password(person, hashed, now=clock.now())
    flask.flash(_("Your new password is set. Sign in with it."), "good")
    return flask.redirect(flask.url_for("accounts.sign_in"))


@joining.get("/invitations/<token>")
@access.public
def invitation(token: str) -> str:
    """What somebody is invited to, and the way to accept it."""
    asked = _asked(token)
    return _invitation_page(token, asked, saved_forms.form(JoinForm, name=asked.name))


@joining.post("/invitations/<token>/accept")
@access.signed_in
def accept(token: str) -> Response:
    """Take the role with the account that is signed in."""
    asked = _asked(token)
    with db.transaction():
        people_operations.accept(asked, actor=current.person(), now=clock.now())
    flask.flash(_("Welcome. You have accepted the invitation."), "good")
    return flask.redirect(start_session.landing(current.person()))


@joining.post("/invitations/<token>/join")
@access.public
@limits.per_address("40 per hour")
def join(token: str) -> flask.typing.ResponseReturnValue:
    """Take the role with a new account."""
    asked, form = _asked(token), JoinForm()
    form.address = asked.email
    if not form.can_be_taken():
        return _invitation_page(token, asked, form), 422
    registration = _registration(form.name.data, addresses.parse(asked.email), form.password.data)
    with db.transaction():
        person = people_operations.join(asked, registration, now=clock.now())
    flask.flash(_("Welcome. You have accepted the invitation."), "good")
    return start_session.finish(person, "")


def _asked(token: str) -> Invitation:
    asked = queries.invitation_by_token(token)
    if asked is None:
        raise NotFound
    return asked


def _invitation_page(token: str, asked: Invitation, form: JoinForm) -> str:
    owner = queries.by_email(asked.email)
    return flask.render_template(
        "accounts/sign_in/invitation.html",
        token=token,
        invitation=asked,
        form=form,
        has_account=owner is not None and owner.confirmed_at is not None,
        refusal=rules.accept(asked, clock.now()),
    )


def _registration(name: str | None, address: addresses.Address, password: str | None) -> Registration:
    return Registration(
        name=names.clean(name or ""),
        address=address,
        password=passwords.hashed(password) if password else None,
        locale=templating.locale(),
        time_zone=templating.reader_zone(),
    )


def _sent(email: str) -> str:
    return flask.render_template("accounts/sign_in/check_your_email.html", email=email)


def _page(template: str, form: RegisterForm | ForgottenForm | NewPasswordForm) -> tuple[str, int]:
    return flask.render_template(template, form=form), 422 if form.is_sent else 200
