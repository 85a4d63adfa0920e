"""What an organizer reads on the plan of a round before anybody watches."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db
from festival.jury.models import Assignment
from festival.jury.planning import queries as plan_queries
from festival.jury.planning import solve
from festival.scoring.scales import Scale
from tests.conftest import sign_in
from tests.entries.films.test_film import at_rest
from tests.jury.planning.test_plan import Table


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


def test_a_juror_who_gives_no_time_has_no_share_but_what_was_assigned_to_them(
    desk: FlaskClient, table: Table
) -> None:
    gone, idle, *others = table.jurors
    table.assign(table.films[0], gone)
    table.apply()
    with db.transaction():
        table.member(gone).minutes = table.member(idle).minutes = 0
    table.propose()
    facts = plan_queries.facts(table.round)
    shares = solve.fairness(facts).shares
    assert [shares[person.id] for person in (gone, idle)] == [None, None]
    assert sum(shares[person.id] or 0 for person in others) == pytest.approx(2)
    said = solve.fairness(facts).uneven  # five films for one, six for the other
    assert said is not None and (said.code, said.values["percent"]) == ("lengths", "107.7")
    assert said.values["juror"] in {person.name for person in others}
    page = words(desk, table)
    assert page.count("15 minutes to watch, none given") == 1
    assert page.count("gives no minutes") == 1


def waiting(desk: FlaskClient, table: Table) -> str:
    """What the page says between the head of films that cannot be watched and what comes after them."""
    page = words(desk, table)
    found = re.search(r"\d+ films? cannot be watched yet.*?(?=Still missing|What each juror)", page)
    return found[0].strip() if found else ""


def test_films_that_nobody_can_watch_yet_are_named_with_what_to_do(desk: FlaskClient, table: Table) -> None:
    assert waiting(desk, table) == ""
    making, empty = table.films[:2]
    upload = at_rest(making.owner)
    with db.transaction():
        making.title, empty.title = "A Long Way", "Before Noon"
        making.film_upload_id = upload.id
        empty.film_link = None
    assert [film.id for film in plan_queries.facts(table.round).waiting] == [making.id, empty.id]
    assert waiting(desk, table) == (
        "2 films cannot be watched yet Eligible films are assigned once their screener (the copy "
        "for the jury) is ready, or their link is there. Each film’s page says what is wrong. "
        "When it is fixed, propose again. A Long Way : its screener is not ready Before Noon : "
        "there is neither a film nor a link"
    )
    page = desk.get(f"/desk/jury/rounds/{table.round.id}/plan").text
    links = re.findall(r'href="(/desk/entries/\d+)"', page)
    assert links == [f"/desk/entries/{film.id}" for film in (making, empty)]


def test_films_are_named_too_where_none_of_them_can_be_assigned(desk: FlaskClient, table: Table) -> None:
    with db.transaction():
        for film in table.films:
            film.film_link = None
    page = words(desk, table)
    assert "No film can be assigned yet" in page
    assert page.count("there is neither a film nor a link") == 6


def test_the_plan_says_for_whom_severity_stays_least_clear_and_what_that_means(
    desk: FlaskClient, table: Table
) -> None:
    with db.transaction():
        table.round.reviews_per_film = 4
    table.propose()
    known = solve.comparison(plan_queries.facts(table.round))
    assert (known.largest_error, known.least_known) == (known.error, table.panel.members[0])
    assert "That is true for all of them." in words(desk, table)
    last = table.jurors[-1]
    with db.transaction() as session:
        for assignment in session.scalars(select(Assignment).where(Assignment.juror_id == last.id)).all()[1:]:
            session.delete(assignment)
    known = solve.comparison(plan_queries.facts(table.round))
    assert known.least_known is table.member(last)
    assert known.largest_error_on(Scale(1, 10)) == known.largest_error > known.error
    on_the_page = f"{known.largest_error_on(Scale(1, 5)):.1f}"
    assert (
        f"It is least clear for {last.name}, to about ±{on_the_page} points. "
        "By so much, a score of theirs may still count too high or too low."
    ) in words(desk, table)


def test_of_jurors_without_films_nobody_is_least_known(desk: FlaskClient, table: Table) -> None:
    known = solve.comparison(plan_queries.facts(table.round))
    assert (known.least_known, known.largest_error) == (None, known.error)
    assert "least clear" not in words(desk, table)
