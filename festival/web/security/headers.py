"""Headers that every answer carries, so that browsers refuse what we never ask of them."""

import secrets

import flask

from festival import settings

POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; connect-src 'self'; font-src 'self'; worker-src 'self' blob:; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def nonce() -> str:
    """The one-time word that lets this answer's own scripts run."""
    if "csp_nonce" not in flask.g:
        flask.g.csp_nonce = secrets.token_urlsafe(16)
    return str(flask.g.csp_nonce)


def dress(response: flask.Response) -> flask.Response:
    """Put the headers on an answer; what a view set itself stays."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY.format(nonce=nonce()))
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    if settings.current().is_https:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if flask.request.endpoint != "static":
        headers.setdefault("Cache-Control", "no-store")
    return response


def init_app(app: flask.Flask) -> None:
    """Add the headers to every answer."""
    app.after_request(dress)
    app.add_template_global(nonce, "csp_nonce")
