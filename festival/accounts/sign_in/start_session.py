"""The last step of every sign-in: a fresh session, and the way to where people wanted to go."""

from flask import redirect
from flask_login import login_user
from werkzeug.wrappers import Response

from festival import clock, db
from festival.accounts import operations
from festival.accounts.credentials import passwords
from festival.accounts.models import Person
from festival.kernel.roles import Role
from festival.web import links
from festival.web.security import sessions

ROOMS = ((Role.ORGANIZER, "/desk"), (Role.JUROR, "/screening"), (Role.FILMMAKER, "/entries"))


def begin_session(person: Person) -> None:
    """Sign a person in under a new session key: one that was known before is worth nothing."""
    sessions.renew()
    login_user(person)


def finish(person: Person, next_path: str, password: str = "") -> Response:
    """Note the sign-in, begin the session, and go where they wanted to go, if that is in the application."""
    is_outdated = bool(password) and passwords.is_outdated(person.password or "")
    rehashed = passwords.hashed(password) if is_outdated else None
    with db.transaction():
        operations.sign_in(person, now=clock.now(), rehashed=rehashed)
    begin_session(person)
    return redirect(next_path if links.is_own_path(next_path) else landing(person))


def landing(person: Person) -> str:
    """The page where this person's work is."""
    return next((path for role, path in ROOMS if role in person.roles), "/")
