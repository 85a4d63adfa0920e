"""What an organizer does to somebody's account: reset the second factor, sign out, close, open again."""

from datetime import datetime

from festival import journal
from festival.accounts import queries, rules
from festival.accounts.credentials import operations as credential_operations
from festival.accounts.models import Person
from festival.kernel.refusals import enforce
from festival.kernel.roles import Actor
from festival.messages import operations as messages
from festival.web import links


def reset_second_factor(person: Person, *, actor: Actor | None, now: datetime) -> None:
    """Switch it off for somebody who lost their telephone, or never set it up; they sign in again."""
    enforce(rules.reset_second_factor(person, actor))
    credential_operations.end_sessions(person)
    credential_operations.stop_second_factor(person, actor=actor, now=now)


def sign_out_everywhere(person: Person, *, actor: Actor | None, now: datetime) -> None:
    """End every session and every token of a person; they may sign in again."""
    enforce(rules.sign_out_everywhere(person, actor))
    _end_all(person, actor, now)
    journal.record("accounts.sign_out_everywhere", person, actor=actor, now=now)
    messages.post(
        "accounts/signed_out",
        to=person,
        key=f"accounts/signed_out:{person.id}:{now.isoformat()}",
        now=now,
        sign_in=links.external("accounts.sign_in"),
        forgotten=links.external("joining.forget_password"),
    )


def close(person: Person, *, actor: Actor | None, now: datetime) -> None:
    """Nobody signs in to this account any more, and what was open is over; its work stays.

    Organizers are locked first, so that two cannot close each other's accounts at once.
    """
    organizers = queries.organizers_locked()
    enforce(rules.close(person, actor, organizers=organizers))
    _end_all(person, actor, now)
    person.active = False
    journal.record("accounts.close", person, actor=actor, now=now)
    messages.post(
        "accounts/closed",
        to=person,
        key=f"accounts/closed:{person.id}:{now.isoformat()}",
        now=now,
    )


def reopen(person: Person, *, actor: Actor | None, now: datetime) -> None:
    """Let somebody sign in again whose account was closed; sessions and tokens stay ended."""
    enforce(rules.reopen(person))
    person.active = True
    journal.record("accounts.reopen", person, actor=actor, now=now)
    messages.post(
        "accounts/reopened",
        to=person,
        key=f"accounts/reopened:{person.id}:{now.isoformat()}",
        now=now,
        sign_in=links.external("accounts.sign_in"),
        forgotten=links.external("joining.forget_password"),
    )


def _end_all(person: Person, actor: Actor | None, now: datetime) -> None:
    credential_operations.end_sessions(person)
    credential_operations.revoke_tokens(person, actor=actor, now=now)
