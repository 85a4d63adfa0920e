"""Signed proofs, most of them links in letters: each is good for one thing, once, for a while.

None outlives the password or the address that its person had when it was made.
"""

from datetime import timedelta
from typing import Any

import flask
from itsdangerous import BadSignature, URLSafeTimedSerializer

from festival.accounts import queries
from festival.accounts.models import Person
from festival.web.security.timestamps import SharedClockSigner

CONFIRM_LASTS = timedelta(days=7)
RESET_LASTS = timedelta(hours=2)
EMAIL_LASTS = timedelta(days=2)
CODE_LASTS = timedelta(minutes=10)


def to_confirm(person: Person) -> str:
    """The token of the letter that asks to confirm a registration."""
    return _sign("confirm", person)


def of_confirm(token: str) -> Person | None:
    """Whose registration this token confirms; nobody's once it was replaced by another, or is old."""
    return _person("confirm", token, CONFIRM_LASTS)


def to_reset(person: Person) -> str:
    """The token of the letter for a forgotten password."""
    return _sign("reset", person)


def of_reset(token: str) -> Person | None:
    """Whose password this token lets set; nobody's once a password was set since, or after two hours."""
    return _person("reset", token, RESET_LASTS)


def to_change_email(person: Person) -> str:
    """The token of the letter to the new address of a person."""
    return _sign("email", person, person.new_email)


def of_change_email(token: str) -> Person | None:
    """Whose change of address this token completes, if it is still the change they ask for."""
    return _person("email", token, EMAIL_LASTS, is_about_email=True)


def to_keep_email(person: Person) -> str:
    """The token of the letter to the old address: with it the change is called off."""
    return _sign("keep", person, person.new_email)


def of_keep_email(token: str) -> Person | None:
    """Whose change of address this token calls off, if it is still to be made."""
    return _person("keep", token, EMAIL_LASTS, is_about_email=True)


def to_finish(person: Person) -> str:
    """That the password was right; no letter, the browser keeps it until the second factor is given."""
    return _sign("finish", person)


def of_finish(token: str) -> Person | None:
    """Who gave the right password a moment ago and still owes the code."""
    return _person("finish", token, CODE_LASTS)


def _sign(purpose: str, person: Person, *more: Any) -> str:
    return str(_signer(purpose).dumps([person.id, person.fs_uniquifier[:8], person.email_key, *more]))


def _person(purpose: str, token: str, lasts: timedelta, *, is_about_email: bool = False) -> Person | None:
    try:
        person_id, key, email_key, *more = _signer(purpose).loads(token, max_age=int(lasts.total_seconds()))
    except (BadSignature, ValueError):  # or made by an older version
        return None
    person = queries.by_id(person_id)
    if person is None or not person.active or not person.fs_uniquifier.startswith(key):
        return None
    if person.email_key != email_key:
        return None
    return person if not is_about_email or more == [person.new_email] else None


def _signer(purpose: str) -> URLSafeTimedSerializer:
    key, salt = flask.current_app.secret_key or "", f"accounts.{purpose}"
    return URLSafeTimedSerializer(key, salt=salt, signer=SharedClockSigner)
