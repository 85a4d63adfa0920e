"""What is kept and told of wrong passwords and wrong codes."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import flask
import pytest
import time_machine
from sqlalchemy import select

from festival import db
from festival.accounts import queries
from festival.accounts.credentials import wrong_tries_operations as wrong_tries
from festival.accounts.models import WrongTries
from festival.accounts.states import Proof
from festival.jobs.models import Job
from festival.journal import JournalLine
from festival.kernel.roles import Role
from festival.messages.models import Letter
from festival.web.security import limits
from tests.accounts.browsing import Browser, letters, resident, work
from tests.accounts.test_second_factor import switch_on

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
LINA = "lina@example.org"


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def note(app: flask.Flask, times: int, proof: Proof = Proof.PASSWORD, email: str = LINA) -> None:
    with app.app_context(), db.transaction():
        for _ in range(times):
            wrong_tries.note(email, proof, network="192.0.2.1", now=datetime.now(UTC))


def lines(app: flask.Flask) -> list[tuple[str, dict[str, Any]]]:
    with app.app_context():
        rows = db.session().scalars(select(JournalLine).where(JournalLine.verb.contains("wrong")))
        return [(line.verb, line.details) for line in rows]


def test_a_wrong_password_and_a_wrong_code_are_in_the_activity_log(app: flask.Flask) -> None:
    email, lina = resident(app), Browser(app)
    lina.sign_in(email)
    switch_on(lina)
    attacker = Browser(app)
    attacker.sign_in(email, "a guess of mine")
    attacker.sign_in(email)
    attacker.send("/sign-in/code", code="000000")
    work(app)
    details = {"count": 1, "network": "127.0.0.1"}
    assert lines(app) == [("accounts.wrong_password", details), ("accounts.wrong_code", details)]
    organizer = Browser(app)
    organizer.sign_in(resident(app, Role.ORGANIZER))
    page = re.sub(r"<[^>]+>", "", organizer.open("/desk/journal").text)
    assert re.findall(r"wrong (\w+) for Person \d+: (\d+) today, the last from ([\d.]+)", page) == [
        ("codes", "1", "127.0.0.1"),
        ("passwords", "1", "127.0.0.1"),
    ]


def test_an_attack_does_not_flood_the_activity_log(app: flask.Flask) -> None:
    resident(app, email=LINA)
    note(app, 1234)
    assert [details["count"] for _, details in lines(app)] == [1, 10, 100, 1000]


def test_tries_for_an_address_that_is_nobodys_leave_nothing(app: flask.Flask) -> None:
    Browser(app).sign_in("nobody@example.org", "a guess of mine")
    Browser(app).sign_in("my secret password", "a guess of mine")
    work(app)
    with app.app_context():
        assert db.session().scalars(select(WrongTries)).all() == []
        keys = db.session().scalars(select(Job).where(Job.name == "accounts.note_wrong_try")).all()
    assert [job.arguments["email_key"] for job in keys] == ["nobody@example.org", ""]
    assert (lines(app), letters(app)) == ([], [])


@pytest.mark.parametrize(("proof", "count"), [(Proof.CODE, 10), (Proof.PASSWORD, 50)])
def test_the_owner_is_told_once_a_day(
    app: flask.Flask, noon: time_machine.Traveller, proof: Proof, count: int
) -> None:
    resident(app, email=LINA)
    note(app, count - 1, proof)
    assert letters(app) == []
    note(app, 1, proof)
    assert letters(app) == [("accounts/wrong_tries", LINA)]
    note(app, 100, proof)
    assert len(letters(app)) == 1
    noon.shift(timedelta(days=1))
    note(app, count, proof)
    assert len(letters(app)) == 2
    with app.app_context():
        letter = db.session().scalars(select(Letter).order_by(Letter.id)).first()
        assert letter
    assert letter.subject == f"Wrong {proof}s for your account"
    assert f"{count} wrong {proof}s were typed" in letter.body and "/forgotten" in letter.body


def test_many_networks_that_guess_have_fewer_tries_each_and_the_owner_still_signs_in(
    app: flask.Flask, noon: time_machine.Traveller
) -> None:
    limits.limiter.enabled = True
    resident(app, email=LINA)
    note(app, 50)
    attacker, lina = Browser(app), Browser(app)
    attacker.client.environ_base["REMOTE_ADDR"] = "192.0.2.99"
    answers = [attacker.sign_in(LINA, "a guess of mine").status_code for _ in range(5)]
    assert answers == [422] * 3 + [429] * 2
    assert lina.sign_in(LINA).status_code == 302
    with app.app_context():
        assert wrong_tries.are_many(LINA, datetime.now(UTC))
        assert not wrong_tries.are_many(LINA, datetime.now(UTC) + timedelta(days=1))
        assert queries.by_email(LINA)
    limits.limiter.enabled = False
