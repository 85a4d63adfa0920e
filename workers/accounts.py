"""Forgets sign-ins that are over, and kept words that nobody came back for."""

from festival.kernel.clock import machine_now
from festival.web.forms import saved_forms
from festival.web.security import sessions
from workers.registry import Work, sweep


@sweep("accounts.sweep", every=3600)
def sweep_accounts(work: Work) -> None:
    """Once an hour."""
    with work.settling():
        now = machine_now()
        sessions.sweep(now)
        saved_forms.sweep(now)
