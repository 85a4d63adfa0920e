"""The next edition is made without anybody seeing it, and becomes current by an act of its own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from festival import db, journal
from festival.accounts.models import Person
from festival.editions import operations, queries, rules
from festival.editions.calls import call_of, next_year
from festival.editions.models import Edition
from festival.kernel.refusals import Refusal
from festival.kernel.roles import Role
from tests import factories
from tests.conftest import sign_in

MAY = datetime(2020, 5, 1, tzinfo=UTC)
BROWSER = {"Accept": "text/html", "Origin": "http://localhost"}
MAKE_2021 = "/desk/edition/2021/make-current"
pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def edition(context: None) -> Edition:
    with db.transaction():
        return operations.create(call_of(2020), actor=None, now=MAY)


@pytest.fixture
def maria(edition: Edition) -> Person:
    return factories.save(factories.person(Role.ORGANIZER, name="Maria Keller"))


@pytest.fixture
def organizer(client: FlaskClient, maria: Person) -> FlaskClient:
    return sign_in(client, maria)


def slugs() -> list[tuple[str, bool]]:
    db.session().rollback()
    return [(each.slug, each.is_current) for each in queries.all_editions()]


def code(refusal: Refusal | None) -> str | None:
    return refusal.code if refusal else None


def test_the_next_edition_is_made_and_visitors_do_not_see_it(organizer: FlaskClient) -> None:
    made = organizer.post("/desk/edition/next", data={"of": "2020"})
    assert (made.status_code, made.location) == (303, "/desk/edition?edition=2021")
    assert slugs() == [("2021", False), ("2020", True)]
    assert 'value="2021-04-06"' in organizer.get(made.location).text
    assert "Fifth edition, 2020" in organizer.get("/").text


def test_sent_twice_it_is_made_once_and_both_lead_to_it(organizer: FlaskClient) -> None:
    answers = [organizer.post("/desk/edition/next", data={"of": "2020"}) for _ in range(3)]
    assert {each.location for each in answers} == {"/desk/edition?edition=2021"}
    assert slugs() == [("2021", False), ("2020", True)]
    assert "Sixth edition, 2021 is made already." in organizer.get(answers[-1].location).text


def test_a_form_of_last_year_makes_no_year_after_the_next(organizer: FlaskClient) -> None:
    organizer.post("/desk/edition/next", data={"of": "2020"})
    organizer.post(MAKE_2021, data={"instead_of": "2020"})
    organizer.post("/desk/edition/next", data={"of": "2020"})
    assert slugs() == [("2021", True), ("2020", False)]


def test_the_page_names_what_changes_before_it_does(organizer: FlaskClient) -> None:
    organizer.post("/desk/edition/next", data={"of": "2020"})
    page = organizer.get(MAKE_2021).text
    for sentence in (
        "Visitors see the call of Sixth edition, 2021: on the home page, under Rules and under Dates.",
        "New films are entered for Sixth edition, 2021.",
        "Nobody can begin an entry for Fifth edition, 2020 any more.",
        "Organizers’ pages open with Sixth edition, 2021.",
        "You can make Fifth edition, 2020 current again in the same way.",
    ):
        assert sentence in page
    assert slugs() == [("2021", False), ("2020", True)]


def test_it_becomes_current_and_the_journal_says_who_did_it(organizer: FlaskClient, maria: Person) -> None:
    organizer.post("/desk/edition/next", data={"of": "2020"})
    organizer.post(MAKE_2021, data={"instead_of": "2020"})
    assert slugs() == [("2021", True), ("2020", False)]
    assert "Sixth edition, 2021" in organizer.get("/").text
    line = journal.lines(subject_kind="editions", limit=1)[0]
    assert (line.verb, line.actor_id, line.details) == (
        "editions.make_current",
        maria.id,
        {"instead_of": "2020"},
    )
    assert "made <" in organizer.get("/desk/journal").text


def test_the_way_back_is_the_same_act(organizer: FlaskClient) -> None:
    organizer.post("/desk/edition/next", data={"of": "2020"})
    organizer.post(MAKE_2021, data={"instead_of": "2020"})
    organizer.post("/desk/edition/2020/make-current", data={"instead_of": "2021"})
    assert slugs() == [("2021", False), ("2020", True)]


def test_sent_twice_it_becomes_current_once(organizer: FlaskClient) -> None:
    organizer.post("/desk/edition/next", data={"of": "2020"})
    answers = [organizer.post(MAKE_2021, data={"instead_of": "2020"}) for _ in range(2)]
    assert [(each.status_code, each.location) for each in answers] == [
        (303, "/desk/edition?edition=2021")
    ] * 2
    verbs = [line.verb for line in journal.lines(subject_kind="editions")]
    assert verbs.count("editions.make_current") == 1


def test_a_page_that_named_another_former_edition_is_shown_again(organizer: FlaskClient) -> None:
    for year in ("2020", "2021"):
        organizer.post("/desk/edition/next", data={"of": year})
    organizer.post(MAKE_2021, data={"instead_of": "2020"})
    answer = organizer.post("/desk/edition/2022/make-current", data={"instead_of": "2020"})
    assert answer.status_code == 409
    assert "Meanwhile Sixth edition, 2021 became the current edition." in answer.text
    assert slugs() == [("2022", False), ("2021", True), ("2020", False)]


def test_the_rules_say_who_and_what() -> None:
    now, later = call_of(2020), call_of(2021)
    now.is_current, later.is_current = True, False
    organizer = factories.person(Role.ORGANIZER)
    assert code(rules.make_current(factories.person(Role.JUROR), later)) == "organizers_only"
    assert code(rules.make_current(organizer, now)) == "already_current"
    assert code(rules.make_current(organizer, later)) is None
    assert code(rules.needs_former(now, "2019")) == "other_edition_current"
    assert [code(rules.needs_former(each, "2020")) for each in (now, None)] == [None, None]


@pytest.mark.parametrize("role", [Role.JUROR, Role.FILMMAKER])
def test_others_find_no_such_page(client: FlaskClient, edition: Edition, role: Role) -> None:
    sign_in(client, factories.save(factories.person(role)))
    assert client.get("/desk/edition/2020/make-current").status_code == 404
    assert client.post("/desk/edition/2020/make-current").status_code == 404
    assert client.post("/desk/edition/next", data={"of": "2020"}).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_edition_that_nobody_made_has_no_page(organizer: FlaskClient, method: str) -> None:
    assert getattr(organizer, method)("/desk/edition/1999/make-current").status_code == 404


def test_a_call_that_opens_the_year_before_has_a_next_one() -> None:
    call = call_of(2020)
    call.opens_at = datetime(2019, 10, 31, 23, tzinfo=UTC)
    later = next_year(call)
    assert (later.slug, later.opens_at) == ("2021", datetime(2020, 10, 31, 23, tzinfo=UTC))
    call.slug = "winter"
    assert next_year(call).slug == "2021"


def test_two_organizers_in_the_same_moment_make_one(
    app: flask.Flask, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = threading.Barrier(2)
    monkeypatch.setattr(queries, "held_by_slug", meeting(queries.held_by_slug, both))
    answers = at_once(app, "/desk/edition/next", {"of": "2020"})
    assert [each.location for each in answers] == ["/desk/edition?edition=2021"] * 2
    db.session().rollback()
    assert db.session().scalars(select(Edition.slug).order_by(Edition.slug)).all() == ["2020", "2021"]


def test_two_organizers_in_the_same_moment_make_it_current_once(
    app: flask.Flask, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.save(next_year(edition))
    both = threading.Barrier(2)
    monkeypatch.setattr(queries, "held_all", meeting(queries.held_all, both))
    answers = at_once(app, MAKE_2021, {"instead_of": "2020"})
    assert [each.location for each in answers] == ["/desk/edition?edition=2021"] * 2
    assert slugs() == [("2021", True), ("2020", False)]
    verbs = [line.verb for line in journal.lines(subject_kind="editions")]
    assert verbs.count("editions.make_current") == 1


def meeting(ask: Callable[..., Any], both: threading.Barrier) -> Callable[..., Any]:
    """A question that waits until two ask it; SQLite lets one in at a time, so not for long."""

    def wait(*arguments: Any) -> Any:
        with suppress(threading.BrokenBarrierError):
            both.wait(timeout=2)
        return ask(*arguments)

    return wait


def at_once(app: flask.Flask, address: str, data: dict[str, str]) -> list[TestResponse]:
    """What two organizers get who send the same form in the same moment."""
    app.config["WTF_CSRF_ENABLED"] = False
    people = [factories.save(factories.person(Role.ORGANIZER)) for _ in range(2)]
    db.session().rollback()
    for person in people:
        db.session().refresh(person)
        db.session().expunge(person)

    def send(person: Person) -> TestResponse:
        with app.app_context():
            return sign_in(app.test_client(), person).post(address, data=data, headers=BROWSER)

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(send, people))
