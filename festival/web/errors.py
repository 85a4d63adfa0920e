"""What people see when something cannot be done: a sentence, and the way on."""

from collections.abc import Sequence
from contextlib import suppress

import flask
import structlog
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError, ServiceUnavailable

from festival import db
from festival.kernel.invalid import Invalid
from festival.kernel.refusals import Refused
from festival.kernel.words import N_
from festival.web import accepted, links, wording

STANDALONE = {500, 503}
SECRET = {"code", "token"}
RETRY_SECONDS = 10
PAGES = {400, 401, 403, 404, 405, 409, 410, 413, 429, 500, 503, 507}
OVERTAKEN = N_(
    "Somebody else changed this at the same moment. Go back, look at it as it is now, and send it again."
)
log = structlog.get_logger()


def refused(error: Refused) -> flask.Response:
    """A rule said no. A hidden thing looks exactly like one that does not exist."""
    if error.refusal.is_hidden:
        return _page(404)
    return _no(error.refusal.code, wording.explain(error.refusal), 403)


def overtaken(words: Sequence[str]) -> flask.Response:
    """Two people changed one thing in the same moment, and the other was first: say so, with the words."""
    return _no("changed_meanwhile", wording.say(OVERTAKEN), 409, words)


def unreadable(error: Invalid) -> flask.Response:
    """Something typed cannot be read: say what."""
    return _no(error.code, wording.say(error.text, error.values), 422)


def http_error(error: HTTPException) -> flask.typing.ResponseReturnValue:
    """Every error of HTTP on a page of ours; redirects and ready answers pass."""
    if isinstance(error, InternalServerError) and isinstance(error.original_exception, OperationalError):
        error = ServiceUnavailable(retry_after=RETRY_SECONDS)
    if error.code is None or error.response is not None or error.code < 400:
        return error
    answer = _page(error.code)
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            answer.headers.add(name, value)
    return answer


def broken(error: Exception) -> flask.typing.ResponseReturnValue:
    """Our fault, or the database is away: say so, log it, and touch neither database nor session."""
    db.session().rollback()
    log.exception("request failed", path=flask.request.path, exc_info=error)
    return http_error(InternalServerError(original_exception=error))


def _no(code: str, text: str, status: int, words: Sequence[str] = ()) -> flask.Response:
    if accepted.wants_json():
        return flask.make_response(flask.jsonify(code=code, error=text), status)
    if "HX-Request" in flask.request.headers:  # a fragment has room for the sentence alone
        return flask.Response(text, status, mimetype="text/plain")
    page = flask.render_template("errors/refused.html", text=text, words=words, back_url=links.came_from())
    return flask.make_response(page, status)


def _page(code: int) -> flask.Response:
    known = code if code in PAGES else 400 if code < 500 else 500
    if accepted.wants_json():
        return flask.make_response(flask.jsonify(code=known, error="This did not work."), code)
    if known in STANDALONE:
        page = flask.current_app.jinja_env.get_template(f"errors/{known}.html").render(
            path=flask.request.full_path.rstrip("?"), typed=_typed(), back_url=links.came_from()
        )
    else:
        page = flask.render_template(f"errors/{known}.html")
    return flask.make_response(page, code)


def _typed() -> list[tuple[str, str]]:
    """The form that was sent, to be sent again from the page; none with a secret, which no page repeats."""
    fields: list[tuple[str, str]] = []
    with suppress(HTTPException):  # too long to be read
        fields = list(flask.request.form.items(multi=True))
    return [] if any("password" in name or name in SECRET for name, _ in fields) else fields


def init_app(app: flask.Flask) -> None:
    """Answer for errors of HTTP, and our own faults. What was typed in vain is for `saved_forms.py`."""
    app.register_error_handler(HTTPException, http_error)
    if not app.testing:
        app.register_error_handler(Exception, broken)
