"""Carries letters to the mail server."""

import flask

from festival import db
from festival.adapters import mailer
from festival.messages import operations, queries
from festival.messages.models import LetterState
from workers.registry import Work, job


@job("messages.deliver")
def deliver(work: Work) -> None:
    """One letter; a server that is away postpones it, one that refuses fails it."""
    config = flask.current_app.config["FESTIVAL"]
    letter_id = work.arguments["letter_id"]
    with db.transaction():
        letter = queries.by_id(letter_id)
        message = (
            operations.envelope(letter, config) if letter and letter.state == LetterState.WAITING else None
        )
    failure = mailer.send(message, operations.server(config)) if message else None
    with work.settling():
        letter = queries.by_id(letter_id, lock=True)
        if letter and letter.state == LetterState.WAITING:
            operations.deliver(letter, failure)
