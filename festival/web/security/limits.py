"""How often one connection may try an address, so that nobody guesses passwords or floods mailboxes.

The counts stand in the broker; when it is away, each process counts for itself.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from festival import settings

View = TypeVar("View", bound=Callable[..., Any])

limiter = Limiter(
    key_func=get_remote_address,
    in_memory_fallback_enabled=True,
    storage_options={"socket_connect_timeout": 1, "socket_timeout": 1},
    key_prefix="laurel",
)


def per_address(limit: str) -> Callable[[View], View]:
    """At most `limit` ("30 per hour") sent forms from one network address."""
    return per(limit, get_remote_address)


def per_account(limit: str) -> Callable[[View], View]:
    """At most `limit` sent forms from one network address about one e-mail address."""
    return per(limit, _address_and_account)


def per(limit: str, key: Callable[[], str]) -> Callable[[View], View]:
    """At most `limit` sent forms for what `key()` names."""
    return limiter.limit(limit, key_func=key, methods=["POST"])  # type: ignore[return-value]


def _address_and_account() -> str:
    return f"{get_remote_address()} {flask.request.form.get('email', '').strip().casefold()[:254]}"


def init_app(app: flask.Flask) -> None:
    """Count in the broker of this app."""
    broker = settings.of(app).broker
    app.config["RATELIMIT_ENABLED"] = True
    app.config["RATELIMIT_STORAGE_URI"] = broker.replace("redis+socket://", "redis+unix://")
    limiter.init_app(app)
