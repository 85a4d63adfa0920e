"""A plan leaves as CSV and comes back: what stands is history, what differs is checked, all faults named."""

import html
import io
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from festival import db
from festival.entries.states import EntryState
from festival.jury.models import Assignment, Conflict
from festival.jury.states import AssignmentState
from tests.conftest import sign_in
from tests.jury.factories import DURING
from tests.jury.planning.test_plan import Table

pytestmark = pytest.mark.usefixtures("festival_clock")
S = AssignmentState


@pytest.fixture
def table(context: None) -> Table:
    return Table()


@pytest.fixture
def desk(client: FlaskClient, table: Table) -> FlaskClient:
    return sign_in(client, table.organizer)


def export(desk: FlaskClient, table: Table) -> str:
    raw = desk.get(f"/desk/jury/rounds/{table.round.id}/plan/plan.csv").get_data()
    return raw.decode("utf-8-sig")


def send(desk: FlaskClient, table: Table, text: str) -> TestResponse:
    data = {"plan": (io.BytesIO(text.encode()), "my plan.csv")}
    return desk.post(f"/desk/jury/rounds/{table.round.id}/plan/file", data=data)


def said(desk: FlaskClient, table: Table) -> list[str]:
    """The notices of the page at its top."""
    page = desk.get(f"/desk/jury/rounds/{table.round.id}/plan").text
    flashes = re.findall(r'<div class="notice good">.*?<div>(.*?)</div>', page.split("<h1")[0], re.DOTALL)
    return [html.unescape(each.strip()) for each in flashes]


def refused(answer: TestResponse) -> tuple[str, list[str]]:
    """The heading of what is to be mended, and its lines."""
    summary = re.search(r'<div class="error-summary".*?</div>', answer.text, re.DOTALL)
    assert summary
    heading = re.search(r"<h2>(.*?)</h2>", summary[0])
    lines = re.findall(r'<a href="#plan-file">(.*?)</a>', summary[0])
    assert heading
    return html.unescape(heading[1]), [html.unescape(each) for each in lines]


def rows() -> dict[tuple[int, int], tuple[AssignmentState, bool]]:
    db.session().rollback()
    assignments = db.session().scalars(select(Assignment)).all()
    return {(each.entry_id, each.juror_id): (each.state, each.is_manual) for each in assignments}


def history(table: Table) -> None:
    """Assignments in every state, a film that has left, a conflict with a film that is planned."""
    table.propose()
    table.apply()
    with db.transaction() as session:
        states = (S.SCORED, S.ABSTAINED, S.RECUSED, S.WATCHING, S.ASSIGNED, S.PLANNED)
        assignments = session.scalars(select(Assignment).order_by(Assignment.id)).all()
        for assignment, state in zip(assignments, states, strict=False):
            assignment.state = state
        for assignment in (assignments[2], assignments[5]):
            organizer = table.organizer.id
            session.add(
                Conflict(
                    juror_id=assignment.juror_id,
                    entry_id=assignment.entry_id,
                    reason="Married",
                    declared_by_id=organizer,
                    declared_at=DURING,
                )
            )
        assignments[0].entry.state = EntryState.WITHDRAWN


def test_the_plans_own_file_taken_in_unedited_changes_nothing(desk: FlaskClient, table: Table) -> None:
    history(table)
    before, text = rows(), export(desk, table)
    assert send(desk, table, text).status_code == 303
    assert rows() == before
    stand = len(text.splitlines()) - 1
    assert said(desk, table) == [
        f"“my plan.csv” is loaded: 0 assignments are newly planned, {stand} are as they were."
    ]


def test_the_file_says_states_in_the_words_of_the_page_and_reads_those_of_older_files(
    desk: FlaskClient, table: Table
) -> None:
    history(table)
    with db.transaction():
        table.films[0].state = EntryState.ELIGIBLE
    before, text = rows(), export(desk, table)
    words = [line.rsplit(",", 1)[1] for line in text.splitlines()]
    assert words[:7] == ["state", "scored", "abstained", "conflict", "at work", "dealt", "planned"]
    older = text
    for new, old in (("conflict", "recused"), ("at work", "watching"), ("dealt", "assigned")):
        assert f",{new}" in older
        older = older.replace(f",{new}", f",{old}")
    assert send(desk, table, older).status_code == 303
    assert rows() == before


def test_a_file_changes_only_what_differs_from_what_stands(desk: FlaskClient, table: Table) -> None:
    table.assign(table.films[0], table.jurors[0])
    table.apply()
    table.assign(table.films[1], table.jurors[0])
    table.assign(table.films[2], table.jurors[0])
    kept, gone = table.films[1].id, table.films[2].id
    lines = [line for line in export(desk, table).splitlines() if not line.startswith(f"{gone},")]
    added = f"{table.films[3].id},,{table.jurors[1].email.upper()},,dealt"
    assert send(desk, table, "\n".join([*lines, added, added])).status_code == 303
    first, second = table.jurors[0].id, table.jurors[1].id
    assert rows() == {
        (table.films[0].id, first): (S.ASSIGNED, False),
        (kept, first): (S.PLANNED, True),
        (table.films[3].id, second): (S.PLANNED, True),
    }
    assert said(desk, table) == [
        "“my plan.csv” is loaded: 1 assignment is newly planned, 2 are as they were, 1 left the plan."
    ]


def test_everything_that_is_wrong_in_a_file_is_named_row_by_row_and_nothing_is_taken(
    desk: FlaskClient, table: Table
) -> None:
    film, other, juror = table.films[0], table.films[1], table.jurors[0]
    table.assign(other, juror)
    table.conflict(film, juror)
    with db.transaction():
        table.films[2].film_link = None
        table.films[2].title, film.title = "Before Noon", "Dunes"
    before = rows()
    lines = [
        "film,juror,state",
        f"{film.id},{juror.email},",
        f"{other.id},{juror.email},planned",
        f"9999,{juror.email},",
        f"{film.id},who@example.org,",
        f"{table.films[2].id},{juror.email},",
        f"{film.id},{table.jurors[1].email},conflict",
        f"{film.id},{table.jurors[2].email},perhaps",
        f"{film.id},{table.jurors[3].email},",
    ]
    answer = send(desk, table, "\n".join(lines))
    assert answer.status_code == 422
    assert refused(answer) == (
        "Nothing was loaded from “my plan.csv”",
        [
            f"Row 2: {juror.name} has a conflict of interest with “Dunes”.",
            "Row 4: there is no film with the number “9999” that can be watched in this round.",
            "Row 5: nobody on this panel has the address “who@example.org”.",
            "Row 6: “Before Noon” cannot be watched yet: there is no screener and no link.",
            (
                "Row 7: it says “conflict”, but there is no such assignment. To plan it, write “planned”; "
                "else leave the row out."
            ),
            "Row 8: “perhaps” is no state of an assignment. Write “planned”, or nothing.",
        ],
    )
    assert rows() == before


def test_of_very_many_faults_the_first_are_named_and_the_others_counted(
    desk: FlaskClient, table: Table
) -> None:
    lines = ["film,juror", *(f"{9000 + number},{table.jurors[0].email}" for number in range(32))]
    _, named = refused(send(desk, table, "\n".join(lines)))
    assert len(named) == 21
    assert [named[0][:6], named[19][:6], named[20]] == ["Row 2:", "Row 21", "and 12 more rows"]
