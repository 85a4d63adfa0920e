"""The door of every route: who may come in at all. Rules decide what they may do inside."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import flask
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import NotFound

from festival import settings
from festival.kernel.roles import Role

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
csrf = CSRFProtect()
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Access:
    """Who may come in: everybody, anyone who is signed in, or holders of one of some roles."""

    is_public: bool = False
    roles: frozenset[Role] = frozenset()
    demo_only: bool = False
    csrf_exempt: bool = False


def public(view: View) -> View:
    """Open to everybody."""
    return _hang(view, Access(is_public=True))


def signed_in(view: View) -> View:
    """Open to anyone who is signed in; a rule of the feature decides the rest."""
    return _hang(view, Access())


def organizers_only(view: View) -> View:
    """Open to organizers; for others the page does not exist."""
    return _hang(view, Access(roles=frozenset({Role.ORGANIZER})))


def jurors_only(view: View) -> View:
    """Open to jurors; for others the page does not exist."""
    return _hang(view, Access(roles=frozenset({Role.JUROR})))


def machine(view: View) -> View:
    """Open to everybody, without a form's token: the view itself checks a signature or a header."""
    return _hang(view, Access(is_public=True, csrf_exempt=True))


def demo_only(view: View) -> View:
    """Besides the door that hangs there already: in a real festival the page does not exist."""
    door = access_of(view)
    assert door is not None, "the door comes first"  # noqa: S101 - a slip of ours, seen at the start
    return _hang(view, replace(door, demo_only=True))


def access_of(view: Callable[..., Any]) -> Access | None:
    """The door that hangs before a view, if any."""
    return getattr(view, "door", None)


def give_access(app: flask.Flask, endpoint: str, door: Access) -> None:
    """Hang a door before a view that a library made."""
    app.extensions.setdefault("festival.doors", {})[endpoint] = door


def access_at(app: flask.Flask, endpoint: str) -> Access | None:
    """The door of an endpoint, however it was hung."""
    given: dict[str, Access] = app.extensions.get("festival.doors", {})
    return given.get(endpoint) or access_of(app.view_functions[endpoint])


def guard() -> Any:
    """Before every request: no door, no way in."""
    if flask.request.endpoint is None:
        return None
    door = access_at(flask.current_app, flask.request.endpoint)
    if door is None:
        raise RuntimeError(f"{flask.request.endpoint} has no door")
    if door.demo_only and not settings.current().demo:
        raise NotFound
    if door.is_public:
        return None
    if not current_user.is_authenticated:
        return flask.current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
    if door.roles and not door.roles & current_user.roles:
        raise NotFound
    return None


def _hang(view: View, door: Access) -> View:
    view.door = door  # type: ignore[attr-defined]
    return view


def guard_against_forgery() -> None:
    """Before every request that changes something: the form's token, or one of another kind."""
    if not flask.current_app.config.get("WTF_CSRF_ENABLED", True):
        return
    if flask.request.method in SAFE_METHODS or flask.request.endpoint is None:
        return
    door = access_at(flask.current_app, flask.request.endpoint)
    if not (door and door.csrf_exempt) and not flask.g.get("is_token_request"):
        csrf.protect()


def init_app(app: flask.Flask) -> None:
    """Guard every route; the library's own static files are for everybody."""
    csrf.init_app(app)
    give_access(app, "static", Access(is_public=True))
    app.before_request(guard)
    app.before_request(guard_against_forgery)
