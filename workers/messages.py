"""Carries letters to the mail server."""

from festival import db, settings
from festival.adapters import mailer
from festival.messages import operations, queries
from festival.messages.models import LetterState
from workers.registry import Work, job


@job("messages.deliver")
def deliver(work: Work) -> None:
    """One letter; a server that is away postpones it, one that refuses fails it."""
    config = settings.current()
    letter_id = work.arguments["letter_id"]
    with db.transaction():
        letter = queries.by_id(letter_id)
        message = (
            operations.envelope(letter, config) if letter and letter.state == LetterState.WAITING else None
        )
    failure = mailer.send(message, operations.server(config)) if message else None
    with work.settling():
        letter = queries.held(letter_id)
        if letter and letter.state == LetterState.WAITING:
            operations.deliver(letter, failure)
