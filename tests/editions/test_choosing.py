"""Organizers choose the edition that their pages work for; the address and every form say which one."""

import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db
from festival.editions import operations
from festival.editions.calls import call_of
from festival.editions.models import Edition
from festival.entries.states import EntryState
from festival.jury.models import Panel
from festival.kernel.roles import Role
from tests import factories
from tests.conftest import sign_in

MAY = datetime(2020, 5, 1, tzinfo=UTC)
LISTS = (
    "/desk",
    "/desk/edition",
    "/desk/edition/extensions",
    "/desk/entries",
    "/desk/jury",
    "/desk/shortlists",
    "/desk/decisions",
    "/desk/decisions/release",
    "/desk/exports",
)
pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def current(context: None) -> Edition:
    with db.transaction():
        return operations.create(call_of(2020), actor=None, now=MAY)


@pytest.fixture
def former(current: Edition) -> Edition:
    return factories.save(call_of(2019))


@pytest.fixture
def organizer(client: FlaskClient, former: Edition) -> FlaskClient:
    return sign_in(client, factories.save(factories.person(Role.ORGANIZER)))


def header(page: str) -> str:
    """What the header says of editions."""
    found = re.search(r'<nav class="site-edition".*?</nav>', page, re.DOTALL)
    return found[0] if found else ""


def panels() -> list[tuple[str, str]]:
    db.session().rollback()
    rows = select(Panel.name, Edition.slug).join(Panel.edition).order_by(Panel.id)
    return [(name, slug) for name, slug in db.session().execute(rows)]


@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_that_of_the_edition_in_its_address_and_leads_to_the_others(
    organizer: FlaskClient, path: str
) -> None:
    page = organizer.get(f"{path}?edition=2019").text
    said = header(page)
    assert "Fourth edition, 2019</bdi> · not the current edition" in said
    assert re.findall(r'href="(/desk[^"]*)"', said) == [f"{path}?edition=2020", f"{path}?edition=2019"]
    ways = re.findall(r'href="(/desk[^"#]*)', page.replace(said, ""))
    named = [way for way in ways if not re.search("edition=2019|edition/2019|edition=2020|edition/2020", way)]
    assert (named, len(ways) > 5) == ([], True)


@pytest.mark.parametrize("path", LISTS)
def test_without_a_word_in_the_address_it_is_the_current_one(organizer: FlaskClient, path: str) -> None:
    page = organizer.get(path).text
    assert "Fifth edition, 2020</bdi>" in header(page)
    assert "not the current edition" not in header(page)
    assert set(re.findall(r'name="edition" value="([^"]*)"', page)) <= {"2020"}


@pytest.mark.parametrize("path", LISTS)
def test_an_edition_that_nobody_made_has_no_pages(organizer: FlaskClient, path: str) -> None:
    assert organizer.get(f"{path}?edition=1999").status_code == 404


def test_with_one_edition_there_is_nothing_to_choose(client: FlaskClient, current: Edition) -> None:
    sign_in(client, factories.save(factories.person(Role.ORGANIZER)))
    assert header(client.get("/desk").text) == ""


def test_filmmakers_and_visitors_are_not_asked(client: FlaskClient, former: Edition) -> None:
    sign_in(client, factories.save(factories.person()))
    pages = [client.get(path).text for path in ("/", "/entries?edition=2019", "/rules")]
    assert [("site-edition" in page, 'name="edition"' in page) for page in pages] == [(False, False)] * 3


def test_what_is_made_on_a_page_belongs_to_its_edition(organizer: FlaskClient) -> None:
    form = re.search(r'action="(/desk/jury/panels[^"]*)"', organizer.get("/desk/jury?edition=2019").text)
    assert form
    organizer.post(form[1], data={"name": "Shorts"})
    organizer.post("/desk/jury/panels", data={"name": "Features", "edition": "2019"})
    organizer.post("/desk/jury/panels", data={"name": "Online"})
    assert panels() == [("Shorts", "2019"), ("Features", "2019"), ("Online", "2020")]


def test_a_form_of_another_tab_means_the_edition_it_was_shown_for(organizer: FlaskClient) -> None:
    page = organizer.get("/desk/jury").text
    assert 'name="edition" value="2020"' in page
    organizer.post("/desk/edition/2019/make-current", data={"instead_of": "2020"})
    organizer.post("/desk/jury/panels", data={"name": "Shorts", "edition": "2020"})
    assert panels() == [("Shorts", "2020")]


def test_the_call_of_a_chosen_edition_is_saved_alone(
    organizer: FlaskClient, former: Edition, current: Edition
) -> None:
    data = {"name": "Shorts", "min_seconds": "15:00", "max_seconds": "30:00", "edition": "2019"}
    answer = organizer.post("/desk/edition/categories/short", data=data)
    assert answer.location == "/desk/edition?edition=2019"
    db.session().rollback()
    assert [each.categories[1].max_seconds for each in (former, current)] == [30 * 60, 40 * 60]


def test_an_entry_is_shown_within_its_edition(organizer: FlaskClient, former: Edition) -> None:
    lina = factories.save(factories.person())
    film = factories.save(factories.entry(lina, former.categories[1], state=EntryState.SUBMITTED))
    page = organizer.get(f"/desk/entries/{film.id}").text
    assert "Fourth edition, 2019</bdi> · not the current edition" in header(page)
    assert 'href="/desk/jury?edition=2019"' in page
    assert organizer.get(f"/desk/entries/{film.id}?edition=2020").status_code == 404


def test_the_export_of_a_chosen_edition_has_its_films_alone(
    organizer: FlaskClient, former: Edition, current: Edition
) -> None:
    lina = factories.save(factories.person())
    for edition, title in ((former, "Then"), (current, "Now")):
        factories.save(factories.entry(lina, edition.categories[1], title=title, state=EntryState.SUBMITTED))
    file = organizer.get("/desk/exports/file?format=csv&edition=2019")
    assert ("Then" in file.text, "Now" in file.text) == (True, False)
    assert "entries-2019-" in file.headers["Content-Disposition"]
