"""Who speaks to the uploads: somebody signed in on our own pages, or a program with its owner's token."""

from urllib.parse import urlsplit

import flask

from festival.accounts import current
from festival.uploads.protocol import ProtocolError
from festival.web.security import limits


def check() -> None:
    """Raises ProtocolError for strangers, and for pages of other sites that borrow a visitor's cookie.

    A browser lets no other site send the header Tus-Resumable without asking us first, and we never
    agree; the origin is compared all the same.
    """
    if current.visitor() is None:
        raise ProtocolError(401, "Sign in, or send an API token, and the upload continues.")
    if not flask.g.get("is_token_request") and not _is_from_our_pages():
        raise ProtocolError(403, "Another site cannot upload in your name.")


def sender() -> str:
    """Whose uploads are counted together: a person's, or those from one network."""
    visitor = current.visitor()
    return f"person {visitor.id}" if visitor else limits.network()


def _is_from_our_pages() -> bool:
    if flask.request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = flask.request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == flask.request.host
