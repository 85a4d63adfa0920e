"""A visitor who uses pages as a browser does: keeps cookies, carries the form's token, reads their mail."""

import re
from typing import Any
from urllib.parse import urlsplit

import flask
from argon2 import PasswordHasher
from sqlalchemy import select
from werkzeug.test import TestResponse

from festival import db
from festival.accounts.models import Person
from festival.jobs.models import Job, JobState
from festival.kernel.roles import Role
from festival.messages.models import Letter
from tests import factories
from workers import runner
from workers.accounts import forget_password
from workers.registry import FUNCTIONS

PASSWORD = "four quiet words here"
HASHED = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')


class Browser:
    """One visitor with cookies of their own, and the CSRF check switched on."""

    def __init__(self, app: flask.Flask) -> None:
        self.app = app
        self.client = app.test_client()

    def open(self, path: str) -> TestResponse:
        """Load a page."""
        return self.client.get(path, headers={"Accept": "text/html"})

    def send(self, path: str, page: str = "", **fields: Any) -> TestResponse:
        """Load `page` (else `path`), fill in its form, and send it to `path`."""
        found = TOKEN.search(self.open(page or path).text)
        return self.post(path, csrf_token=found[1] if found else "", **fields)

    def post(self, path: str, **fields: Any) -> TestResponse:
        """Send a form without loading its page first."""
        headers = {"Accept": "text/html", "Origin": "http://localhost"}
        return self.client.post(path, data=fields, headers=headers)

    def sign_in(self, email: str, password: str = PASSWORD, **fields: Any) -> TestResponse:
        """Through the form."""
        return self.send("/sign-in", email=email, password=password, **fields)

    def is_signed_in(self) -> bool:
        """Whether this visitor's own pages open."""
        return self.open("/profile").status_code == 200


def plain(answer: TestResponse) -> str:
    """A page without the token that differs each time."""
    found = TOKEN.search(answer.text)
    return answer.text.replace(found[1], "") if found else answer.text


def resident(app: flask.Flask, *roles: Role, **values: Any) -> str:
    """Somebody with an account and PASSWORD; gives their address."""
    with app.app_context():
        person: Person = factories.save(factories.person(*roles, **({"password": HASHED} | values)))
        return person.email


def work(app: flask.Flask) -> None:
    """Let a worker do what is queued about accounts."""
    assert FUNCTIONS["accounts.forget_password"] is forget_password
    with app.app_context():
        waiting = select(Job.id).where(Job.state == JobState.WAITING, Job.name.startswith("accounts."))
        for job_id in db.session().scalars(waiting.order_by(Job.id)).all():
            runner.run(job_id)


def letters(app: flask.Flask) -> list[tuple[str, str]]:
    """Every letter so far, when the workers have done what is queued: event and address."""
    work(app)
    with app.app_context():
        rows = db.session().scalars(select(Letter).order_by(Letter.id))
        return [(letter.event, letter.address) for letter in rows]


def link_in_last_letter(app: flask.Flask, event: str) -> str:
    """The path of the link in the newest letter about `event`."""
    work(app)
    with app.app_context():
        letter = (
            db.session()
            .scalars(select(Letter).where(Letter.event == event).order_by(Letter.id.desc()).limit(1))
            .one()
        )
        found = re.search(r"https?://\S+", letter.body)
        assert found
        return urlsplit(found[0]).path
