"""Whatever stands in an address, the answer is a page."""

import pytest
from flask.testing import FlaskClient

from festival import db
from festival.editions import operations as editions
from festival.editions.calls import call_of
from festival.kernel.clock import machine_now
from festival.kernel.roles import Role
from tests import factories
from tests.conftest import sign_in

PAGES = ("/desk/decisions", "/desk/entries", "/desk/journal", "/desk/people")


@pytest.fixture
def organizer(client: FlaskClient, context: None) -> FlaskClient:
    with db.transaction():
        editions.create(call_of(2020), actor=None, now=machine_now())
    return sign_in(client, factories.save(factories.person(Role.ORGANIZER)))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("number", ["-1", "x", str(10**30), "9" * 5000])
def test_a_number_that_no_row_has_begins_at_the_beginning(
    organizer: FlaskClient, path: str, number: str
) -> None:
    assert [organizer.get(f"{path}?{name}={number}").status_code for name in ("after", "before")] == [
        200,
        200,
    ]


@pytest.mark.parametrize("path", PAGES)
def test_a_search_for_nothing_that_can_be_written_is_refused(organizer: FlaskClient, path: str) -> None:
    answer = organizer.get(f"{path}?search=a%00b&words=a%00b&kind=a%00b")
    assert answer.status_code == 400
