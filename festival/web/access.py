"""Access to every route: who may come in at all. Rules decide what they may do inside."""

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
    return _with_access(view, Access(is_public=True))


def signed_in(view: View) -> View:
    """Open to anyone who is signed in; a rule of the feature decides the rest."""
    return _with_access(view, Access())


def organizers_only(view: View) -> View:
    """Open to organizers; for others the page does not exist."""
    return _with_access(view, Access(roles=frozenset({Role.ORGANIZER})))


def jurors_only(view: View) -> View:
    """Open to jurors; for others the page does not exist."""
    return _with_access(view, Access(roles=frozenset({Role.JUROR})))


def machine(view: View) -> View:
    """Open to everybody, without a form's token: the view itself checks a signature or a header."""
    return _with_access(view, Access(is_public=True, csrf_exempt=True))


def demo_only(view: View) -> View:
    """Besides the access that is declared already: in a real festival the page does not exist."""
    access = access_of(view)
    assert access is not None, "who may come in is said first"  # noqa: S101 - seen when the app starts
    return _with_access(view, replace(access, demo_only=True))


def access_of(view: Callable[..., Any]) -> Access | None:
    """The access to a view, if it was declared."""
    return getattr(view, "access", None)


def give_access(app: flask.Flask, endpoint: str, access: Access) -> None:
    """Declare the access to a view that a library made."""
    app.extensions.setdefault("festival.doors", {})[endpoint] = access


def access_at(app: flask.Flask, endpoint: str) -> Access | None:
    """The access to an endpoint, however it was declared."""
    given: dict[str, Access] = app.extensions.get("festival.doors", {})
    return given.get(endpoint) or access_of(app.view_functions[endpoint])


def guard() -> Any:
    """Before every request: an endpoint without declared access lets nobody in."""
    if flask.request.endpoint is None:
        return None
    access = access_at(flask.current_app, flask.request.endpoint)
    if access is None:
        raise RuntimeError(f"{flask.request.endpoint} declares no access")
    if access.demo_only and not settings.current().demo:
        raise NotFound
    if access.is_public:
        return None
    if not current_user.is_authenticated:
        return flask.current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
    if access.roles and not access.roles & current_user.roles:
        raise NotFound
    return None


def _with_access(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def guard_against_forgery() -> None:
    """Before every request that changes something: the form's token, or one of another kind."""
    if not flask.current_app.config.get("WTF_CSRF_ENABLED", True):
        return
    if flask.request.method in SAFE_METHODS or flask.request.endpoint is None:
        return
    access = access_at(flask.current_app, flask.request.endpoint)
    if not (access and access.csrf_exempt) and not flask.g.get("is_token_request"):
        csrf.protect()


def init_app(app: flask.Flask) -> None:
    """Guard every route; the library's own static files are for everybody."""
    csrf.init_app(app)
    give_access(app, "static", Access(is_public=True))
    app.before_request(guard)
    app.before_request(guard_against_forgery)
