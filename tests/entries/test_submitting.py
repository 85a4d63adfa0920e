"""The deadline at its very instants, two submits at once, and a submit that waited too long for its lock."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from io import BytesIO
from typing import Any

import flask
import pytest
import time_machine
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select

from festival import clock, db
from festival.accounts.models import Person
from festival.editions.models import Category, Edition
from festival.entries import operations, queries
from festival.entries.models import Entry, Receipt
from festival.entries.receipts import receipts, signing
from festival.entries.states import EntryState
from festival.kernel.refusals import Refused
from festival.kernel.roles import Role
from tests import factories
from tests.conftest import sign_in

OPENS = datetime(2020, 4, 5, 22, tzinfo=UTC)
CLOSES = datetime(2020, 6, 21, 22, tzinfo=UTC)
TICK = timedelta(microseconds=1)


@pytest.fixture
def draft(edition: Edition, lina: Person) -> Entry:
    return factories.save(factories.entry(lina, edition.categories[2]))


def submit_at(hers: FlaskClient, draft: Entry, instant: datetime) -> tuple[int, str]:
    with time_machine.travel(instant, tick=False):
        answer = hers.post(f"/entries/{draft.id}/submit")
    return answer.status_code, answer.text


@pytest.mark.parametrize(
    ("instant", "status", "state"),
    [
        (OPENS - TICK, 403, EntryState.DRAFT),
        (OPENS, 303, EntryState.SUBMITTED),
        (CLOSES - TICK, 303, EntryState.SUBMITTED),
        (CLOSES, 403, EntryState.DRAFT),
    ],
)
def test_the_page_takes_a_film_from_the_first_instant_to_the_last(
    hers: FlaskClient, draft: Entry, instant: datetime, status: int, state: EntryState
) -> None:
    assert submit_at(hers, draft, instant)[0] == status
    db.session().expire_all()
    assert draft.state is state


def test_who_comes_too_late_reads_when_it_closed_and_whom_to_ask(hers: FlaskClient, draft: Entry) -> None:
    _, page = submit_at(hers, draft, CLOSES)
    assert (
        "The call closed on Sunday 21 June 2020, 24:00 in Geneva. Your draft is kept. To ask for "
        "more time, write to festival@example.org." in page
    )


def test_an_extension_opens_the_way_for_one_entrant_and_not_for_another(
    hers: FlaskClient, draft: Entry, edition: Edition, lina: Person, organizer: Person
) -> None:
    late = CLOSES + timedelta(days=1)
    other = factories.save(factories.entry(factories.person(), edition.categories[2]))
    factories.save(factories.extension(edition, lina, organizer, until=late))
    with pytest.raises(Refused, match="The call closed"), db.transaction():
        operations.submit(other, actor=other.owner, now=late - TICK)
    assert submit_at(hers, draft, late)[0] == 403
    assert submit_at(hers, draft, late - TICK)[0] == 303


def test_an_incomplete_entry_is_told_what_is_missing(
    hers: FlaskClient, edition: Edition, lina: Person
) -> None:
    draft = factories.save(
        factories.entry(
            lina, edition.categories[0], synopsis="", holds_rights=False, unfinished={"eidr": ["x"]}
        )
    )
    with time_machine.travel(CLOSES - TICK, tick=False):
        page = hers.get(f"/entries/{draft.id}/submit").text
    for words in (
        "Something typed here cannot be read yet.",
        "The synopsis is missing.",
        "This category needs the film's file; a link is not enough.",
        "Declare that you have the right to negotiate the film's use.",
    ):
        assert words in page
    assert submit_at(hers, draft, CLOSES - TICK)[0] == 403


def test_a_second_submit_gives_no_second_receipt(hers: FlaskClient, draft: Entry) -> None:
    assert [submit_at(hers, draft, CLOSES - TICK)[0] for _ in range(2)] == [303, 403]
    assert len(db.session().scalars(select(Receipt)).all()) == 1


def test_the_receipt_says_what_was_submitted_and_can_be_checked_by_anyone(
    app: flask.Flask, hers: FlaskClient, draft: Entry
) -> None:
    submit_at(hers, draft, CLOSES - TICK)
    db.session().expire_all()
    receipt = draft.receipt
    assert receipt
    said = receipts.check(receipt.code, signing.public_keys())
    assert (said.number, said.submitted_at, said.zone, said.title, said.content_hash) == (
        "GM5-0001",
        CLOSES - TICK,
        "Europe/Zurich",
        draft.title,
        receipt.sha256,
    )
    visitor = app.test_client()
    checked = visitor.get("/receipts/check", query_string={"code": receipt.code}).text
    assert "GM5-0001" in checked and "21 June 2020, 23:59 CEST in Geneva" in checked
    forged = receipt.code.replace("LR1.", "LR1.0", 1)
    assert visitor.get("/receipts/check", query_string={"code": forged}).status_code == 400


def test_the_receipt_thanks_its_filmmaker_and_says_what_happens_next(
    app: flask.Flask, hers: FlaskClient, draft: Entry, organizer: Person
) -> None:
    submit_at(hers, draft, CLOSES - TICK)
    page = f"/entries/{draft.id}/receipt"
    hers_says = hers.get(page).text
    desk_says = sign_in(app.test_client(), organizer).get(page).text
    thanks = "Thank you, your film is entered"
    assert (thanks in hers_says, thanks in desk_says) == (True, False)
    day = '<time datetime="2020-10-15">15 October 2020</time>'
    result = f"You hear the result by {day}, whatever it is, in a letter to {draft.owner.email}"
    assert result in hers_says
    assert hers_says.index("What happens next") < hers_says.index("21 June 2020, 23:59 CEST in Geneva")
    with db.transaction():
        operations.withdraw(draft, actor=draft.owner, now=CLOSES)
    assert thanks not in sign_in(app.test_client(), draft.owner).get(page).text


def test_the_receipt_on_paper_takes_nothing_in_a_title_for_markup(
    hers: FlaskClient, edition: Edition, lina: Person
) -> None:
    title = '#read("/etc/passwd") *bold* $x$ "'
    draft = factories.save(factories.entry(lina, edition.categories[2], title=title))
    submit_at(hers, draft, CLOSES - TICK)
    paper = hers.get(f"/entries/{draft.id}/receipt.pdf")
    text = PdfReader(BytesIO(paper.data)).pages[0].extract_text()
    assert paper.headers["Content-Disposition"] == "attachment; filename=GM5-0001.pdf"
    assert '#read("/etc/passwd") *bold* $x$ "' in text.replace("“", '"').replace("”", '"')


# --- At the same time: with the real clock, so that it holds for PostgreSQL's own as well


@pytest.fixture
def open_call(edition: Edition) -> Edition:
    """The call, open around the real present."""
    with db.transaction():
        edition.opens_at, edition.closes_at = clock.now() - timedelta(days=1), clock.now() + timedelta(days=1)
    return edition


def submit_elsewhere(app: flask.Flask, entry_id: int, ready: threading.Barrier | None = None) -> str:
    """What a request in another thread would do; the receipt's number, or why not."""
    with app.app_context():
        if ready:
            ready.wait()
        try:
            with db.transaction():
                entry = queries.held(entry_id)
                assert entry
                return operations.submit(entry, actor=entry.owner, now=clock.now()).number
        except Refused as error:
            return error.refusal.code


def test_of_two_submits_at_once_one_counts(app: flask.Flask, open_call: Edition, draft: Entry) -> None:
    entry_id, ready = draft.id, threading.Barrier(2)
    db.session().rollback()
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: submit_elsewhere(app, entry_id, ready), range(2)))
    assert sorted(answers) == ["GM5-0001", "already_submitted"]


def test_many_submits_at_once_take_numbers_without_a_gap(
    app: flask.Flask, open_call: Edition, lina: Person
) -> None:
    ids = [factories.save(factories.entry(lina, open_call.categories[2])).id for _ in range(6)]
    db.session().rollback()
    with ThreadPoolExecutor(6) as pool:
        answers = sorted(pool.map(lambda entry_id: submit_elsewhere(app, entry_id), ids))
    assert answers == [f"GM5-000{number}" for number in range(1, 7)]


def start_elsewhere(app: flask.Flask, key: str, person_id: int, category_id: int) -> str:
    """What a form for a new entry would do in another thread: its key, or why not."""
    with app.app_context():
        try:
            with db.transaction() as session:
                person, category = session.get(Person, person_id), session.get(Category, category_id)
                assert person and category
                return operations.start(
                    category, title="Kite", key=key, actor=person, now=clock.now() + timedelta(hours=2)
                ).creation_key
        except Refused as error:
            return error.refusal.code


def test_of_two_new_entries_at_once_the_fiftieth_draft_is_the_last(
    app: flask.Flask, open_call: Edition, lina: Person
) -> None:
    category = open_call.categories[2]
    for _ in range(49):
        factories.save(factories.entry(lina, category))
    start = partial(start_elsewhere, app, person_id=lina.id, category_id=category.id)
    db.session().rollback()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(start, ("a", "b", "c", "d")))
    assert answers.count("too_many_open_drafts") == 3


def test_a_submit_that_waited_for_its_lock_past_the_deadline_is_late(
    app: flask.Flask, open_call: Edition, draft: Entry
) -> None:
    closes_at = clock.now() + timedelta(seconds=1)
    with db.transaction():
        open_call.closes_at = closes_at
    entry_id = draft.id
    answers: list[str] = []
    waiting = threading.Thread(target=lambda: answers.append(submit_elsewhere(app, entry_id)))
    with db.transaction():
        assert queries.held(entry_id)
        assert clock.now() < closes_at
        waiting.start()
        while clock.now() <= closes_at:
            pass
    waiting.join()
    assert answers == ["call_closed"]


def test_every_way_in_asks_the_same_rule(edition: Edition, draft: Entry, organizer: Person) -> None:
    """Not even an organizer submits for somebody after the deadline, unless late and with a reason."""
    with pytest.raises(Refused), db.transaction():
        operations.submit(draft, actor=organizer, now=CLOSES)
    with db.transaction():
        operations.submit_late(draft, reason="The power was out.", actor=organizer, now=CLOSES)
    assert draft.state is EntryState.SUBMITTED


ACTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("submit", {}),
    ("withdraw", {}),
    ("copy", {"idempotency_key": "k"}),
    ("category", {"category": "short"}),
    ("film", {"title": "Mine now"}),
    ("film/propose", {"title": "Mine now"}),
    ("film-file", {"upload_key": "0"}),
)
PAGES = (
    "",
    "/film",
    "/submit",
    "/receipt",
    "/receipt.pdf",
    "/watch",
    "/film-progress/film",
    "/film-progress/next",
)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("path", "data"), ACTS)
@pytest.mark.usefixtures("mid_window")
def test_nobody_else_changes_an_entry(
    client: FlaskClient, draft: Entry, role: Role, path: str, data: dict[str, Any]
) -> None:
    outsider = factories.save(factories.person(role))
    before = (draft.state, draft.title, draft.category.slug)
    answer = sign_in(client, outsider).post(f"/entries/{draft.id}/{path}", data=data)
    assert answer.status_code in ((403, 404) if role is Role.ORGANIZER else (404,))
    db.session().expire_all()
    assert (draft.state, draft.title, draft.category.slug) == before
    assert queries.entries_of(outsider.id) == []


@pytest.mark.parametrize("role", [Role.FILMMAKER, Role.JUROR])
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.usefixtures("mid_window")
def test_nobody_else_opens_an_entry(client: FlaskClient, draft: Entry, role: Role, path: str) -> None:
    with db.transaction():
        operations.submit(draft, actor=draft.owner, now=clock.now())
    outsider = factories.save(factories.person(role))
    assert sign_in(client, outsider).get(f"/entries/{draft.id}{path}").status_code == 404
