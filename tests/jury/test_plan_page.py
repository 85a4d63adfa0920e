"""What an organizer reads on the plan of a round before anybody watches."""

import re

import pytest
from flask.testing import FlaskClient

from festival import db
from festival.jury import dealing, plan_queries, plans
from tests.conftest import sign_in
from tests.jury.test_plan import Table


@pytest.fixture
def table(context: None) -> Table:
    return Table()


@pytest.fixture
def desk(client: FlaskClient, table: Table) -> FlaskClient:
    return sign_in(client, table.organizer)


def words(desk: FlaskClient, table: Table) -> str:
    """The page as it reads, without its marks."""
    page = desk.get(f"/desk/jury/rounds/{table.round.id}/plan")
    assert page.status_code == 200
    return " ".join(re.sub(r"<[^>]*>", " ", page.text).split())


def test_a_juror_who_gives_no_time_has_no_share_but_what_was_dealt_to_them(
    desk: FlaskClient, table: Table
) -> None:
    gone, idle, *others = table.jurors
    table.seat(table.films[0], gone)
    table.apply()
    with db.transaction():
        table.member(gone).minutes = table.member(idle).minutes = 0
    table.propose()
    facts = plan_queries.facts(table.round)
    loads = {load.member.person_id: load for load in plans.loads(facts)}
    assert [loads[person.id].of_mean for person in (gone, idle)] == [None, None]
    assert sum(loads[person.id].of_mean or 0 for person in others) == pytest.approx(2)
    said = dealing.unevenness_of(facts)  # five films for one, six for the other
    assert said is not None and (said.code, said.values["percent"]) == ("lengths", "107.7")
    assert said.values["juror"] in {person.name for person in others}
    page = words(desk, table)
    assert page.count("15 minutes to watch, none given") == 1
    assert page.count("gives no minutes") == 1
