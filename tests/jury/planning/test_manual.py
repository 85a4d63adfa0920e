"""Assignments that people set.

A proposal keeps them, an assigned one moves at once, the page says what was done.
"""

import html
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db
from festival.accounts.models import Person
from festival.entries.models import Entry
from festival.jury.models import Assignment
from festival.jury.planning import operations as plan_operations
from festival.jury.planning import queries as plan_queries
from festival.jury.planning import solve
from festival.jury.states import AssignmentState
from festival.scoring.assignment import explain
from tests.conftest import sign_in
from tests.jury import factories
from tests.jury.factories import DURING
from tests.jury.planning.test_plan import Table, assignments

pytestmark = pytest.mark.usefixtures("festival_clock")
S = AssignmentState


@pytest.fixture
def table(context: None) -> Table:
    return Table()


@pytest.fixture
def desk(client: FlaskClient, table: Table) -> FlaskClient:
    return sign_in(client, table.organizer)


def address(table: Table) -> str:
    return f"/desk/jury/rounds/{table.round.id}/plan"


def the_seat(film: Entry, juror: Person) -> Assignment:
    db.session().rollback()
    pair = (Assignment.entry_id == film.id, Assignment.juror_id == juror.id)
    return db.session().scalars(select(Assignment).where(*pair)).one()


def unassign(table: Table, film: Entry, juror: Person) -> None:
    with db.transaction():
        plan_operations.unassign(the_seat(film, juror), actor=table.organizer, now=DURING)


def texts(page: str, start: str) -> list[str]:
    """What the elements that begin so say, without their marks."""
    found = re.findall(rf"{start}[^>]*>(.*?)</(?:div|td|select)>\s*(?:</div>)?", page, re.DOTALL)
    return [html.unescape(" ".join(re.sub(r"<[^>]*>", " ", each).split())) for each in found]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_proposal_keeps_what_was_set_manually_and_does_not_bring_back_what_was_taken(
    table: Table, seed: int
) -> None:
    film, (one, two, three, four) = table.films[0], table.jurors
    table.assign(film, one)
    table.propose(seed=seed)
    for juror in (two, three, four):
        if (film.id, juror.id) in assignments():
            unassign(table, film, juror)
            taken = juror
    table.propose(seed=seed)
    kept = {juror for number, juror in assignments() if number == film.id}
    assert (len(assignments()), one.id in kept, taken.id in kept, len(kept)) == (12, True, False, 2)


def test_what_was_set_manually_is_left_to_the_next_proposal_again(table: Table) -> None:
    one, two, three, _ = table.jurors
    for juror in (one, two, three):
        table.assign(table.films[0], juror)
    table.assign(table.films[1], one)
    unassign(table, table.films[1], one)
    with db.transaction():
        assert plan_operations.clear_manual(table.round, actor=table.organizer, now=DURING) == 4
    facts = plan_queries.facts(table.round)
    assert (facts.taken_manually, [assignment.is_manual for assignment in facts.assignments]) == (
        frozenset(),
        [False] * 3,
    )
    assert table.propose() == 12
    assert len(assignments()) == 12


def test_the_page_says_how_many_assignments_were_set_manually(desk: FlaskClient, table: Table) -> None:
    table.assign(table.films[0], table.jurors[0])
    table.assign(table.films[1], table.jurors[0])
    unassign(table, table.films[1], table.jurors[0])
    page = " ".join(desk.get(address(table)).text.split())
    assert page.count("1 manual assignment is kept when you propose again.") == 1
    assert page.count("1 film that was manually taken from a juror is not proposed to them again.") == 1
    assert page.count("1 of these assignments was set manually. It leaves the plan too.") == 1
    desk.post(f"{address(table)}/hand-over")
    page = " ".join(desk.get(address(table)).text.split())
    assert page.count("The next proposal decides again about 2 assignments.") == 1
    assert page.count("set manually") == 1  # only what is said of a file


def test_a_assigned_film_is_assigned_to_whom_it_is_given(table: Table) -> None:
    film, (one, two, *_) = table.films[0], table.jurors
    table.assign(film, one)
    table.apply()
    with db.transaction():
        member = table.member(two)
        plan_operations.move(the_seat(film, one), member, actor=table.organizer, now=DURING)
    given = the_seat(film, two)
    assert (given.state, given.assigned_at, given.told_at, given.position) == (S.ASSIGNED, DURING, None, 1)
    assert the_seat(film, one).state is S.REMOVED


def test_every_edit_says_at_its_film_what_was_done(desk: FlaskClient, table: Table) -> None:
    film, (one, two, three, _) = table.films[0], table.jurors
    with db.transaction():
        film.title, one.name, two.name, three.name = "Dunes", "Ana", "Ben", "Chi"

    def told(path: str, **data: int) -> tuple[str, list[str], list[str]]:
        answer = desk.post(f"{address(table)}/seats{path}", data=data)
        page = desk.get(answer.location).text
        at_film = texts(page, '<div class="done-at" role="status" tabindex="-1" data-focus')
        return answer.location.partition("#")[2], at_film, texts(page, '<div class="flashes" role="status"')

    place = f"film-{film.id}"
    assert told("", film=film.id, juror=one.id) == (
        place,
        ["“Dunes” is planned for Ana, who hears of it once it is assigned."],
        [""],
    )
    assert told(f"/{the_seat(film, one).id}/move", juror=two.id) == (
        place,
        ["“Dunes” is planned for Ben instead of Ana."],
        [""],
    )
    table.apply()
    assert told(f"/{the_seat(film, two).id}/move", juror=three.id) == (
        place,
        [
            (
                "“Dunes” is taken from Ben and assigned to Chi, who gets at most one letter "
                "a day about new films."
            )
        ],
        [""],
    )
    assert told(f"/{the_seat(film, three).id}/unseat") == (
        place,
        ["“Dunes” is taken from Chi. No proposal gives it back to them by itself."],
        [""],
    )


def test_a_proposal_says_what_it_came_to(desk: FlaskClient, table: Table) -> None:
    def told(path: str) -> list[str]:
        desk.post(f"{address(table)}/{path}")
        return texts(desk.get(address(table)).text, '<div class="notice (?:good|info)">.*?<div')[:1]

    assert told("propose") == ["12 assignments are proposed."]
    assert told("clear") == ["12 assignments left the plan."]
    told("propose")
    told("apply")
    assert told("propose") == ["No review is missing, so no assignment was proposed."]
    with db.transaction():
        table.round.reviews_per_film = 5
        for member in table.panel.members:
            member.minutes = 1
    assert told("propose") == ["No assignment could be proposed: see the reasons under “Still missing”."]


def test_a_film_is_given_to_a_juror_by_name_and_who_cannot_have_it_stands_with_the_reason(
    desk: FlaskClient, table: Table
) -> None:
    film, (one, two, three, four) = table.films[0], table.jurors
    with db.transaction():
        for juror, name in zip(table.jurors, ("Ana", "Ben", "Chi", "Dov"), strict=True):
            juror.name = name
        table.member(three).minutes = 60
        table.member(four).minutes = 10
    table.assign(film, one)
    table.conflict(film, two)
    assert "<select" not in desk.get(address(table)).text
    page = desk.get(f"{address(table)}?film={film.id}").text
    options = re.findall(r'<option value="(\d+)"\s*(disabled)?>(.*?)</option>', page)
    listed = [
        (str(one.id), "disabled", "Ana: has it already"),
        (str(two.id), "disabled", "Ben: conflict of interest"),
        (str(three.id), "", "Chi: 0 minutes to watch, 60 left"),
        (str(four.id), "disabled", "Dov: no minutes left"),
    ]
    assert options == listed * 2  # to move the assignment, and to add one
    assert 'type="email"' not in page


def test_a_share_and_what_is_said_of_it_are_one_number(desk: FlaskClient, table: Table) -> None:
    """Joana can give more than the others, who are at their limits."""
    joana, *others = table.jurors
    with db.transaction():
        joana.name = "Joana"
        table.round.reviews_per_film = 1
        for juror in others:
            table.member(juror).minutes = 16
    assert "%" not in "".join(texts(desk.get(address(table)).text, '<td data-label="Against a fair share"'))
    for film in table.films:
        table.assign(film, joana)
    facts = plan_queries.facts(table.round)
    fairness = solve.fairness(facts)
    share = fairness.shares[joana.id]
    assert share is not None and fairness.uneven is not None
    assert fairness.uneven.values["percent"] == explain.percent(share)
    page = desk.get(address(table)).text
    row = texts(page, '<td data-label="Against a fair share"')[0]
    assert re.findall(r"([\d.]+) %", row) == re.findall(r"Joana has ([\d.]+) %", page)


def test_what_is_beyond_a_fair_share_is_not_rounded_down_to_it() -> None:
    assert [explain.percent(each) for each in (1.03, 1.03004, 1.2, 0.999)] == [
        "103.0",
        "103.1",
        "120.0",
        "99.9",
    ]


def test_what_is_watched_is_counted_apart(desk: FlaskClient, table: Table) -> None:
    table.assign(table.films[0], table.jurors[0])
    table.assign(table.films[1], table.jurors[0])
    table.apply()
    with db.transaction():
        the_seat(table.films[0], table.jurors[0]).state = S.SCORED
    cells = texts(desk.get(address(table)).text, '<td class="number" data-label="Films"')
    assert cells == ["2 (of it, 1 watched)", "0", "0", "0"]


def test_a_saved_juror_is_said_to_be_saved_where_they_stand(desk: FlaskClient, table: Table) -> None:
    with db.transaction() as session:
        session.add(factories.juror())
    member = table.member(table.jurors[0])
    panel = f"/desk/jury/panels/{table.panel.id}"
    answer = desk.post(f"{panel}/members/{member.id}", data={"minutes": "90", "version": member.version})
    assert answer.location == f"{panel}#member-{member.id}"
    page = desk.get(answer.location).text
    assert texts(page, '<div class="done-at" role="status" tabindex="-1" data-focus') == [
        f"What {table.jurors[0].name} can watch is saved."
    ]
    assert re.findall(r'<label class="label" for="person">(.*?)</label>', page) == ["Juror"]
