"""An open call, a filmmaker in front of it, and an organizer behind it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import flask
import pytest
import time_machine
from flask.testing import FlaskClient

from festival import db
from festival.accounts.models import Person
from festival.editions.calls import call_of
from festival.editions.models import Edition
from festival.editions.operations import publish_rules
from festival.kernel.roles import Role
from tests import factories
from tests.conftest import sign_in

OPENS = datetime(2020, 4, 5, 22, tzinfo=UTC)
CLOSES = datetime(2020, 6, 21, 22, tzinfo=UTC)
MID_WINDOW = datetime(2020, 6, 1, 16, 2, tzinfo=UTC)


@pytest.fixture
def mid_window() -> Iterator[time_machine.Traveller]:
    """The first of June, at 18:02 in Geneva; the clock stands still until it is moved."""
    with time_machine.travel(MID_WINDOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def edition(context: None) -> Edition:
    """The call of 2020, current, with its rules published."""
    edition = call_of(2020)
    edition.is_current = True
    with db.transaction() as session:
        session.add(edition)
        publish_rules(edition, now=OPENS)
    return edition


@pytest.fixture
def lina(context: None) -> Person:
    """A filmmaker."""
    return factories.save(factories.person(name="Lina Haddad", time_zone="Asia/Beirut"))


@pytest.fixture
def organizer(context: None) -> Person:
    """An organizer."""
    return factories.save(factories.person(Role.ORGANIZER, name="Olga Organizer"))


@pytest.fixture
def hers(app: flask.Flask, client: FlaskClient, lina: Person) -> FlaskClient:
    """The filmmaker's browser."""
    return sign_in(client, lina)
