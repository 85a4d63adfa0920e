"""Invitations to be a juror or an organizer: anyone who holds the letter may accept, once."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import update

from festival import db, journal
from festival.accounts import operations, queries, rules
from festival.accounts.addresses import Address
from festival.accounts.models import Invitation, Person
from festival.accounts.operations import Addressee
from festival.accounts.states import INVITATION_MOVES, InvitationState
from festival.kernel.refusals import enforce, refuse
from festival.kernel.roles import Role
from festival.messages import operations as messages
from festival.web import links

LASTS = timedelta(days=21)


def invite(address: Address, name: str, role: Role, *, actor: Person, now: datetime) -> Invitation:
    """Ask by mail; an address that was asked for this role already is sent its letter again."""
    person = queries.by_email(address.email)
    enforce(rules.invite(person, role))
    pending = queries.pending_invitation(address.key, role)
    if pending is not None:
        resend(pending, actor=actor, now=now)
        return pending
    invitation = Invitation(
        email=address.email,
        email_key=address.key,
        name=name,
        role=role,
        state=InvitationState.PENDING,
        token_hash="",
        invited_by_id=actor.id,
    )
    _send(invitation, person, actor, now)
    journal.record("accounts.invite", invitation, actor=actor, now=now, email=address.email, role=role)
    return invitation


def resend(invitation: Invitation, *, actor: Person, now: datetime) -> None:
    """Send the letter again with a new link and new time; the link of the old one is worth nothing."""
    enforce(rules.needs_pending_invitation(invitation))
    _send(invitation, queries.by_email(invitation.email), actor, now)
    journal.record("accounts.resend", invitation, actor=actor, now=now)


def withdraw(invitation: Invitation, *, actor: Person, now: datetime) -> None:
    """Take an invitation back before it is accepted."""
    enforce(rules.needs_pending_invitation(invitation))
    invitation.state = INVITATION_MOVES.step(invitation.state, InvitationState.WITHDRAWN)
    invitation.settled_at = now
    journal.record("accounts.withdraw", invitation, actor=actor, now=now)


def accept(invitation: Invitation, *, actor: Person, now: datetime) -> None:
    """Take the role. The row changes only if it still waits, so that two at once cannot both succeed."""
    enforce(rules.accept(invitation, now))
    taken = db.session().execute(
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.state == InvitationState.PENDING)
        .values(state=InvitationState.ACCEPTED, accepted_by_id=actor.id, settled_at=now)
        .returning(Invitation.id)
    )
    if taken.scalar() is None:
        enforce(refuse("invitation_used", "This invitation has been accepted already. Sign in to go on."))
    operations.grant(actor, invitation.role, actor=actor, now=now)
    journal.record("accounts.accept", invitation, actor=actor, now=now, role=invitation.role)


def join(invitation: Invitation, registration: operations.Registration, *, now: datetime) -> Person:
    """Accept with a new account; the letter has proved the address."""
    enforce(rules.accept(invitation, now))
    person = operations.create(registration, actor=None, now=now)
    accept(invitation, actor=person, now=now)
    return person


def _send(invitation: Invitation, person: Person | None, actor: Person, now: datetime) -> None:
    token = secrets.token_urlsafe(32)
    invitation.token_hash = queries.token_hash(token)
    invitation.sent_at, invitation.expires_at = now, now + LASTS
    here = db.session()
    here.add(invitation)
    here.flush()
    messages.post(
        "accounts/invited",
        to=Addressee(invitation.email, invitation.name, person.locale if person else actor.locale),
        key=f"accounts/invited:{invitation.id}:{invitation.token_hash[:16]}",
        now=now,
        inviter=actor.name,
        role=invitation.role,
        link=links.external("joining.invitation", token=token),
        expires_at=invitation.expires_at,
        zone=person.time_zone if person else actor.time_zone,
    )
