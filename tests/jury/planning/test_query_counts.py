"""Lists ask the database as often for thirty films as for one."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db, journal
from festival.accounts.models import Person
from festival.jury.models import Assignment
from tests.conftest import sign_in
from tests.jury import factories
from tests.jury.conftest import Jury
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("festival_clock")


def who(jury: Jury, path: str) -> Person:
    return jury.juror if path.startswith("/screening") else jury.organizer


@pytest.mark.parametrize(
    "path",
    [
        "/screening",
        "/desk/jury",
        "/desk/jury/rounds/{round}",
        "/desk/jury/rounds/{round}/plan",
        "/desk/jury/rounds/{round}/conflicts",
        "/desk/jury/rounds/{round}/scores",
    ],
)
def test_a_list_asks_no_more_for_thirty_films(client: FlaskClient, jury: Jury, path: str) -> None:
    address = path.format(round=jury.round.id)
    browser = sign_in(client, who(jury, path))
    assert browser.get(address).status_code == 200
    with counted() as few:
        browser.get(address)
    add_films(jury, 29)
    with counted() as many:
        browser.get(address)
    assert len(many) == len(few), "\n".join(many)


def test_the_journal_asks_no_more_to_name_the_films_of_thirty_jurors(client: FlaskClient, jury: Jury) -> None:
    browser = sign_in(client, jury.organizer)
    record_watching(jury)
    assert "Across the River" in browser.get("/desk/journal").text
    with counted() as few:
        browser.get("/desk/journal")
    add_films(jury, 14)
    record_watching(jury)
    with counted() as many:
        browser.get("/desk/journal")
    assert len(many) == len(few), "\n".join(many)


def record_watching(jury: Jury) -> None:
    with db.transaction() as session:
        for seat in session.scalars(select(Assignment)).all():
            journal.record("jury.watch", seat, actor=jury.organizer, now=factories.DURING)


def add_films(jury: Jury, count: int) -> None:
    with db.transaction() as session, session.no_autoflush:
        for _ in range(count):
            film = factories.film(jury.edition)
            session.add(factories.film(jury.edition, film_link=None))
            for person in (jury.juror, jury.other):
                session.add(factories.seat(jury.round, film, person))
