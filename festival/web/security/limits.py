"""How often one network may try an address, so that nobody guesses passwords or floods mailboxes.

The counts stand in the broker; when it is away, each process counts for itself. Whoever has an IPv6 address
has 2**64 of them, so those are counted together: a /64, as providers give one to each line.
"""

import ipaddress
from collections.abc import Callable
from typing import Any, TypeVar

import flask
from flask_limiter import Limiter

from festival import settings

View = TypeVar("View", bound=Callable[..., Any])


def network() -> str:
    """Where the request comes from: an IPv4 address, or the /64 of an IPv6 address."""
    return network_of(flask.request.remote_addr or "", 64)


def wide_network() -> str:
    """The same, but the /48 of an IPv6 address: some lines have 65,536 networks of their own."""
    return network_of(flask.request.remote_addr or "", 48)


def network_of(address: str, bits: int) -> str:
    """The network of `bits` that an IPv6 address lies in; any other text as it is."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((found, bits), strict=False))


limiter = Limiter(
    key_func=network,
    in_memory_fallback_enabled=True,
    storage_options={"socket_connect_timeout": 1, "socket_timeout": 1},
    key_prefix="laurel",
)


def per_address(limit: str) -> Callable[[View], View]:
    """At most `limit` ("30 per hour") sent forms from one network."""
    return per(limit, network)


def per(limit: str | Callable[[], str], key: Callable[[], str]) -> Callable[[View], View]:
    """At most `limit` sent forms for what `key()` names."""
    return limiter.limit(limit, key_func=key, methods=["POST"])  # type: ignore[return-value]


def init_app(app: flask.Flask) -> None:
    """Count in the broker of this app."""
    broker = settings.of(app).broker
    app.config["RATELIMIT_ENABLED"] = True
    app.config["RATELIMIT_STORAGE_URI"] = broker.replace("redis+socket://", "redis+unix://")
    limiter.init_app(app)
