"""Whole addresses for what leaves the application, and the way back to where somebody came from."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

import flask

from festival import settings


def external(endpoint: str, **values: Any) -> str:
    """The public address of a page; works in workers too, where there is no request."""
    base = settings.current().public_url.rstrip("/")
    scheme, _, host = base.partition("://")
    adapter = flask.current_app.url_map.bind(host, url_scheme=scheme)
    return str(adapter.build(endpoint, values, force_external=True))


def is_own_path(target: str) -> bool:
    """Whether a `next=` address stays in the application: a plain path, never "//evil" or "\\\\evil".

    Browsers drop tabs and line breaks from an address: "/", a tab and "/evil" lead out, too.
    """
    is_path = target.startswith("/") and not target.startswith("//")
    return is_path and "\\" not in target and target.isprintable()


def came_from() -> str:
    """The page of ours that showed the link or form of this request, with its query; empty if none did."""
    try:
        url = urlsplit(flask.request.referrer or "")
    except ValueError:
        return ""
    is_ours = url.netloc == flask.request.host and is_own_path(url.path)
    return urlunsplit(("", "", url.path, url.query, "")) if is_ours else ""
