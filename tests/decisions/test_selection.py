"""The public selection of each year has a lasting address, with a page for each film."""

import flask
import pytest
from flask.testing import FlaskClient

from festival import db
from festival.boards.models import Release
from festival.editions import operations
from festival.editions.calls import call_of
from festival.editions.models import Edition
from festival.entries.models import Entry
from festival.entries.states import Decision, EntryState
from festival.kernel.roles import Role
from tests import factories
from tests.boards.conftest import DECIDING, Season
from tests.conftest import sign_in


@pytest.fixture
def visitor(app: flask.Flask, season: Season) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def former(season: Season) -> Edition:
    return factories.save(call_of(2019))


def selected(edition: Edition, title: str, decision: Decision = Decision.SELECTED) -> Entry:
    """A film of a selection that is public."""
    owner = factories.save(factories.person())
    film = factories.entry(owner, edition.categories[1], state=EntryState.ELIGIBLE, title=title)
    film.decision, film.decision_released_at = decision, DECIDING
    with db.transaction() as session:
        session.add_all([film, Release(edition_id=edition.id, asked_at=DECIDING, asked_by=owner)])
        session.flush()
        for release in session.query(Release).filter_by(edition_id=edition.id):
            release.released_at = release.published_at = DECIDING
    return film


def test_the_old_address_leads_to_the_current_edition(visitor: FlaskClient, former: Edition) -> None:
    selected(former, "Then")
    answer = visitor.get("/selection")
    assert (answer.status_code, answer.location) == (302, "/selection/2020")
    with db.transaction():
        operations.make_current(
            former, instead_of="2020", actor=factories.person(Role.ORGANIZER), now=DECIDING
        )
    assert visitor.get("/selection").location == "/selection/2019"


def test_a_selection_stays_at_its_address_when_another_edition_is_current(
    visitor: FlaskClient, season: Season, former: Edition
) -> None:
    selected(former, "Then")
    selected(season.edition, "Now")
    then, now = (visitor.get(f"/selection/{year}").text for year in (2019, 2020))
    assert [("Then" in page, "Now" in page) for page in (then, now)] == [(True, False), (False, True)]
    assert ('href="/selection/2020"' in then, 'href="/selection/2019"' in now) == (True, True)
    assert ("Official selection 2019" in then, "Official selection 2020" in now) == (True, True)


def test_an_edition_that_is_being_prepared_has_no_page(visitor: FlaskClient, former: Edition) -> None:
    assert [visitor.get(f"/selection/{slug}").status_code for slug in (2019, 2020, 1999, "x")] == [
        404,
        200,
        404,
        404,
    ]


def test_each_film_of_a_selection_has_a_page(visitor: FlaskClient, former: Edition) -> None:
    film = selected(former, "Then")
    address = f"/selection/2019/{film.id}"
    assert f'href="{address}"' in visitor.get("/selection/2019").text
    page = visitor.get(address).text
    for words in ('<h1 dir="auto">Then</h1>', film.synopsis, "Lina Haddad", "Lebanon", "Arabic", "15 min"):
        assert words in page
    for kept in (film.theme_statement, film.owner.email, str(film.film_link)):
        assert kept not in page


@pytest.mark.parametrize("decision", [Decision.RESERVE, Decision.NOT_SELECTED])
def test_a_film_that_is_not_selected_has_no_page(
    visitor: FlaskClient, former: Edition, decision: Decision
) -> None:
    selected(former, "Then")
    film = selected(former, "Other", decision)
    assert visitor.get(f"/selection/2019/{film.id}").status_code == 404


def test_a_film_is_found_in_its_own_year_alone(visitor: FlaskClient, former: Edition) -> None:
    film = selected(former, "Then")
    assert visitor.get(f"/selection/2020/{film.id}").status_code == 404


def test_a_film_whose_list_is_not_published_has_no_page(visitor: FlaskClient, former: Edition) -> None:
    film = selected(former, "Then")
    with db.transaction() as session:
        session.query(Release).update({"published_at": None})
    assert visitor.get(f"/selection/2019/{film.id}").status_code == 404


def test_filmmakers_see_their_films_of_all_years(app: flask.Flask, season: Season, former: Edition) -> None:
    film = selected(former, "Then")
    again = factories.save(factories.entry(film.owner, season.edition.categories[1], title="Again"))
    client = sign_in(app.test_client(), film.owner)
    page = client.get("/entries").text
    assert ("Then" in page, "Again" in page, former.name in page) == (True, True, True)
    assert [client.get(f"/entries/{each.id}").status_code for each in (film, again)] == [200, 200]
