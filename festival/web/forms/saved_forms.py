"""What was typed is never lost: a form that cannot be taken, or comes without a valid sign-in, is kept.

The words wait in a row; the browser holds its key in a cookie that scripts cannot read. A view asks
`typed(path)` when it shows its page.
"""

import hashlib
import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

import flask
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy import JSON, delete, select
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException, TooManyRequests, Unauthorized
from werkzeug.wrappers import Response

from festival import db
from festival.kernel.clock import machine_now
from festival.kernel.invalid import Invalid
from festival.kernel.refusals import Refused
from festival.web import errors, links
from festival.web.forms import form as web_form
from festival.web.security import limits, sessions

Form = TypeVar("Form", bound=web_form.Form)
LASTS = timedelta(hours=24)
MOST_CHARACTERS = 200_000
NEVER_SAVED = frozenset({"csrf_token", "code", "token"})
UNTYPED = frozenset({"version", "idempotency_key", "then", "next", "form"})


class SavedForm(db.Base):
    """The words of one form that could not be taken. `person_key` says whose they were, if that was known."""

    __tablename__ = "kept_forms"

    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[str] = mapped_column(unique=True)
    person_key: Mapped[str] = mapped_column(default="")
    path: Mapped[str]
    fields: Mapped[list[list[str]]] = mapped_column(JSON)
    expires_at: Mapped[datetime] = mapped_column(index=True)


def typed(path: str) -> "MultiDict[str, str] | None":
    """What was typed on the page at `path` and could not be taken then; tells its reader so, too."""
    key = flask.request.cookies.get(_cookie_name(), "")
    row = db.session().scalar(select(SavedForm).where(SavedForm.key_hash == _hash(key))) if key else None
    is_theirs = row and row.person_key in ("", sessions.current().get(sessions.PERSON))
    if row is None or not is_theirs or row.path != path or row.expires_at <= machine_now():
        return None
    flask.flash(_("We kept what you typed. Check it and send it again."), "info")
    return MultiDict((name, value) for name, value in row.fields)


def form(kind: type[Form], **values: Any) -> Form:
    """A form for this request: what was just sent, else what was kept of this page, else `values`."""
    if flask.request.method == "POST":
        return kind(**values)
    return kind(typed=typed(flask.request.path), **values)


def unauthorized() -> Response:
    """Send people to the sign-in page and keep their form; tell programs that they must sign in.

    Who was sent there too often in an hour reads their words instead.
    """
    is_fragment = "HX-Request" in flask.request.headers
    if not (is_fragment or _is_read_by_a_person()):
        raise Unauthorized
    page = _page_of_form()
    if flask.request.method == "GET":
        page = flask.request.full_path.rstrip("?")
    else:
        try:
            _keep(page)
        except TooManyRequests:
            return _words_in_hand()
    sign_in = flask.url_for("accounts.sign_in", next=page)
    if is_fragment:
        return flask.Response(status=401, headers={"HX-Redirect": sign_in})
    return flask.redirect(sign_in)


def stale_form(error: CSRFError) -> flask.typing.ResponseReturnValue:
    """A form without its token: nothing is changed, the words are kept, the page opens afresh."""
    if not _is_read_by_a_person() or not _is_from_our_page():
        return errors.http_error(error)
    page = _page_of_form()
    try:
        _keep(page)
    except TooManyRequests:
        return _words_in_hand()
    flask.flash(_("This page had been open for too long, so nothing was changed."), "warn")
    return flask.redirect(page, 303)


def refused_form(error: Refused) -> flask.Response:
    """A rule said no: the words are kept for the page that they came from, then people read why."""
    if not error.refusal.is_hidden:
        _keep_if_possible()
    return errors.refused(error)


def overtaken_form(_error: StaleDataError) -> flask.Response:
    """Somebody else changed the row in the same moment: nothing of this form was written; the same."""
    _keep_if_possible()
    return errors.overtaken(_words())


def unreadable_form(error: Invalid) -> flask.Response:
    """Something typed cannot be read: the same."""
    _keep_if_possible()
    return errors.unreadable(error)


def forget() -> None:
    """Words that were kept for this page have served once it is sent again with a valid sign-in."""
    key = flask.request.cookies.get(_cookie_name(), "")
    if key and flask.request.method == "POST":
        with db.transaction() as here:
            here.execute(
                delete(SavedForm).where(SavedForm.key_hash == _hash(key), SavedForm.path == _page_of_form())
            )


def sweep(now: datetime) -> None:
    """Forget words that nobody came back for."""
    db.session().execute(delete(SavedForm).where(SavedForm.expires_at <= now))


@limits.per_address("60 per hour")
def _keep(page: str) -> None:
    fields = _fields()
    size = sum(len(name) + len(value) for name, value in fields)
    if not fields or size > MOST_CHARACTERS or not _is_from_our_page():
        return
    key = secrets.token_urlsafe(32)
    session = sessions.current()
    with db.transaction() as here:
        here.add(
            SavedForm(
                key_hash=_hash(key),
                person_key=session.get(sessions.PERSON, session.was_of),
                path=page,
                fields=fields,
                expires_at=machine_now() + LASTS,
            )
        )
    flask.g.saved_key = key


def _fields() -> list[list[str]]:
    return [
        [name, value.replace("\0", "")]
        for name, value in flask.request.form.items(multi=True)
        if name not in NEVER_SAVED and "password" not in name
    ]


def _words_in_hand() -> flask.Response:
    """Nothing more is kept for a while: the answer itself holds what was typed, to be copied."""
    return flask.make_response(flask.render_template("errors/not_kept.html", words=_words()), 429)


def _words() -> list[str]:
    """What was typed, to be read and copied; nothing that another site put into the form."""
    if not _is_from_our_page():
        return []
    return [value for name, value in _fields() if name not in UNTYPED and value]


def _keep_if_possible() -> None:
    if _is_read_by_a_person():
        with suppress(TooManyRequests):
            _keep(_page_of_form())


def _set_key_cookie(response: flask.Response) -> flask.Response:
    key = flask.g.pop("saved_key", None)
    if key:
        response.set_cookie(
            _cookie_name(),
            key,
            max_age=LASTS,
            secure=flask.current_app.config["FESTIVAL"].is_https,
            httponly=True,
            samesite="Lax",
        )
    return response


def _page_of_form() -> str:
    """The page that showed the form: the form's own address, else where its sender came from."""
    request = flask.request
    try:
        flask.current_app.url_map.bind(request.host).match(request.path, method="GET")
    except HTTPException:
        return links.came_from().partition("?")[0] or "/"
    return request.path


def _is_from_our_page() -> bool:
    """Whether a page of ours sent this form: another site must not put words into anybody's mouth."""
    return urlsplit(flask.request.headers.get("Origin", "")).netloc == flask.request.host


def _is_read_by_a_person() -> bool:
    return "text/html" in flask.request.headers.get("Accept", "")


def _cookie_name() -> str:
    return "__Host-kept" if flask.current_app.config["FESTIVAL"].is_https else "kept"


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def init_app(app: flask.Flask) -> None:
    """Hand the key over with the answer, and answer for forms that were sent in vain."""
    app.before_request(forget)
    app.after_request(_set_key_cookie)
    app.register_error_handler(CSRFError, stale_form)
    app.register_error_handler(Refused, refused_form)
    app.register_error_handler(StaleDataError, overtaken_form)
    app.register_error_handler(Invalid, unreadable_form)
