"""A filmmaker walks from the first word to the receipt, without JavaScript."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from time_machine import Traveller
from werkzeug.test import TestResponse

from festival import db
from festival.accounts.models import Person
from festival.editions.models import Edition
from festival.entries.models import Entry
from festival.entries.states import EntryState
from tests import factories
from tests.conftest import sign_in
from tests.entries.conftest import MID_WINDOW

pytestmark = pytest.mark.usefixtures("mid_window", "edition")


def the_entry() -> Entry:
    db.session().expire_all()
    return db.session().scalars(select(Entry)).one()


@pytest.fixture
def draft(edition: Edition, lina: Person) -> Entry:
    return factories.save(factories.entry(lina, edition.categories[2]))


@pytest.mark.parametrize(
    "page", ["", "/film", "/story", "/people", "/languages", "/file", "/rights", "/submit"]
)
def test_every_page_of_a_draft_opens(hers: FlaskClient, draft: Entry, page: str) -> None:
    assert hers.get(f"/entries/{draft.id}{page}").status_code == 200


def test_the_list_and_the_beginning_open(hers: FlaskClient, draft: Entry) -> None:
    assert draft.title in hers.get("/entries").text
    assert hers.get("/entries/new").status_code == 200


AFTER_THE_CALL = datetime(2020, 6, 21, 22, tzinfo=UTC)
CLOSED = "The call closed on Sunday 21 June 2020, 24:00 in Geneva, so you cannot enter another film now."


def test_after_the_call_nobody_is_led_into_a_draft_that_cannot_be_submitted(
    hers: FlaskClient, draft: Entry, mid_window: Traveller
) -> None:
    assert "Enter a film" in hers.get("/entries").text
    mid_window.move_to(AFTER_THE_CALL)
    page = hers.get("/entries").text
    assert CLOSED in page and "write to festival@example.org" in page and "Enter a film" not in page
    assert hers.get("/entries/new").location == "/entries"
    begun = hers.post("/entries", data={"category": "online", "title": "Kite", "idempotency_key": "k"})
    assert (begun.status_code, CLOSED in begun.text, 'value="Kite"' in begun.text) == (409, True, True)
    assert CLOSED in hers.get(f"/entries/{draft.id}").text
    assert hers.post(f"/entries/{draft.id}/copy", data={"idempotency_key": "c"}).status_code == 403
    assert the_entry() is draft


def test_who_was_given_more_time_may_still_begin(
    client: FlaskClient, edition: Edition, lina: Person, organizer: Person, mid_window: Traveller
) -> None:
    factories.save(factories.extension(edition, lina, organizer, until=AFTER_THE_CALL + timedelta(days=1)))
    mid_window.move_to(AFTER_THE_CALL)
    hers = sign_in(client, lina)
    assert "Enter a film" in hers.get("/entries").text
    begun = hers.post("/entries", data={"category": "online", "title": "Kite", "idempotency_key": "k"})
    assert (begun.status_code, the_entry().title) == (303, "Kite")


def test_the_thirty_first_draft_of_an_hour_has_to_wait_and_its_words_stay(
    hers: FlaskClient, mid_window: Traveller
) -> None:
    def begin(number: int) -> TestResponse:
        sent = {"category": "short", "title": f"Kite {number}", "idempotency_key": f"k{number}"}
        return hers.post("/entries", data=sent)

    assert [begin(number).status_code for number in range(31)] == [303] * 30 + [409]
    refused = begin(30).text
    assert "You have begun 30 entries within an hour" in refused
    assert 'value="Kite 30"' in refused and 'value="short" required checked' in refused
    assert begin(7).status_code == 303
    mid_window.shift(timedelta(hours=1))
    assert begin(30).status_code == 303


def test_who_has_fifty_drafts_submits_or_withdraws_some_before_another(
    hers: FlaskClient, edition: Edition, lina: Person, mid_window: Traveller
) -> None:
    category = edition.categories[2]
    for _ in range(49):
        factories.save(factories.entry(lina, category))
    factories.save(factories.entry(lina, category, state=EntryState.SUBMITTED))
    mid_window.shift(timedelta(hours=2))

    def begin(key: str) -> TestResponse:
        return hers.post("/entries", data={"category": "short", "title": "Kite", "idempotency_key": key})

    assert begin("the fiftieth").status_code == 303
    refused = begin("one more")
    assert refused.status_code == 409
    assert "You have 50 drafts that are not submitted." in refused.text
    assert 'value="Kite"' in refused.text
    assert "You have 50 drafts that are not submitted." in hers.get("/entries").text
    assert begin("the fiftieth").status_code == 303
    hers.post("/entries/1/withdraw")
    assert begin("one more").status_code == 303


@pytest.mark.parametrize(
    ("answers", "at", "badge"),
    [
        ({}, MID_WINDOW, "Ready to submit"),
        ({}, AFTER_THE_CALL, "Not submitted"),
        ({"synopsis": ""}, MID_WINDOW, "Incomplete"),
    ],
)
def test_a_draft_says_whether_it_can_be_submitted(
    client: FlaskClient,
    edition: Edition,
    lina: Person,
    organizer: Person,
    mid_window: Traveller,
    answers: dict[str, str],
    at: datetime,
    badge: str,
) -> None:
    draft = factories.save(factories.entry(lina, edition.categories[2], **answers))
    mid_window.move_to(at)
    for person, pages in ((lina, ["/entries", f"/entries/{draft.id}"]), (organizer, ["/desk/entries/1"])):
        reader = sign_in(client, person)
        assert [page for page in pages if f"{badge}</span>" not in reader.get(page).text] == []


def test_a_category_that_was_chosen_on_the_first_page_is_chosen(hers: FlaskClient) -> None:
    assert 'value="short" required checked' in hers.get("/entries/new?category=short").text


def test_a_film_is_entered_page_by_page(hers: FlaskClient) -> None:
    begun = hers.post("/entries", data={"category": "online", "title": "Kite", "idempotency_key": "k"})
    assert begun.status_code == 303, begun.text
    home = begun.location.removesuffix("/film")
    pages: dict[str, dict[str, Any]] = {
        "film": {
            "title": "Kite",
            "kind": "fiction",
            "runtime": "12:30",
            "completed": "2019",
            "countries": ["Lebanon", "de", ""],
            "premiere": "world",
        },
        "story": {"synopsis": "A kite crosses.", "theme_statement": "It has a story."},
        "people": {"directors": "Lina Haddad\nOmar Saleh"},
        "languages": {"languages": ["Arabic", ""], "subtitles": ["English"]},
        "file": {"film_link": "vimeo.com/1234"},
        "rights": {
            "holds_rights": "yes",
            "is_funded_by_organizer": "no",
            "was_entered_before": "no",
            "is_online_release": "yes",
        },
    }
    for page, words in pages.items():
        version = the_entry().revision
        answer = hers.post(f"{home}/{page}", data={**words, "version": version})
        assert (answer.status_code, answer.location) == (303, f"{home}/{page}")
    assert (the_entry().unfinished, the_entry().countries) == ({}, ["LB", "DE"])
    submitted = hers.post(f"{home}/submit")
    assert submitted.location == f"{home}/receipt"
    assert "GM5-0001" in hers.get(f"{home}/receipt").text
    assert hers.get(home).status_code == 200
