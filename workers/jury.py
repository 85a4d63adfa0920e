"""Writes to jurors: the digest of films that wait, and reminders."""

from festival import clock
from festival.jury import notices
from workers.registry import Work, sweep

DIGEST_SECONDS = 5 * 60
REMINDER_SECONDS = 60 * 60


@sweep("jury.announce", every=DIGEST_SECONDS)
def announce(work: Work) -> None:
    """Tell jurors of films that were dealt to them since the last letter."""
    with work.settling():
        notices.announce(now=clock.now())


@sweep("jury.remind", every=REMINDER_SECONDS)
def remind(work: Work) -> None:
    """Remind jurors of rounds that close soon."""
    with work.settling():
        notices.remind(now=clock.now())
