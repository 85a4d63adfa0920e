"""The desk's list of people: who they are, what they may do, who is invited."""

from collections.abc import Sequence

import flask
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import addresses, current, names, operations, organizer_operations, queries, rules
from festival.accounts.forms import InviteForm
from festival.accounts.models import Invitation, Person
from festival.accounts.people import operations as people_operations
from festival.kernel.refusals import Refusal
from festival.kernel.roles import Role
from festival.web import access, vetoes
from festival.web.forms import saved_forms
from festival.web.row_numbers import row_number

people = flask.Blueprint("people", __name__, url_prefix="/desk/people")
people.before_request(current.keep_programs_out)


@people.get("")
@access.organizers_only
def list_people() -> str:
    """People, searched and page by page."""
    return _page(saved_forms.form(InviteForm))


@people.post("/invite")
@access.organizers_only
def invite() -> flask.typing.ResponseReturnValue:
    """Ask somebody by mail to be a juror or an organizer."""
    form = InviteForm()
    if not form.can_be_taken():
        return _page(form), 422
    address = addresses.parse(form.email.data or "")
    name = names.clean(form.name.data) if form.name.data else ""
    with db.transaction():
        people_operations.invite(address, name, Role(form.role.data), actor=current.person(), now=clock.now())
    return _done(_("The invitation is on its way to %(email)s.", email=address.email))


@people.post("/invitations/<int:invitation_id>/resend")
@access.organizers_only
def resend(invitation_id: int) -> Response:
    """Send the letter again."""
    with db.transaction():
        invitation = _invitation(invitation_id)
        people_operations.resend(invitation, actor=current.person(), now=clock.now())
    return _done(_("The invitation was sent again, with a new link."))


@people.post("/invitations/<int:invitation_id>/withdraw")
@access.organizers_only
def withdraw(invitation_id: int) -> Response:
    """Take an invitation back."""
    with db.transaction():
        people_operations.withdraw(_invitation(invitation_id), actor=current.person(), now=clock.now())
    return _done(_("The invitation is withdrawn: its link does not work any more."))


@people.get("/<int:person_id>")
@access.organizers_only
def show(person_id: int) -> str:
    """One person, their roles, and the ways to change them."""
    person = _person(person_id)
    organizers = queries.organizers()
    return flask.render_template(
        "accounts/people/person.html",
        person=person,
        roles=[(role, _why_not(person, role, organizers)) for role in Role],
        no_reset=rules.reset_second_factor(person, current.person()),
        no_sign_out=rules.sign_out_everywhere(person, current.person()),
        no_closing=rules.close(person, current.person(), organizers=organizers),
    )


@people.post("/<int:person_id>/second-factor/reset")
@access.organizers_only
def reset_second_factor(person_id: int) -> Response:
    """Let somebody who lost their telephone sign in with the password, and set it up again."""
    with db.transaction():
        person = _held_person(person_id)
        organizer_operations.reset_second_factor(person, actor=current.person(), now=clock.now())
    return _back_to(person_id)


@people.post("/<int:person_id>/sign-out")
@access.organizers_only
def sign_out_everywhere(person_id: int) -> Response:
    """End every session and token of somebody."""
    with db.transaction():
        person = _held_person(person_id)
        organizer_operations.sign_out_everywhere(person, actor=current.person(), now=clock.now())
    return _back_to(person_id)


@people.post("/<int:person_id>/close")
@access.organizers_only
def close(person_id: int) -> Response:
    """Close somebody's account."""
    with db.transaction():
        organizer_operations.close(_held_person(person_id), actor=current.person(), now=clock.now())
    return _back_to(person_id)


@people.post("/<int:person_id>/reopen")
@access.organizers_only
def reopen(person_id: int) -> Response:
    """Open an account again that was closed."""
    with db.transaction():
        organizer_operations.reopen(_held_person(person_id), actor=current.person(), now=clock.now())
    return _back_to(person_id)


@people.post("/<int:person_id>/grant/<role>")
@access.organizers_only
def grant(person_id: int, role: str) -> Response:
    """Give a role."""
    with db.transaction():
        operations.grant(_held_person(person_id), _role(role), actor=current.person(), now=clock.now())
    return _back_to(person_id)


@people.post("/<int:person_id>/revoke/<role>")
@access.organizers_only
def revoke(person_id: int, role: str) -> Response:
    """Take a role."""
    with db.transaction():
        operations.revoke(_held_person(person_id), _role(role), actor=current.person(), now=clock.now())
    return _back_to(person_id)


def _page(form: InviteForm) -> str:
    search, after = (
        flask.request.args.get("search", "").strip(),
        flask.request.args.get("after", type=row_number),
    )
    role = flask.request.args.get("role", type=Role)
    found = queries.people(search, role, after)
    shown = found[: queries.PEOPLE_ON_A_PAGE]
    return flask.render_template(
        "accounts/people/index.html",
        form=form,
        people=shown,
        next_after=shown[-1].id if len(found) > len(shown) else None,
        search=search,
        role=role,
        count=queries.people_count(search, role),
        invitations=queries.pending_invitations(),
        roles=list(Role),
    )


def _why_not(person: Person, role: Role, organizers: Sequence[Person]) -> Refusal | None:
    """Why a role cannot be taken away now; what is not held is not asked about."""
    if role not in person.roles:
        return None
    no_taking = rules.revoke(person, role, organizers=organizers)
    return no_taking or vetoes.to("accounts.revoke", person, role)


def _person(person_id: int) -> Person:
    return _known(queries.by_id(person_id))


def _held_person(person_id: int) -> Person:
    return _known(queries.held(person_id))


def _known(person: Person | None) -> Person:
    if person is None:
        raise NotFound
    return person


def _invitation(invitation_id: int) -> Invitation:
    invitation = queries.held_invitation(invitation_id)
    if invitation is None:
        raise NotFound
    return invitation


def _role(word: str) -> Role:
    if word not in set(Role):
        raise NotFound
    return Role(word)


def _done(words: str) -> Response:
    flask.flash(words, "good")
    return flask.redirect(flask.url_for("people.list_people"))


def _back_to(person_id: int) -> Response:
    flask.flash(_("Saved."), "good")
    return flask.redirect(flask.url_for("people.show", person_id=person_id))
