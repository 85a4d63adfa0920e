"""No dates that a form takes, and none that stand in rows, break a page that shows them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient

from festival import db
from festival.accounts.models import Person
from festival.editions import operations, queries
from festival.editions.calls import call_of
from festival.editions.models import Category, Edition
from festival.entries.models import Entry
from festival.entries.states import EntryState
from festival.kernel.roles import Role
from tests import factories
from tests.conftest import sign_in
from tests.editions.test_desk import filled

OPENS, CLOSES = datetime(2020, 4, 5, 22, tzinfo=UTC), datetime(2020, 6, 21, 22, tzinfo=UTC)
DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("context")


@dataclass(frozen=True)
class Place:
    """An edition with an entry of each kind, and who looks at it."""

    edition: Edition
    short: Category
    draft: Entry
    film: Entry
    lina: Person
    maria: Person


@pytest.fixture
def place(context: None) -> Place:
    with db.transaction():
        edition = operations.create(call_of(2020), actor=None, now=OPENS)
    short = edition.categories[1]
    lina, maria = (factories.save(factories.person(role)) for role in (Role.FILMMAKER, Role.ORGANIZER))
    draft = factories.save(factories.entry(lina, short))
    film = factories.save(factories.entry(lina, short, state=EntryState.SUBMITTED))
    return Place(edition, short, draft, film, lina, maria)


def statuses(client: FlaskClient, place: Place) -> dict[str, int]:
    """What every page answers that shows the dates of the call."""
    entry, film, edition = place.draft.id, place.film.id, "/desk/edition"
    visitors = ["/", "/rules", "/dates", "/about", "/selection"]
    filmmakers = [
        "/entries",
        "/entries/new",
        f"/entries/{entry}",
        f"/entries/{entry}/film",
        f"/entries/{film}",
    ]
    desk = ["/desk", edition, f"{edition}/categories/short", f"{edition}/extensions"]
    desk += [f"/desk/entries/{film}", "/desk/entries", "/desk/decisions/release", "/desk/journal"]
    found: dict[str, int] = {}
    for person, paths in ((place.lina, [*visitors, *filmmakers]), (place.maria, desk)):
        sign_in(client, person)
        found |= {path: client.get(path, follow_redirects=True).status_code for path in paths}
    sign_in(client, place.lina)
    found["submit"] = client.post(f"/entries/{entry}/submit").status_code
    return found


ROWS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "category closes before the call opens": ({}, {"closes_at": OPENS - DAY}),
    "category closes as the call opens": ({}, {"closes_at": OPENS}),
    "category opens after the call closes": ({}, {"opens_at": CLOSES + DAY}),
    "category opens as it closes": ({}, {"opens_at": CLOSES, "closes_at": CLOSES}),
    "category is turned round": ({}, {"opens_at": CLOSES, "closes_at": OPENS}),
    "call of an instant": ({"closes_at": OPENS + timedelta(microseconds=1)}, {}),
    "decisions before the call": ({"notified_by": date(1900, 1, 1)}, {}),
    "countries before the decisions": ({"countries_notified_by": date(2020, 1, 1)}, {}),
    "the last day of the calendar": ({"closes_at": datetime(2199, 12, 31, 23, tzinfo=UTC)}, {}),
    "the first day of the calendar": ({"opens_at": datetime(1900, 1, 1, tzinfo=UTC)}, {}),
    "films of the first year": ({"completed_from": date(1900, 1, 1)}, {}),
    "no decision day": ({"notified_by": None, "countries_notified_by": None}, {}),
    "clocks go forward at midnight": (
        {
            "time_zone": "Asia/Beirut",
            "closes_at": datetime(2020, 3, 28, 22, tzinfo=UTC),
            "opens_at": OPENS - 30 * DAY,
        },
        {},
    ),
    "clocks go back at midnight": (
        {"time_zone": "Asia/Beirut", "closes_at": datetime(2020, 10, 24, 21, tzinfo=UTC)},
        {},
    ),
    "a quarter of an hour off": ({"time_zone": "Asia/Kathmandu"}, {}),
    "the far side of the date line": ({"time_zone": "Pacific/Kiritimati"}, {}),
}


@pytest.mark.parametrize("now", [OPENS - 40 * DAY, OPENS + 30 * DAY, CLOSES + 200 * DAY])
@pytest.mark.parametrize("row", ROWS)
def test_rows_with_odd_dates_are_shown(
    client: FlaskClient, place: Place, row: str, now: datetime, time_machine: time_machine.TimeMachineFixture
) -> None:
    with db.transaction():
        for thing, values in zip((place.edition, place.short), ROWS[row], strict=True):
            for name, value in values.items():
                setattr(thing, name, value)
    time_machine.move_to(now, tick=False)
    found = statuses(client, place)
    assert {path: status for path, status in found.items() if status >= 500} == {}
    assert {path for path, status in found.items() if status == 404} == set()


def test_a_category_that_is_turned_round_takes_no_film_at_any_time(client: FlaskClient, place: Place) -> None:
    with db.transaction():
        place.short.closes_at = OPENS - DAY
    sign_in(client, place.lina)
    assert client.post(f"/entries/{place.draft.id}/submit").status_code in (403, 409)
    db.session().rollback()
    assert place.draft.state == EntryState.DRAFT


CALLS = [
    ({"opens_on": "2020-06-22"}, "closes_on", "The last day comes before the first."),
    ({"closes_on": "2020-04-05"}, "closes_on", "The last day comes before the first."),
    ({"closes_on": "0001-01-01"}, "closes_on", "Choose a day of the years 1900 to 2199."),
    ({"closes_on": "9999-12-31"}, "closes_on", "Choose a day of the years 1900 to 2199."),
    ({"opens_on": "0001-01-01"}, "opens_on", "Choose a day of the years 1900 to 2199."),
    ({"opens_on": "9999-12-31", "closes_on": "9999-12-31"}, "opens_on", "Choose a day of the years"),
    ({"opens_on": "2020-06-02"}, "opens_on", "“Short films” would close before it opens"),
    ({"notified_by": "2020-06-20"}, "notified_by", "This is before the last day of the call."),
    ({"completed_from": "2020-06-22"}, "completed_from", "This is after the last day of the call"),
    ({"completed_from": "9999-12-31"}, "completed_from", "Choose a day of the years 1900 to 2199."),
    ({"opens_on": "2020-02-30"}, "opens_on", "valid date"),
    ({"opens_on": ""}, "opens_on", "Please fill this in."),
]


@pytest.mark.parametrize(("changes", "field", "sentence"), CALLS)
def test_dates_of_the_call_that_cannot_be_are_said_at_their_field(
    client: FlaskClient, place: Place, changes: dict[str, str], field: str, sentence: str
) -> None:
    with db.transaction():
        place.short.closes_at = datetime(2020, 5, 31, 22, tzinfo=UTC)
    page = sign_in(client, place.maria).post("/desk/edition", data=filled(place.edition) | changes).text
    assert f'<a href="#{field}">' in page
    assert sentence in page
    db.session().rollback()
    assert (place.edition.opens_at, place.edition.closes_at) == (OPENS, CLOSES)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2020-04-05", "Films are taken from 6 April 2020, 00:00 in Geneva. Choose a last day after that."),
        ("1900-01-01", "Choose a last day after that."),
        ("9999-12-31", "Choose a day of the years 1900 to 2199."),
        ("0001-01-01", "Choose a day of the years 1900 to 2199."),
    ],
)
def test_a_last_day_of_a_category_that_cannot_be_is_said_at_its_field(
    client: FlaskClient, place: Place, day: str, sentence: str
) -> None:
    data = {"name": "Short films", "closes_on": day}
    page = sign_in(client, place.maria).post("/desk/edition/categories/short", data=data).text
    assert '<a href="#closes_on">' in page
    assert sentence in page
    db.session().rollback()
    assert place.short.closes_at is None


@pytest.mark.parametrize("day", ["2020-04-06", "2199-12-31", ""])
def test_a_last_day_of_a_category_that_can_be_is_saved(client: FlaskClient, place: Place, day: str) -> None:
    data = {"name": "Short films", "closes_on": day}
    answer = sign_in(client, place.maria).post("/desk/edition/categories/short", data=data)
    assert answer.status_code == 302
    assert max(statuses(client, place).values()) < 500


def test_a_day_that_a_zone_left_out_is_no_call(client: FlaskClient, place: Place) -> None:
    """Samoa went from 29 to 31 December 2011: the 30th begins and ends in one instant."""
    with db.transaction():
        place.edition.time_zone = "Pacific/Apia"
    days = {"opens_on": "2011-12-30", "closes_on": "2011-12-30", "completed_from": "2009-01-01"}
    page = sign_in(client, place.maria).post("/desk/edition", data=filled(place.edition) | days).text
    assert "The last day comes before the first." in page


@pytest.mark.parametrize(
    ("day", "hour"), [("2020-03-29", "02:30"), ("2199-12-31", ""), ("2020-10-25", "02:30")]
)
def test_more_time_until_an_hour_that_clocks_leave_out_or_have_twice(
    client: FlaskClient, place: Place, day: str, hour: str
) -> None:
    data = {"email": place.lina.email, "until_on": day, "until_at": hour, "reason": "Power"}
    assert sign_in(client, place.maria).post("/desk/edition/extensions", data=data).status_code in (200, 303)
    assert max(statuses(client, place).values()) < 500


def test_the_editions_of_all_years_can_be_repeated_to_the_end_of_the_calendar(place: Place) -> None:
    last = call_of(2199)
    with db.transaction() as session:
        session.add(last)
        operations.repeat(last, actor=place.maria, now=OPENS)
    assert queries.by_slug("2200") is not None
