"""What kind of answer a request asks for."""

import flask


def wants_json() -> bool:
    """Whether the request would rather have JSON than a page: scripts do, and other programs."""
    accepts = flask.request.accept_mimetypes
    return accepts.best_match(["text/html", "application/json"]) == "application/json"
