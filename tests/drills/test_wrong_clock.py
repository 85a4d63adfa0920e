"""The clock of the web machine is wrong by an hour: the database's decides, and nothing breaks or waits."""

import sys
from collections.abc import Iterator
from datetime import timedelta

import flask
import pyotp
import pytest
import requests

from festival import clock, db
from festival.accounts import queries as accounts
from festival.accounts.credentials import operations as credential_operations
from festival.accounts.states import Scope
from festival.config import Config
from festival.demo import services
from festival.editions import operations as editions
from festival.editions.calls import call_of
from festival.entries import queries as entries
from festival.entries.models import Entry
from festival.kernel.clock import machine_now
from tests import factories
from tests.accounts.browsing import letters, link_in_last_letter, resident
from tests.drills.visitor import Visitor
from tests.live import environment
from tests.processes import Running, free_port, wait_until
from tests.services import MailCatcher, Postgres
from tests.uploads.conftest import token_of

pytestmark = pytest.mark.drill
HOUR = 3600
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def database_url(postgres: Postgres, postgres_template: str) -> Iterator[str]:
    """Several machines need a database that has a clock."""
    name = postgres.create(postgres_template)
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture(params=[HOUR, -HOUR], ids=["an hour ahead", "an hour behind"])
def wrong(request: pytest.FixtureRequest, live_config: Config) -> Iterator[str]:
    """The address of a web server whose machine has the wrong time."""
    command = list(services.web(live_config.port).command)
    elsewhere = [sys.executable, "-m", "tests.drills.wrong_clock", str(request.param), *command[2:]]
    with running_web(live_config, live_config.port, elsewhere):
        yield live_config.public_url


@pytest.fixture
def right(live_config: Config) -> Iterator[str]:
    """The address of another web server of the same installation, with the right time."""
    port = free_port()
    with running_web(live_config, port, list(services.web(port).command)):
        yield f"http://127.0.0.1:{port}"


def running_web(config: Config, port: int, command: list[str]) -> Running:
    return Running(
        command,
        is_ready=lambda: services.is_healthy(port),
        log=config.home / f"web-{port}.log",
        environment=environment(config),
    )


@pytest.fixture
def drafts(live_app: flask.Flask) -> tuple[int, int]:
    """Two complete drafts of one filmmaker, in the call of this year."""
    with live_app.app_context():
        lina = factories.save(factories.person(email="lina@example.org"))
        with db.transaction() as session:
            edition = editions.create(call_of(2020), actor=None, now=clock.now())
            session.add_all(both := [factories.entry(lina, edition.categories[2]) for _ in range(2)])
        return both[0].id, both[1].id


def close_call(app: flask.Flask, entry_id: int, from_now: timedelta) -> None:
    """Let the call of this entry close so long from now."""
    with app.app_context(), db.transaction():
        edition = found(entry_id).edition
        edition.opens_at, edition.closes_at = machine_now() - timedelta(days=1), machine_now() + from_now


def test_the_deadline_is_the_databases_and_the_letter_leaves_at_once(
    wrong: str, drafts: tuple[int, int], live_app: flask.Flask, worker: Running, mail_catcher: MailCatcher
) -> None:
    with live_app.app_context():
        headers = {"Authorization": f"Bearer {token_of(found(drafts[0]).owner, Scope.WRITE)}"}

    def submit(entry_id: int) -> int:
        url = f"{wrong}/entries/{entry_id}/submit"
        return requests.post(url, headers=headers, allow_redirects=False, timeout=30).status_code

    close_call(live_app, drafts[0], HALF_AN_HOUR)
    began_at = machine_now()
    assert submit(drafts[0]) == requests.codes.see_other
    close_call(live_app, drafts[0], -HALF_AN_HOUR)
    assert submit(drafts[1]) == requests.codes.forbidden

    with live_app.app_context():
        receipt = found(drafts[0]).receipt
        assert receipt and began_at <= receipt.issued_at <= machine_now()
        assert found(drafts[1]).receipt is None
    wait_until(lambda: mail_catcher.letters_to("lina@example.org"), "the letter was carried")


def test_sign_ins_forms_links_and_second_factors_of_one_machine_are_good_on_the_other(
    wrong: str, right: str, live_app: flask.Flask
) -> None:
    email = resident(live_app)
    for one, other in ((wrong, right), (right, wrong)):
        lina = Visitor()
        asked = lina.post(other, "/forgotten", email=email, csrf_token=lina.token(one, "/forgotten"))
        wait_until(lambda: letters(live_app), "a worker wrote the letter")
        link = link_in_last_letter(live_app, "accounts/reset")
        assert (asked.status_code, lina.open(one, link).status_code) == (200, 200)
        lina.sign_in(one, email)
        assert (lina.is_signed_in(one), lina.is_signed_in(other)) == (True, True)
    assert takes_the_code_of_the_right_time(wrong, email, live_app)


def takes_the_code_of_the_right_time(wrong: str, email: str, live_app: flask.Flask) -> bool:
    """Whether somebody with a second factor gets in with what their phone shows now."""
    phone = pyotp.TOTP(pyotp.random_base32())

    def digits(ago: timedelta = timedelta(0)) -> str:
        return str(phone.at(machine_now() - ago))

    with live_app.app_context(), db.transaction():
        person = accounts.by_email(email)
        assert person
        credential_operations.start_second_factor(
            person, phone.secret, digits(timedelta(seconds=30)), now=clock.now()
        )
    lina = Visitor()
    lina.sign_in(wrong, email)
    lina.send(wrong, "/sign-in/code", code=digits())
    return lina.is_signed_in(wrong)


def found(entry_id: int) -> Entry:
    entry = entries.by_id(entry_id)
    assert entry
    return entry
