"""Things of another edition have their pages, which say so; one request never mixes two editions."""

import re
from dataclasses import dataclass
from typing import Any

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from festival import db, journal
from festival.boards import operations as board_operations
from festival.boards.models import Release, Shortlist
from festival.boards.row_queries import board_of
from festival.editions import calls
from festival.editions.models import Edition
from festival.jury.conflicts.models import NotSamePerson
from festival.jury.models import Assignment, Conflict, Panel, Round
from festival.jury.states import AssignmentState
from festival.scoring.snapshot import document
from tests.boards.conftest import DECIDING, Season
from tests.jury import factories

ROOMS = ("festival.jury.", "festival.boards.", "festival.decisions.")
OWN = {"jury", "jury_notes", "jury_profiles", "selection"}
"""What jurors and filmmakers do with what is theirs, of whatever edition: rules of their own say who may."""
IN_FORMS = ("shortlists.begin", "decisions.take_over")
"""What names a thing of an edition in its form, not in its address."""

NAMED = ((Panel, "panel_id"), (Round, "round_id"), (Assignment, "assignment_id"), (Shortlist, "shortlist_id"))
PLACES = (
    ("panel_id", "/desk/jury/panels/"),
    ("round_id", "/desk/jury/rounds/"),
    ("assignment_id", "#assignment-"),
    ("shortlist_id", "/desk/shortlists/"),
)


@dataclass(frozen=True)
class Things:
    """One thing of every kind in an edition: ids for addresses, and words for forms."""

    ids: dict[str, int]
    words: dict[str, Any]
    address: str


def made(season: Season, edition: Edition) -> Things:
    """All of it, afresh: what one request changes is in no other's way."""
    juror, organizer = factories.juror(), season.organizer
    with db.transaction() as session:
        session.add(juror)
        session.flush()
        panel = factories.panel(edition, juror)
        round_, film = factories.round_of(panel), factories.film(edition, runtime=600)
        assignment = factories.assign(round_, film, juror, state=AssignmentState.SCORED)
        session.add(assignment)
        session.flush()
        said = {"entry_id": film.id, "juror_id": juror.id, "reason": "Friends"}
        conflict = Conflict(**said, declared_by_id=organizer.id, declared_at=DECIDING)
        not_same = NotSamePerson(**said, name="A", key="a", said_by_id=organizer.id, said_at=DECIDING)
        released = {"asked_at": DECIDING, "asked_by": organizer, "released_at": DECIDING}
        release = Release(edition_id=edition.id, **released)
        session.add_all([factories.review(assignment, 5, 5), conflict, not_same, release])
        board = board_operations.begin(round_, film.category, 1, actor=organizer, now=DECIDING)
        session.flush()
        seen = document.stands(board_operations.document_of(board_of(board)))
        board_operations.freeze(board, seen=seen, all_the_same="Yes", actor=organizer, now=DECIDING)
        ids = {
            "panel_id": panel.id,
            "member_id": panel.members[0].id,
            "round_id": round_.id,
            "assignment_id": assignment.id,
            "conflict_id": conflict.id,
            "not_same_id": not_same.id,
            "shortlist_id": board.id,
            "entry_id": film.id,
            "release_id": release.id,
            "number": 1,
        }
        words = {
            "film": film.id,
            "juror": juror.id,
            "person": juror.id,
            "name": "Somebody",
            "round": round_.id,
            "category": film.category.slug,
            "shortlist": board.id,
            "decision": "reserve",
            "earlier": "keep",
            "reason": "Because",
            "text": "Well",
            "hours": 10,
            **dict.fromkeys(("places", "seen", "version", "number", "reserve", "before", "after"), 1),
        }
        return Things(ids, words, juror.email)


def rules(app: flask.Flask) -> list[Rule]:
    """Every route of these packages that names something of an edition."""
    return [
        rule
        for rule in app.url_map.iter_rules()
        if app.view_functions[rule.endpoint].__module__.startswith(ROOMS)
        if rule.arguments or rule.endpoint in IN_FORMS
        if rule.endpoint.partition(".")[0] not in OWN
    ]


def ask(desk: FlaskClient, rule: Rule, things: Things, edition: str | None = None) -> TestResponse:
    """Ask for it as an organizer does, whose page names an edition or not."""
    with desk.application.test_request_context():
        values: dict[str, Any] = {name: things.ids[name] for name in rule.arguments}
        url = flask.url_for(rule.endpoint, **values)
    named = {"edition": edition} if edition else {}
    if "GET" in (rule.methods or ()):
        words = things.words if rule.endpoint.endswith("compare") else {}
        return desk.get(url, query_string=words | named)
    words = things.words | named | ({"juror": things.address} if "/plan/" in url else {})
    return desk.post(url, data=words)


@pytest.fixture
def former(season: Season) -> Edition:
    """The edition before the one that is shown."""
    edition = calls.call_of(2019)
    with db.transaction() as session:
        session.add(edition)
    return edition


def kept() -> list[str]:
    """All rows of the application, but for what is remembered of visitors."""
    db.session().rollback()
    tables = [each for each in db.Base.metadata.sorted_tables if each.name != "sessions"]
    return [f"{table}: {row}" for table in tables for row in db.session().execute(select(table))]


def test_with_another_edition_named_nothing_is_found_or_changed(
    app: flask.Flask, season: Season, desk: FlaskClient, former: Edition
) -> None:
    things = made(season, former)
    before = kept()
    answers = {rule.endpoint: ask(desk, rule, things, edition="2020").status_code for rule in rules(app)}
    assert answers == {rule.endpoint: 404 for rule in rules(app)}
    assert kept() == before


@pytest.mark.parametrize("year", [2019, 2020])
def test_the_things_of_every_edition_are_found(
    app: flask.Flask, season: Season, desk: FlaskClient, former: Edition, year: int
) -> None:
    edition = former if year == 2019 else season.edition
    found = {
        rule.endpoint: ask(desk, rule, made(season, edition), edition=str(year)).status for rule in rules(app)
    }
    assert {endpoint: status for endpoint, status in found.items() if status[:3] == "404"} == {}
    assert {endpoint: status for endpoint, status in found.items() if status[0] == "5"} == {}


def test_pages_of_another_edition_say_so_and_lead_on_within_it(
    app: flask.Flask, season: Season, desk: FlaskClient, former: Edition
) -> None:
    things = made(season, former)
    for rule in rules(app):
        if "GET" not in (rule.methods or ()):
            continue
        answer = ask(desk, rule, things)
        if answer.mimetype != "text/html":
            continue
        page = answer.text
        ways = re.findall(r'href="(/desk/(?:jury|shortlists|decisions|exports|entries)[^"#]*)', page)
        assert ways, rule.endpoint
        assert [way for way in ways if "edition=2019" not in way] == [], rule.endpoint
        assert former.name in page, rule.endpoint


def test_of_many_films_those_of_another_edition_are_left_alone(
    season: Season, desk: FlaskClient, former: Edition
) -> None:
    theirs = made(season, former).ids["entry_id"]
    desk.post("/desk/decisions/films", data={"film": [theirs, season.ids[3]], "decision": "not_selected"})
    db.session().expire_all()
    staged = journal_of("shortlists.stage")
    assert staged == [str(season.ids[3])]


def test_a_film_of_another_edition_is_on_no_board_and_no_plan(
    season: Season, desk: FlaskClient, former: Edition
) -> None:
    theirs, board, round_id = made(season, former).ids["entry_id"], season.shortlist.id, season.round.id
    words = {"film": theirs, "juror": season.jurors[0].email, "reason": "Because", "text": "Well"}
    paths = [f"/desk/shortlists/{board}/films/{theirs}/{act}" for act in ("pin", "drop", "unmark", "remarks")]
    for path in (*paths, f"/desk/jury/rounds/{round_id}/plan/seats"):
        assert desk.post(path, data=words).status_code == 404, path


def test_exports_of_another_edition_are_not_there(season: Season, desk: FlaskClient, former: Edition) -> None:
    theirs = made(season, former).ids["shortlist_id"]
    assert desk.get(f"/desk/exports/file?format=csv&shortlist={theirs}").status_code == 404


def test_the_journal_leads_to_things_of_every_edition(
    season: Season, desk: FlaskClient, former: Edition
) -> None:
    ours, theirs = (made(season, edition).ids for edition in (season.edition, former))
    with db.transaction() as session:
        for ids in (ours, theirs):
            for kind, name in NAMED:
                thing: Any = session.get_one(kind, ids[name])
                journal.record("jury.open_round", thing, actor=season.organizer, now=DECIDING)
    page = desk.get("/desk/journal").text
    leads = {name: [f"{place}{ids[name]}" in page for ids in (ours, theirs)] for name, place in PLACES}
    assert leads == {name: [True, True] for name, _ in PLACES}


def test_a_panel_of_any_edition_keeps_its_jurors(season: Season, desk: FlaskClient, former: Edition) -> None:
    for edition in (former, season.edition):
        person = made(season, edition).words["juror"]
        assert "On the jury" in desk.get(f"/desk/people/{person}").text
        assert desk.post(f"/desk/people/{person}/revoke/juror").status_code == 403


def journal_of(verb: str) -> list[str]:
    """What an act was done to."""
    lines = select(journal.JournalLine.subject_id).where(journal.JournalLine.verb == verb)
    return list(db.session().scalars(lines))


def test_without_a_current_edition_lists_are_not_there(season: Season, desk: FlaskClient) -> None:
    round_id = season.round.id
    with db.transaction():
        season.edition.is_current = False
    assert desk.get("/desk/jury").status_code == 404
    assert desk.get(f"/desk/jury/rounds/{round_id}").status_code == 200
