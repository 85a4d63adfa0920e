"""The call on the desk: changed with care, repeated in one step."""

from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db
from festival.editions import operations, queries
from festival.editions.calls import call_of
from festival.editions.models import Edition, RulesVersion
from festival.kernel.roles import Role
from tests import factories
from tests.conftest import sign_in

MAY = datetime(2020, 5, 1, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def edition(context: None) -> Edition:
    with db.transaction():
        return operations.create(call_of(2020), actor=None, now=MAY)


@pytest.fixture
def organizer(client: FlaskClient, edition: Edition) -> FlaskClient:
    return sign_in(client, factories.save(factories.person(Role.ORGANIZER)))


def filled(edition: Edition, **changes: str) -> dict[str, str]:
    return {
        "version": str(edition.version),
        "name": edition.name,
        "festival_name": edition.festival_name,
        "theme": edition.theme,
        "theme_statement": edition.theme_statement,
        "opens_on": "2020-04-06",
        "closes_on": "2020-06-21",
        "upload_grace_hours": "48",
        "completed_from": "2017-01-01",
        "notified_by": "2020-10-15",
        "contact": edition.contact,
        "accent": edition.accent,
    } | changes


def now_stands() -> Edition:
    db.session().rollback()
    edition = queries.current()
    assert edition
    return edition


def test_a_later_last_day_closes_at_its_end_in_the_festivals_zone(
    organizer: FlaskClient, edition: Edition
) -> None:
    organizer.post("/desk/edition", data=filled(edition, closes_on="2020-06-28"))
    assert now_stands().closes_at == datetime(2020, 6, 28, 22, tzinfo=UTC)
    assert db.session().scalars(select(RulesVersion.number).order_by(RulesVersion.number)).all() == [1, 2]


def test_saving_without_a_change_makes_no_new_rules(organizer: FlaskClient, edition: Edition) -> None:
    organizer.post("/desk/edition", data=filled(edition))
    assert db.session().scalars(select(RulesVersion.number)).all() == [1]


def test_a_wrong_form_keeps_what_was_typed(organizer: FlaskClient, edition: Edition) -> None:
    page = organizer.post("/desk/edition", data=filled(edition, closes_on="2020-04-01", theme="Roads & seas"))
    assert "The last day comes before the first." in page.text
    assert 'value="Roads &amp; seas"' in page.text
    assert now_stands().theme == "Every journey has a story"


@pytest.mark.parametrize(
    ("field", "day"),
    [("opens_on", "0001-01-01"), ("closes_on", "9999-12-31"), ("notified_by", "9999-12-31")],
)
def test_a_day_that_no_calendar_of_ours_holds_is_refused(
    organizer: FlaskClient, edition: Edition, field: str, day: str
) -> None:
    page = organizer.post("/desk/edition", data=filled(edition, **{field: day}))
    assert f'<a href="#{field}">' in page.text
    assert "Choose a day of the years 1900 to 2199." in page.text and f'value="{day}"' in page.text


def test_a_stale_form_shows_both_and_changes_nothing(organizer: FlaskClient, edition: Edition) -> None:
    stale = filled(edition, theme="Mine")
    organizer.post("/desk/edition", data=filled(edition, theme="Theirs"))
    page = organizer.post("/desk/edition", data=stale).text
    assert ("Theirs" in page, 'value="Mine"' in page) == (True, True)
    assert now_stands().theme == "Theirs"


def test_the_form_warns_of_gaps_and_overlaps(organizer: FlaskClient) -> None:
    page = organizer.get("/desk/edition").text
    assert "fit neither “Short films” nor “Feature films”" in page
    assert "Films of exactly 15 min fit both “Online films” and “Short films”" in page


def test_a_category_takes_lengths_as_people_write_them(organizer: FlaskClient) -> None:
    organizer.post(
        "/desk/edition/categories/short",
        data={"name": "Short films", "min_seconds": "15:01", "max_seconds": "40 min 59 s"},
    )
    short = queries.category(now_stands(), "short")
    assert short
    assert (short.min_seconds, short.max_seconds) == (901, 2459)


def test_the_next_year_has_the_same_days_and_is_made_once(organizer: FlaskClient) -> None:
    organizer.post("/desk/edition/next")
    db.session().rollback()
    edition = queries.by_slug("2021")
    assert edition
    assert (edition.slug, edition.receipt_prefix, edition.closes_at, edition.completed_from) == (
        "2021",
        "GM6",
        datetime(2021, 6, 21, 22, tzinfo=UTC),
        date(2018, 1, 1),
    )
    assert [category.slug for category in edition.categories] == ["feature", "short", "online"]


@pytest.mark.parametrize("path", ["", "/categories/short"])
def test_the_call_is_changed_by_organizers_alone(client: FlaskClient, edition: Edition, path: str) -> None:
    sign_in(client, factories.save(factories.person(Role.JUROR)))
    assert client.get(f"/desk/edition{path}").status_code == 404
