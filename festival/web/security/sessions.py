"""Who is signed in where: a row for each sign-in, so that it can be seen, ended, and is over when it is over.

A visitor without an account costs no row: what little a browser must carry then (a form's token, a
remark for the next page) travels in Flask's own signed cookie. Signing in makes a row with a key of
its own; the cookie carries only that key, and only its hash is kept.
"""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast

import flask
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, session_json_serializer
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import Text, delete, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from festival import db, settings
from festival.kernel.clock import machine_now
from festival.web.security.timestamps import SharedClockSigner

PERSON = "_user_id"  # Flask-Login's name for whose session it is
IDLE = timedelta(days=5)
NOTED_EVERY = timedelta(minutes=5)


class BrowserSession(db.Base):
    """One sign-in of one person in one browser. `person_key` is what the sign-in remembers of them."""

    __tablename__ = "sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[str] = mapped_column(unique=True)
    person_key: Mapped[str] = mapped_column(index=True)
    content: Mapped[str] = mapped_column(Text)
    browser: Mapped[str]
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)

    def is_live(self, now: datetime) -> bool:
        """Whether it is neither too old nor forgotten for too long."""
        return now < self.expires_at and now < self.seen_at + IDLE


class Session(SecureCookieSession):
    """What `flask.session` is here. `key` is the cookie's value once the session is a row."""

    key = ""
    ended_key = ""
    was_of = ""  # whose session this cookie was until it expired
    is_to_be_noted = False


class Sessions(SecureCookieSessionInterface):
    """Opens and saves sessions; the only writer of their rows besides the functions below."""

    session_class = Session

    def get_signing_serializer(self, app: flask.Flask) -> URLSafeTimedSerializer | None:
        """What signs and reads a visitor's cookie."""
        serializer = super().get_signing_serializer(app)
        if serializer:
            serializer.signer = SharedClockSigner
        return serializer

    def open_session(self, app: flask.Flask, request: flask.Request) -> Session:
        """The session behind the cookie: a live row's, else what the signed cookie of a visitor says."""
        if request.path.startswith(f"{app.static_url_path}/"):
            return Session()
        cookie = request.cookies.get(self.get_cookie_name(app), "")
        row = _by_key(cookie) if cookie else None
        now = machine_now()
        if row is not None and row.is_live(now):
            session = Session(session_json_serializer.loads(row.content))
            session.key = cookie
            session.is_to_be_noted = now - row.seen_at > NOTED_EVERY
            return session
        visitor = cast(Session, super().open_session(app, request))
        visitor.was_of = row.person_key if row else ""
        return visitor

    def save_session(
        self, app: flask.Flask, session: flask.sessions.SessionMixin, response: flask.Response
    ) -> None:
        """Keep the row of anyone who is signed in, end that of anyone who signed out."""
        here = cast(Session, session)
        if PERSON not in here:
            _end_keys(here.key, here.ended_key)
            super().save_session(app, here, response)
            return
        response.vary.add("Cookie")
        if here.key and not here.modified and not here.is_to_be_noted:
            return
        _end_keys(here.ended_key)
        if here.key:
            _keep(here)
            return
        expires_at = machine_now() + timedelta(days=settings.of(app).session_days)
        response.set_cookie(
            self.get_cookie_name(app),
            _begin(here, expires_at),
            expires=expires_at,
            path=self.get_cookie_path(app),
            secure=self.get_cookie_secure(app),
            httponly=self.get_cookie_httponly(app),
            samesite=self.get_cookie_samesite(app),
        )


def current() -> Session:
    """This request's session."""
    return cast(Session, flask.session._get_current_object())  # type: ignore[attr-defined]


def renew() -> None:
    """Empty the session and give it a new key, as every sign-in must: the old cookie is worth nothing."""
    session = current()
    session.clear()
    session.ended_key, session.key = session.key, ""


def of(person_key: str, now: datetime) -> Sequence[BrowserSession]:
    """Where a person is signed in, latest first."""
    rows = db.session().scalars(
        select(BrowserSession)
        .where(BrowserSession.person_key == person_key)
        .order_by(BrowserSession.seen_at.desc())
    )
    return [row for row in rows if row.is_live(now)]


def is_current(row: BrowserSession) -> bool:
    """Whether this is the session of the browser that is asking."""
    return row.key_hash == _hash(current().key)


def end(session_id: int, person_key: str) -> bool:
    """End one session of this person; returns whether they have one with this id."""
    own = BrowserSession.id == session_id, BrowserSession.person_key == person_key
    return db.session().scalar(delete(BrowserSession).where(*own).returning(BrowserSession.id)) is not None


def end_all(person_key: str) -> None:
    """End every session of this person."""
    db.session().execute(delete(BrowserSession).where(BrowserSession.person_key == person_key))


def sweep(now: datetime) -> None:
    """Forget sessions that are over."""
    db.session().execute(
        delete(BrowserSession).where(
            or_(BrowserSession.expires_at <= now, BrowserSession.seen_at <= now - IDLE)
        )
    )


def _begin(session: Session, expires_at: datetime) -> str:
    key, now = secrets.token_urlsafe(32), machine_now()
    with db.transaction() as here:
        here.add(
            BrowserSession(
                key_hash=_hash(key),
                person_key=session[PERSON],
                content=_content(session),
                browser=flask.request.user_agent.string[:200].replace("\0", ""),
                started_at=now,
                seen_at=now,
                expires_at=expires_at,
            )
        )
    return key


def _keep(session: Session) -> None:
    with db.transaction() as here:
        here.execute(
            update(BrowserSession)
            .where(BrowserSession.key_hash == _hash(session.key))
            .values(content=_content(session), seen_at=machine_now())
        )


def _end_keys(*keys: str) -> None:
    hashes = [_hash(key) for key in keys if key]
    if hashes:
        with db.transaction() as here:
            here.execute(delete(BrowserSession).where(BrowserSession.key_hash.in_(hashes)))


def _by_key(key: str) -> BrowserSession | None:
    return db.session().scalar(select(BrowserSession).where(BrowserSession.key_hash == _hash(key)))


def _content(session: Session) -> str:
    return str(session_json_serializer.dumps(dict(session)))


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
