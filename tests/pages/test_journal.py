"""The journal reads like a program's: sentences with names that lead somewhere, narrowed and paged."""

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from festival import db, journal
from festival.accounts.models import Person
from festival.entries.models import Entry
from festival.kernel.roles import Role
from tests import factories as house
from tests.conftest import sign_in
from tests.jury import factories
from tests.statements import counted

NOON = datetime(2020, 6, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def hana() -> Person:
    """An organizer."""
    return house.save(house.person(Role.ORGANIZER, name="Hana <Novak>"))


@pytest.fixture
def changes(hana: Person) -> Entry:
    """A film that two people acted on, on two days."""
    film = house.save(factories.film(factories.edition(), title="Crossing"))
    with db.transaction():
        journal.record("entries.submit", film, actor=film.owner, now=NOON, receipt="GM5-1")
        journal.record("entries.find_eligible", film, actor=hana, now=NOON + timedelta(days=1))
    return film


@pytest.fixture
def desk(client: FlaskClient, hana: Person) -> FlaskClient:
    return sign_in(client, hana)


def told(desk: FlaskClient, **asked: object) -> list[str]:
    """The acts on the page, in their order."""
    page = desk.get("/desk/journal", query_string=asked).text
    return [part.partition("</code>")[0] for part in page.split("<code>")[1:]]


def test_an_act_is_a_sentence_whose_names_lead_to_their_pages(
    desk: FlaskClient, hana: Person, changes: Entry
) -> None:
    page = desk.get("/desk/journal").text
    who = f'<a href="/desk/people/{hana.id}"><bdi>Hana &lt;Novak&gt;</bdi></a>'
    film = f'<a href="/desk/entries/{changes.id}">“<bdi>Crossing</bdi>”</a>'
    assert f"{who} found {film} eligible" in page
    assert "<code>entries.find_eligible</code>" in page


def test_a_film_is_named_without_reading_its_texts(desk: FlaskClient, changes: Entry) -> None:
    with counted() as asked:
        page = desk.get("/desk/journal").text
    assert changes.title in page
    assert [statement for statement in asked if "synopsis" in statement] == []


def test_the_page_of_an_entry_tells_its_journal_in_the_same_sentences(
    desk: FlaskClient, hana: Person, changes: Entry
) -> None:
    page = desk.get(f"/desk/entries/{changes.id}").text
    assert f'<a href="/desk/people/{hana.id}"><bdi>Hana &lt;Novak&gt;</bdi></a> found' in page


def test_details_are_said_in_the_sentence_and_only_there(desk: FlaskClient, hana: Person) -> None:
    with db.transaction():
        journal.record("accounts.grant", hana, actor=hana, now=NOON, role="juror", entry=77)
    page = " ".join(desk.get("/desk/journal").text.split())
    assert "the role juror" in page
    assert ("role: juror" in page, "entry: 77" in page) == (False, True)


def test_an_instant_is_said_with_its_zone(desk: FlaskClient, hana: Person) -> None:
    with db.transaction():
        journal.record("editions.extend", hana, actor=hana, now=NOON, until=NOON.isoformat())
    assert "gave an entrant more time, until 1 June 2020, 12:00 UTC" in desk.get("/desk/journal").text


def test_what_is_gone_is_told_by_its_kind_and_number(desk: FlaskClient, hana: Person) -> None:
    with db.transaction():
        journal.record("jury.seat", hana, actor=None, now=NOON, entry=77, juror=hana.id)
    page = desk.get("/desk/journal").text
    assert "Laurel, by itself planned “<bdi>entry 77</bdi>” for <a" in page


def test_it_is_narrowed_by_person_by_kind_and_by_day(desk: FlaskClient, hana: Person, changes: Entry) -> None:
    with db.transaction():
        journal.record("accounts.edit_profile", hana, actor=hana, now=NOON)
    assert told(desk, who="novak") == ["accounts.edit_profile", "entries.find_eligible"]
    assert told(desk, actor=changes.owner_id) == ["entries.submit"]
    assert told(desk, kind="entries") == ["entries.find_eligible", "entries.submit"]
    assert told(desk, day="2020-06-02") == ["entries.find_eligible"]
    assert told(desk, day="2020-06-01", kind="entries") == ["entries.submit"]
    assert len(told(desk, day="never", who="")) == 3
    assert told(desk, who="nobody") == []


def test_a_day_is_the_festivals_day(desk: FlaskClient, hana: Person, changes: Entry) -> None:
    with db.transaction():
        journal.record("accounts.edit_profile", hana, actor=hana, now=NOON + timedelta(hours=10))
    assert told(desk, day="2020-06-02") == ["accounts.edit_profile", "entries.find_eligible"]
