"""Who is asking: the person behind the request, by their session or by a token of theirs."""

from datetime import timedelta
from typing import cast

import flask
from flask_login import current_user
from werkzeug.exceptions import NotFound

from festival import db
from festival.accounts import queries, rules
from festival.accounts.credentials import operations as credential_operations
from festival.accounts.models import Person
from festival.kernel.clock import machine_now

NOTED_EVERY = timedelta(minutes=5)


def person() -> Person:
    """The signed-in person; only where access is not public."""
    return cast(Person, current_user._get_current_object())


def visitor() -> Person | None:
    """The signed-in person, or None for a visitor without an account."""
    return person() if current_user.is_authenticated else None


def by_token(request: flask.Request) -> Person | None:
    """The person whose token the request carries as `Authorization: Bearer …`, if it is good for that."""
    kind, _, text = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer":
        return None
    now = machine_now()
    token = queries.live_token(text.strip(), now)
    if token is None or rules.use_token(token, method=request.method, path=request.path):
        return None
    flask.g.is_token_request = True
    if token.used_at is None or now - token.used_at > NOTED_EVERY:
        flask.g.used_token_id = token.id
    return token.person


def keep_programs_out() -> None:
    """Before a request about accounts: a token changes neither its person's account nor anybody's roles."""
    if flask.g.get("is_token_request"):
        raise NotFound


def note_token_use(response: flask.Response) -> flask.Response:
    """After the request: remember that its token is in use."""
    token_id = flask.g.pop("used_token_id", None)
    if token_id is not None:
        with db.transaction():
            credential_operations.note_token_use(token_id, machine_now())
    return response
