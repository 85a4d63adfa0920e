"""Why somebody may not sign in, take a role, lose one, or use an invitation."""

from collections.abc import Collection
from datetime import datetime

from festival.accounts.credentials import passwords
from festival.accounts.models import Invitation, Person, PersonalToken
from festival.accounts.states import InvitationState, Scope
from festival.kernel.refusals import Refusal, refuse
from festival.kernel.roles import Actor, Role

STAFF = frozenset({Role.ORGANIZER})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FILES = "/files/"


def sign_in(person: Person) -> Refusal | None:
    """Anyone who knows the password, asked after it was found right."""
    if not person.active:
        return refuse("closed", "This account is closed. Write to the festival if it should be open.")
    if person.confirmed_at is None:
        return refuse(
            "unconfirmed",
            "Your address is not confirmed yet. We have sent the e-mail again: first open the link in it.",
        )
    return None


def lacks_second_factor(person: Person) -> bool:
    """Whether this is somebody of the staff who signs in with a password alone."""
    return not STAFF.isdisjoint(person.roles) and not person.has_second_factor


def needs_second_factor(person: Person) -> Refusal | None:
    """A program of somebody who would not come further than its page in a browser."""
    if not lacks_second_factor(person):
        return None
    return refuse(
        "second_factor_needed",
        "This festival requires a second factor of its staff. Sign in in a browser and set it up: then this "
        "token works again.",
    )


def reset_second_factor(person: Person, actor: Actor | None) -> Refusal | None:
    """Somebody else's; one's own takes the password, on the page of one's account."""
    if not person.has_second_factor:
        return refuse("no_second_factor", "{name} has no second factor.", name=person.name)
    if actor is not None and actor.id == person.id:
        return refuse("own_second_factor", "Switch off your own second factor on the page of your account.")
    return None


def sign_out_everywhere(person: Person, actor: Actor | None) -> Refusal | None:
    """Somebody else; one's own browsers and tokens are on the pages of one's account."""
    if actor is not None and actor.id == person.id:
        return refuse("own_sign_out", "End your own sessions and tokens on the pages of your account.")
    return None


def close(person: Person, actor: Actor | None, *, organizers: Collection[Actor]) -> Refusal | None:
    """Somebody else's account; the festival always keeps an organizer who can sign in."""
    if not person.active:
        return refuse("closed_already", "This account is closed already.")
    if actor is not None and actor.id == person.id:
        return refuse("own_account", "Nobody closes their own account. Ask another organizer.")
    return _needs_another_organizer(person, organizers) if Role.ORGANIZER in person.roles else None


def reopen(person: Person) -> Refusal | None:
    """An account that was closed."""
    return refuse("open_already", "This account is open already.") if person.active else None


def needs_safe_password(text: str, *, email: str, name: str, called: Collection[str] = ()) -> Refusal | None:
    """A new password of somebody with this address and name, for a festival that is `called` so."""
    if len(text) < passwords.SHORTEST:
        return refuse(
            "password_short",
            "A password has at least {shortest} characters. Four or five words make a good one.",
            shortest=passwords.SHORTEST,
        )
    if passwords.is_easily_guessed(text, (email, name, *called)):
        return refuse("password_easy", "This password is easily guessed. Four or five words make a good one.")
    return None


def invite(person: Person | None, role: Role) -> Refusal | None:
    """To a role, somebody who may have an account already."""
    if role is Role.FILMMAKER:
        return refuse("invite_filmmaker", "Filmmakers need no invitation: anyone may register.")
    if person is not None and role in person.roles:
        return refuse("has_role", "{name} has this role already.", name=person.name)
    return None


def accept(invitation: Invitation, now: datetime) -> Refusal | None:
    """An invitation, by anyone who holds its letter."""
    if invitation.state is InvitationState.ACCEPTED:
        return refuse("invitation_used", "This invitation has been accepted already. Sign in to go on.")
    return needs_pending_invitation(invitation) or (
        refuse("invitation_expired", "This invitation has run out. Ask the festival to send it again.")
        if now >= invitation.expires_at
        else None
    )


def needs_pending_invitation(invitation: Invitation) -> Refusal | None:
    """To be sent again or withdrawn."""
    if invitation.state is InvitationState.PENDING:
        return None
    return refuse("invitation_settled", "This invitation has been answered or withdrawn already.")


def revoke(person: Person, role: Role, *, organizers: Collection[Actor]) -> Refusal | None:
    """A role from a person; the festival always keeps an organizer."""
    return _needs_another_organizer(person, organizers) if role is Role.ORGANIZER else None


def _needs_another_organizer(person: Person, organizers: Collection[Actor]) -> Refusal | None:
    if {organizer.id for organizer in organizers} <= {person.id}:
        return refuse(
            "last_organizer",
            "{name} is the only organizer. Invite another one first: somebody must be able to "
            "manage the festival.",
            name=person.name,
        )
    return None


def use_token(token: PersonalToken, *, method: str, path: str) -> Refusal | None:
    """A request by a program, with a personal token."""
    allowed = (
        Scope.WRITE in token.scopes
        or (Scope.READ in token.scopes and method in SAFE_METHODS)
        or (Scope.FILES in token.scopes and path.startswith(FILES))
    )
    return None if allowed else refuse("token_scope", "This token may not be used for that.")
