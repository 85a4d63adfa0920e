"""What people fill in about their accounts, and what is said when it cannot be taken."""

from typing import Any

import wtforms
from babel import Locale
from flask_babel import lazy_gettext as _
from wtforms import (
    EmailField,
    Field,
    HiddenField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
    widgets,
)
from wtforms.validators import InputRequired, Length

from festival import settings
from festival.accounts import addresses, names, rules
from festival.accounts.credentials import passwords
from festival.accounts.states import Scope
from festival.kernel import countries
from festival.kernel.roles import Role
from festival.web import festival_names, templating, wording
from festival.web.forms.choices import options
from festival.web.forms.form import Form, readable

REQUIRED = InputRequired(_("Please fill this in."))
TOKEN_DAYS = (7, 30, 90, 365)


def _name() -> StringField:
    return StringField(_("Your name"), [REQUIRED, readable(names.clean)], render_kw={"autocomplete": "name"})


def _email(label: Any) -> EmailField:
    return EmailField(
        label, [REQUIRED, readable(addresses.parse)], render_kw={"autocomplete": "email", "dir": "ltr"}
    )


def _own_password() -> PasswordField:
    """The password somebody has."""
    return PasswordField(_("Your password"), [REQUIRED], render_kw={"autocomplete": "current-password"})


def _new_password(label: Any) -> PasswordField:
    return PasswordField(
        label,
        [REQUIRED, Length(max=passwords.LONGEST)],
        description=_("At least 10 characters. Four or five words make a good one."),
        render_kw={"autocomplete": "new-password"},
    )


def _chosen(form: wtforms.Form, field: Field) -> None:
    """At least one; said here, because a browser would ask for every one of the boxes."""
    if not field.data:
        raise ValidationError(_("Choose at least one."))


def _judge(field: Field, *, email: str, name: str) -> None:
    names = festival_names.names()
    refusal = rules.needs_safe_password(field.data or "", email=email, name=name, called=names)
    if refusal is not None:
        raise ValidationError(wording.explain(refusal))


class SignInForm(Form):
    """Address and password."""

    email = EmailField(
        _("E-mail"), [REQUIRED], render_kw={"autocomplete": "username", "dir": "ltr", "autofocus": True}
    )
    password = _own_password()
    next = HiddenField()


class CodeForm(Form):
    """Six digits, or a recovery code."""

    code = StringField(
        _("Code"),
        [REQUIRED, Length(max=40)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "text", "dir": "ltr", "autofocus": True},
    )


class SecondFactorForm(CodeForm):
    """A first code of a telephone, and the password: an open browser alone switches nothing on."""

    password = _own_password()


class RegisterForm(Form):
    """A new account."""

    name = _name()
    email = _email(_("E-mail"))


class JoinForm(Form):
    """The name and the first password of anyone who was written to: the address is known."""

    address = ""
    name = _name()
    password = _new_password(_("Password"))

    def validate_password(self, field: Field) -> None:
        """Not one that is easily guessed."""
        _judge(field, email=self.address, name=self.name.data or "")


class ForgottenForm(Form):
    """Where to send the link for a new password."""

    email = _email(_("E-mail"))


class NewPasswordForm(Form):
    """A new password, through the letter."""

    owner_email = owner_name = ""
    password = _new_password(_("New password"))

    def validate_password(self, field: Field) -> None:
        """Not one that is easily guessed."""
        _judge(field, email=self.owner_email, name=self.owner_name)


class ProfileForm(Form):
    """What a person says of themselves."""

    name = _name()
    country = SelectField(_("Country"), render_kw={"autocomplete": "country"})
    locale = SelectField(_("Language of pages and letters"))
    time_zone = SelectField(
        _("Time zone"), description=_("Deadlines are shown in it, beside the festival's.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = settings.current().languages
        self.country.choices = options([("", _("Not said")), *countries.choices(wording.locale())])
        self.locale.choices = options(
            (code, Locale.parse(code).get_display_name() or code) for code in spoken
        )
        self.time_zone.choices = options(
            (zone, zone.replace("_", " "))
            for zone in sorted(templating.zones())
            if "/" in zone or zone == "UTC"
        )


class EmailForm(Form):
    """A new address for an account."""

    email = _email(_("New e-mail address"))
    password = _own_password()


class PasswordForm(Form):
    """A new password for somebody who knows the old one."""

    password = _own_password()
    new_password = _new_password(_("New password"))

    owner_email = owner_name = ""

    def validate_new_password(self, field: Field) -> None:
        """Not one that is easily guessed."""
        _judge(field, email=self.owner_email, name=self.owner_name)


class OwnPasswordForm(Form):
    """The password again, before something that matters."""

    password = _own_password()


class TokenForm(Form):
    """A key for a program."""

    name = StringField(
        _("What it is for"), [REQUIRED, Length(max=80)], description=_("Such as “upload from the studio”.")
    )
    scopes = SelectMultipleField(
        _("What it may do"),
        [_chosen],
        choices=options(
            [
                (Scope.READ, _("Read whatever you may read")),
                (Scope.FILES, _("Upload films")),
                (Scope.WRITE, _("Do whatever you may do")),
            ]
        ),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )
    days = SelectField(
        _("How long it is valid"),
        choices=options((str(days), _("%(num)s days", num=days)) for days in TOKEN_DAYS),
        default=str(TOKEN_DAYS[1]),
    )
    password = _own_password()


class InviteForm(Form):
    """Somebody to be asked to take a role."""

    email = _email(_("E-mail"))
    name = StringField(
        _("Name"),
        [lambda form, field: readable(names.clean)(form, field) if field.data else None],
        description=_("As the letter will greet them."),
    )
    role = SelectField(
        _("As"),
        choices=options([(Role.JUROR, _("Juror")), (Role.ORGANIZER, _("Organizer"))]),
    )
