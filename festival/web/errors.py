"""What people see when something cannot be done: a sentence, and the way on."""

import flask
import structlog
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import HTTPException, InternalServerError

from festival import db
from festival.kernel.refusals import Refused
from festival.web import wording

PAGES = {400, 401, 403, 404, 405, 409, 410, 413, 429, 500, 503, 507}
log = structlog.get_logger()


def refused(error: Refused) -> tuple[str, int]:
    """A rule said no. A hidden thing looks exactly like one that does not exist."""
    if error.refusal.is_hidden:
        return _page(404)
    text = wording.explain(error.refusal)
    if _wants_json():
        return flask.jsonify(code=error.refusal.code, error=text).get_data(as_text=True), 403
    return flask.render_template("errors/refused.html", refusal=error.refusal, text=text), 403


def http_error(error: HTTPException) -> flask.typing.ResponseReturnValue:
    """Every error of HTTP on a page of ours; redirects and ready answers pass."""
    if error.code is None or error.response is not None or error.code < 400:
        return error
    body, code = _page(error.code)
    answer = flask.make_response(body, code)
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            answer.headers.add(name, value)
    return answer


def broken(error: Exception) -> flask.typing.ResponseReturnValue:
    """Our fault: say so, log it, and touch neither the database nor the session."""
    db.session().rollback()
    log.exception("request failed", path=flask.request.path, exc_info=error)
    return http_error(InternalServerError())


def _page(code: int) -> tuple[str, int]:
    known = code if code in PAGES else 400 if code < 500 else 500
    if _wants_json():
        return flask.jsonify(code=known, error=str(_("This did not work."))).get_data(as_text=True), code
    return flask.render_template(f"errors/{known}.html"), code


def _wants_json() -> bool:
    accepts = flask.request.accept_mimetypes
    return accepts.best_match(["text/html", "application/json"]) == "application/json"


def init_app(app: flask.Flask) -> None:
    """Answer for refusals, errors of HTTP, and our own faults."""
    app.register_error_handler(Refused, refused)
    app.register_error_handler(HTTPException, http_error)
    if not app.testing:
        app.register_error_handler(Exception, broken)
