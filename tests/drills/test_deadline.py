"""A volley of submits across the closing instant, at a real web server: each is in time or late."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

import flask
import pytest
import requests
from sqlalchemy import select

from festival import clock, db
from festival.accounts.states import Scope
from festival.config import Config
from festival.editions import operations as editions
from festival.editions.calls import call_of
from festival.entries.models import Receipt
from festival.kernel.clock import machine_now
from tests import factories
from tests.processes import Running
from tests.uploads.conftest import token_of

pytestmark = pytest.mark.drill

SECONDS_UNTIL_THE_END = 4
STEPS = [timedelta(milliseconds=milliseconds) for milliseconds in range(-2000, 601, 200)]
TWICE = 2


@dataclass(frozen=True)
class House:
    """When the call closes, its drafts, one for each step of the volley, and what their owner sends along."""

    closes_at: datetime
    drafts: list[int]
    headers: dict[str, str]


@pytest.fixture
def house(live_app: flask.Flask, web: Running) -> House:
    """A call that closes in a moment, and a filmmaker with complete drafts."""
    with live_app.app_context():
        lina = factories.save(factories.person())
        token = token_of(lina, Scope.WRITE)
        with db.transaction() as session:
            edition = editions.create(call_of(2020), actor=None, now=clock.now())
            drafts = [factories.entry(lina, edition.categories[2]) for _ in STEPS]
            session.add_all(drafts)
            now = clock.now()
            edition.opens_at = now - timedelta(days=1)
            edition.closes_at = now + timedelta(seconds=SECONDS_UNTIL_THE_END)
        return House(edition.closes_at, [draft.id for draft in drafts], {"Authorization": f"Bearer {token}"})


def test_of_submits_around_the_closing_instant_each_is_in_time_or_late(
    house: House, live_config: Config, live_app: flask.Flask
) -> None:
    def submit(entry_id: int, step: timedelta) -> tuple[bool, int]:
        """Whether it was sent when the call had closed, and the answer."""
        url = f"{live_config.public_url}/entries/{entry_id}/submit"
        time.sleep(max(0.0, (house.closes_at + step - machine_now()).total_seconds()))
        is_late = machine_now() >= house.closes_at
        answer = requests.post(url, headers=house.headers, allow_redirects=False, timeout=30)
        return is_late, answer.status_code

    volley = [
        (entry_id, step) for entry_id, step in zip(house.drafts, STEPS, strict=True) for _ in range(TWICE)
    ]
    with ThreadPoolExecutor(len(volley)) as pool:
        answers = list(pool.map(lambda shot: submit(*shot), volley))
    with live_app.app_context():
        receipts = db.session().scalars(select(Receipt).order_by(Receipt.serial)).all()
    taken = [entry_id for (entry_id, _), (_, status) in zip(volley, answers, strict=True) if status == 303]
    assert {status for _, status in answers} == {303, 403}
    assert {status for is_late, status in answers if is_late} == {403}
    assert sorted(taken) == sorted(receipt.entry_id for receipt in receipts)
    assert [receipt.serial for receipt in receipts] == list(range(1, len(taken) + 1))
    assert max(receipt.issued_at for receipt in receipts) < house.closes_at
