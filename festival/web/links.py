"""Whole addresses, for letters and exports that leave the house."""

from typing import Any

import flask


def external(endpoint: str, **values: Any) -> str:
    """The public address of a page; works in workers too, where there is no request."""
    base = flask.current_app.config["FESTIVAL"].public_url.rstrip("/")
    scheme, _, host = base.partition("://")
    adapter = flask.current_app.url_map.bind(host, url_scheme=scheme)
    return str(adapter.build(endpoint, values, force_external=True))


def is_own_path(target: str) -> bool:
    """Whether a `next=` address stays in the house: a plain path, never "//evil" or "\\\\evil"."""
    return target.startswith("/") and not target.startswith(("//", "/\\")) and "\\" not in target
