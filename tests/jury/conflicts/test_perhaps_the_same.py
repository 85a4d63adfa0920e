"""Another writing of a juror's name is shown with its reason, and an organizer says which it is."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db
from festival.entries.models import Entry
from festival.jury.models import Conflict
from festival.jury.planning import queries as plan_queries
from tests.jury import factories
from tests.jury.conftest import Jury

pytestmark = pytest.mark.usefixtures("festival_clock")


@pytest.fixture
def film(jury: Jury) -> Entry:
    """A film whose director may be the juror in another script."""
    with db.transaction() as session, session.no_autoflush:
        jury.juror.name, jury.other.name = "Olga Petrova", "Lina Haddad"
        found = factories.film(
            jury.edition, title="Dunes", film_link="https://vimeo.com/1", directors=["Ольга Петрова"]
        )
        session.add(found)
    return found


def kept_apart(jury: Jury, film: Entry) -> bool:
    db.session().rollback()
    return (film.id, jury.juror.id) in plan_queries.facts(jury.round).conflicts


def test_the_page_says_that_it_is_perhaps_the_same_and_why(
    desk: FlaskClient, address: str, jury: Jury, film: Entry
) -> None:
    page = " ".join(desk.get(address).text.replace("\u2068", "").replace("\u2069", "").split())
    assert re.findall(r"“<bdi>Ольга Петрова</bdi>”, ([^<]*)<", page) == [
        "director – perhaps the juror's name, in another script"
    ]
    assert kept_apart(jury, film)


def test_an_organizer_confirms_that_it_is_the_juror(
    desk: FlaskClient, address: str, jury: Jury, film: Entry
) -> None:
    form = {"film": film.id, "juror": jury.juror.id, "reason": "She told us"}
    assert desk.post(address, data=form).status_code == 303
    declared = db.session().scalars(select(Conflict)).one()
    assert (declared.entry_id, declared.juror_id, declared.reason) == (film.id, jury.juror.id, "She told us")
    assert kept_apart(jury, film)


def test_an_organizer_says_that_it_is_somebody_else(
    desk: FlaskClient, address: str, jury: Jury, film: Entry
) -> None:
    form = {"film": film.id, "juror": jury.juror.id, "name": "Ольга Петрова", "reason": "Another Olga"}
    assert desk.post(f"{address}/names", data=form).status_code == 303
    assert not kept_apart(jury, film)
