"""Forgets sign-ins that are over and kept words; notes and writes what no page may show by its time."""

from festival import clock
from festival.accounts import operations, queries
from festival.accounts.credentials import wrong_tries_operations
from festival.accounts.states import Proof
from festival.kernel.clock import machine_now
from festival.web.forms import saved_forms
from festival.web.security import sessions
from workers.registry import Work, job, sweep


@job("accounts.forget_password")
def forget_password(work: Work) -> None:
    """The letter for a forgotten password, if somebody has that address."""
    with work.settling():
        person = queries.held_by_key(work.arguments["email_key"])
        if person is not None and person.active:
            operations.send_reset_link(person, now=clock.now())


@job("accounts.note_wrong_try")
def note_wrong_try(work: Work) -> None:
    """A wrong password or code, for an address that may be nobody's."""
    email_key, proof = work.arguments["email_key"], Proof(work.arguments["proof"])
    with work.settling():
        wrong_tries_operations.note(email_key, proof, network=work.arguments["network"], now=clock.now())


@sweep("accounts.sweep", every=3600)
def sweep_accounts(work: Work) -> None:
    """Once an hour."""
    with work.settling():
        now = machine_now()
        sessions.sweep(now)
        saved_forms.sweep(now)
