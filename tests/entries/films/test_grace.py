"""The grace is told on pages and in letters; an entry without its film is not found eligible by accident."""

import os
import re
from datetime import datetime, timedelta

import flask
import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

import workers.uploads  # noqa: F401 (makes its jobs known)
from festival import db
from festival.accounts.models import Person
from festival.editions import operations as editions
from festival.editions.models import Edition
from festival.entries import operations
from festival.entries.desk import eligibility
from festival.entries.films import queries as film_queries
from festival.entries.films import signs
from festival.entries.films import waiting_operations as waiting
from festival.entries.models import Entry
from festival.entries.receipts import lines as receipt_lines
from festival.entries.states import EntryState, FilmState
from festival.kernel.refusals import Refused
from festival.messages.models import Letter
from festival.screeners.states import ScreenerState
from festival.uploads import operations as upload_operations
from festival.uploads.models import Upload
from festival.uploads.places import intake
from festival.uploads.states import UploadState
from festival.web import wording
from tests import factories
from tests.conftest import sign_in
from tests.entries.conftest import CLOSES, MID_WINDOW
from tests.entries.desk.test_more_time import remind_all
from tests.entries.films.test_film import an_upload, at_rest, look_at, send

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GRACE_ENDS = CLOSES + 48 * HOUR
MB = 1_000_000
pytestmark = pytest.mark.usefixtures("mid_window")


@pytest.fixture
def draft(edition: Edition, lina: Person) -> Entry:
    return factories.save(
        factories.entry(lina, edition.categories[1], film_link=None, runtime=1200, title="Kite")
    )


def arriving(owner: Person, *, grown_at: datetime = MID_WINDOW, here: int = 21 * MB) -> Upload:
    """A film of 263 MB of which so much is here, since then."""
    upload = an_upload(owner, length=263 * MB)
    path = intake().parts.path(upload.part)
    with path.open("wb") as file:
        file.truncate(here)
    os.utime(path, (grown_at.timestamp(), grown_at.timestamp()))
    return upload


@pytest.fixture
def half(draft: Entry, lina: Person) -> Entry:
    """Submitted with 21 of 263 MB."""
    send(draft, arriving(lina))
    with db.transaction():
        operations.submit(draft, actor=lina, now=MID_WINDOW)
    return draft


def said(entry: Entry, now: datetime) -> tuple[str, str]:
    """Icon and words."""
    db.session().expire_all()
    sign = signs.sign(film_queries.of(entry, now))
    return sign.icon, wording.explain(sign.words)


# --- One set of states


def test_each_state_of_a_film_has_its_own_icon_and_words(draft: Entry, lina: Person) -> None:
    found = [said(draft, MID_WINDOW)]
    upload = arriving(lina, grown_at=MID_WINDOW - timedelta(seconds=30))
    send(draft, upload)
    found.append(said(draft, MID_WINDOW))
    path, old = intake().parts.path(upload.part), (MID_WINDOW - timedelta(minutes=2)).timestamp()
    os.utime(path, (old, old))
    found.append(said(draft, MID_WINDOW))
    found.append(said(draft, GRACE_ENDS))
    send(draft, film := at_rest(lina))
    found.append(said(draft, MID_WINDOW))
    for state in (ScreenerState.READY, ScreenerState.REFUSED):
        look_at(film, state)
        found.append(said(draft, MID_WINDOW))
    assert found == [
        ("draft", "No film yet"),
        ("up", "Sending 7 %"),
        ("pause", "Stopped at 7 %"),
        ("gone", "The film did not arrive in time (21 of 263 MB)"),
        ("working", "Arrived, being checked"),
        ("good", "Ready to watch"),
        ("stop", "Cannot be shown"),
    ]


@pytest.mark.parametrize(("here", "words"), [(0, "Stopped at 0 %"), (263 * MB - 1, "Sending 99 %")])
def test_a_film_without_a_byte_is_not_being_sent_and_one_that_lacks_a_byte_is_not_here(
    draft: Entry, lina: Person, here: int, words: str
) -> None:
    send(draft, arriving(lina, here=here))
    assert said(draft, MID_WINDOW)[1] == words


def pages_of(entry: Entry) -> list[str]:
    return ["/entries", *(f"/entries/{entry.id}{page}" for page in ("", "/file", "/film", "/receipt"))]


def test_every_page_says_that_the_film_is_still_sent_and_until_when(
    app: flask.Flask, hers: FlaskClient, half: Entry, organizer: Person
) -> None:
    texts = [hers.get(page).text for page in pages_of(half)]
    desk = sign_in(app.test_client(), organizer)
    texts.append(desk.get(f"/desk/entries/{half.id}").text)
    texts.append(desk.get("/desk/entries").text)
    assert ["Sending 7 %" in text for text in texts] == [True] * 7
    until = '<time datetime="2020-06-23T22:00:00+0000" data-zone="Europe/Zurich"'
    assert [until in text and "22 days 5 hours left" in text for text in texts[:-1]] == [True] * 6


@pytest.mark.parametrize(
    ("state", "film", "now", "says"),
    [
        (EntryState.DRAFT, FilmState.RECEIVING, CLOSES - HOUR, True),
        (EntryState.DRAFT, FilmState.RECEIVING, CLOSES, False),
        (EntryState.DRAFT, FilmState.NONE, CLOSES, False),
        (EntryState.SUBMITTED, FilmState.RECEIVING, CLOSES, True),
        (EntryState.SUBMITTED, FilmState.RECEIVING, GRACE_ENDS - HOUR, True),
        (EntryState.SUBMITTED, FilmState.RECEIVING, GRACE_ENDS, False),
        (EntryState.SUBMITTED, FilmState.NONE, CLOSES - HOUR, True),
        (EntryState.SUBMITTED, FilmState.NONE, CLOSES, False),
        (EntryState.INELIGIBLE, FilmState.RECEIVING, CLOSES - HOUR, False),
        (EntryState.WITHDRAWN, FilmState.NONE, CLOSES - HOUR, False),
    ],
)
def test_list_entry_and_file_page_say_the_same_of_whether_the_film_may_arrive(
    app: flask.Flask,
    draft: Entry,
    mid_window: time_machine.Traveller,
    state: EntryState,
    film: FilmState,
    now: datetime,
    says: bool,
) -> None:
    if film is FilmState.RECEIVING:
        send(draft, arriving(draft.owner))
    with db.transaction():
        draft.state = state
        draft.submitted_at = None if state is EntryState.DRAFT else MID_WINDOW
    mid_window.move_to(now)
    hers = sign_in(app.test_client(), draft.owner)
    pages = ("/entries", f"/entries/{draft.id}", f"/entries/{draft.id}/file")
    texts = [hers.get(page).text for page in pages]
    assert ["The film may arrive until" in text for text in texts] == [says] * 3
    assert ('class="upload film"' in texts[2], "so this film cannot be entered any more" in texts[2]) == (
        says,
        state is EntryState.DRAFT and not says,
    )


def test_an_entry_without_its_film_is_never_green_and_says_so_first(
    app: flask.Flask, half: Entry, organizer: Person, mid_window: time_machine.Traveller
) -> None:
    for now, status, film in (
        (CLOSES + HOUR, "Waiting for the film", "Stopped at 7 %"),
        (GRACE_ENDS, "Film missing", "The film did not arrive in time"),
    ):
        mid_window.move_to(now)
        hers = sign_in(app.test_client(), half.owner)
        pages = [hers.get(page).text for page in ("/entries", f"/entries/{half.id}")]
        assert [states_of(page)[0] for page in pages] == [("warn", status)] * 2
        assert "In Consideration" not in "".join(pages)
        receipt = hers.get(f"/entries/{half.id}/receipt").text
        assert "Thank you, your entry is submitted" in receipt
        assert ("All of your film arrives" in receipt) is (now < GRACE_ENDS)
        assert receipt.index('<div class="notice warn">') < receipt.index(film) < receipt.index("<dl")
        with db.transaction():
            half.state = EntryState.ELIGIBLE
        desk = sign_in(app.test_client(), organizer)
        for page in (f"/desk/entries/{half.id}", "/desk/entries"):
            kinds = states_of(desk.get(page).text)
            assert kinds[0][0] == "warn" and kinds[0][1].startswith(film)
            assert kinds[1] == ("warn", "Eligible")
        with db.transaction():
            half.state = EntryState.SUBMITTED


def states_of(page: str) -> list[tuple[str, str]]:
    """The kinds and words of all states on a page, in their order."""
    found = re.findall(r'<span class="state (\w+)">(?:<svg.*?</svg>)?\s*([^<]*)</span>', page, re.DOTALL)
    return [(kind, words.strip()) for kind, words in found]


def test_an_entry_with_its_film_is_in_consideration(hers: FlaskClient, draft: Entry, lina: Person) -> None:
    send(draft, at_rest(lina))
    with db.transaction():
        operations.submit(draft, actor=lina, now=MID_WINDOW)
    assert states_of(hers.get("/entries").text)[0] == ("good", "In Consideration")
    assert "Thank you, your film is entered" in hers.get(f"/entries/{draft.id}/receipt").text


def test_a_receipt_names_both_titles_and_what_is_known_of_the_file(
    hers: FlaskClient, draft: Entry, lina: Person
) -> None:
    with db.transaction():
        draft.original_title = "طائرة ورقية"
    send(draft, film := at_rest(lina, filename="طائرة.mov"))
    with db.transaction():
        operations.submit(draft, actor=lina, now=MID_WINDOW)
    facts = facts_of(hers.get(f"/entries/{draft.id}/receipt").text)
    assert film.sha256
    assert facts["Title"] == "Kite" and facts["Original title"] == "طائرة ورقية"
    assert facts["Film file"] == "طائرة.mov · 3.0 GB"
    assert facts["Fingerprint of the film (SHA-256)"] == film.sha256
    assert "Length" not in facts
    look_at(film, ScreenerState.READY, seconds=1201)
    assert facts_of(hers.get(f"/entries/{draft.id}/receipt").text)["Length"] == "20 min 1 s"
    paper = hers.get(f"/entries/{draft.id}/receipt.pdf")
    assert (paper.status_code, paper.data[:5]) == (200, b"%PDF-")
    lines = dict(receipt_lines.of_film(film_queries.of(draft)))
    assert list(lines) == ["Film file", "Length", "Fingerprint of the film (SHA-256)"]


def facts_of(page: str) -> dict[str, str]:
    pairs = re.findall(r'<dt>(.*?)</dt><dd dir="auto">(.*?)</dd>', page, re.DOTALL)
    return {label: words.strip() for label, words in pairs}


def test_a_receipt_of_a_link_names_the_link(hers: FlaskClient, edition: Edition, lina: Person) -> None:
    link = "https://vimeo.com/394722551"
    entry = factories.save(factories.entry(lina, edition.categories[2], film_link=link))
    with db.transaction():
        operations.submit(entry, actor=lina, now=MID_WINDOW)
    facts = facts_of(hers.get(f"/entries/{entry.id}/receipt").text)
    assert facts["Link to the film"] == link and "Film file" not in facts


def test_every_page_says_that_the_film_did_not_arrive_and_none_that_it_is_looked_at(
    app: flask.Flask, half: Entry, organizer: Person, mid_window: time_machine.Traveller
) -> None:
    for now, is_swept in ((GRACE_ENDS, False), (GRACE_ENDS + 20 * DAY, True)):
        mid_window.move_to(now)
        if is_swept:
            with db.transaction():
                upload = db.session().get_one(Upload, half.film_upload_id)
                upload_operations.expire(upload, now=now)
            assert upload.state is UploadState.EXPIRED
            intake().parts.discard(upload.part)
        hers = sign_in(app.test_client(), half.owner)
        progress = hers.get(f"/entries/{half.id}/film-progress/film").text
        assert "looking at your film" not in progress
        texts = [hers.get(page).text for page in pages_of(half)]
        desk = sign_in(app.test_client(), organizer)
        texts += [desk.get(page).text for page in (f"/desk/entries/{half.id}", "/desk/entries")]
        words = "The film did not arrive in time (21 of 263 MB)"
        assert [words in text for text in texts] == [True] * 7
        assert ["looking at your film" in text for text in texts] == [False] * 7


def test_a_draft_whose_film_is_on_its_way_has_no_tick_beside_it(
    hers: FlaskClient, draft: Entry, lina: Person
) -> None:
    send(draft, arriving(lina))
    page = hers.get(f"/entries/{draft.id}/rights").text
    aside = page[page.index("Before you submit") :]
    assert "Sending 7 %" in aside[: aside.index("/rights")]


# --- Letters


def letters(entry: Entry) -> list[tuple[str, str]]:
    db.session().expire_all()
    rows = db.session().execute(select(Letter.event, Letter.body).order_by(Letter.id))
    return [(event.removeprefix("entries/"), body) for event, body in rows]


def events(entry: Entry) -> list[str]:
    return [event for event, _ in letters(entry)]


def test_the_letter_of_the_receipt_says_what_is_missing_and_until_when(half: Entry) -> None:
    ((_, body),) = letters(half)
    assert "Your film is not here yet: 21 of 263 MB have arrived." in body
    assert "It may arrive until Tuesday 23 June 2020, 24:00 in Geneva." in body


def test_the_letter_of_the_receipt_of_a_film_that_is_here_says_nothing_of_it(
    draft: Entry, lina: Person
) -> None:
    send(draft, at_rest(lina))
    with db.transaction():
        operations.submit(draft, actor=lina, now=MID_WINDOW)
    assert "Your film is not here yet" not in letters(draft)[0][1]


def test_a_day_and_three_hours_before_the_end_and_at_the_end_a_letter_leaves_once(half: Entry) -> None:
    sent = []
    for before in (25, 24, 12, 3, 1, 0, -1, -24 * 20, -24 * 31):
        remind_all(GRACE_ENDS - before * HOUR)
        sent.append(len(letters(half)) - 1)
    assert sent == [0, 1, 1, 2, 2, 3, 3, 3, 3]
    day, hours, end = [body for _, body in letters(half)[1:]]
    assert "It may arrive until Tuesday 23 June 2020, 24:00 in Geneva: 1 day left." in day
    assert "3 hours left." in hours
    assert "The film did not arrive in time (21 of 263 MB)." in end


def test_a_moved_end_is_told_again(half: Entry, organizer: Person) -> None:
    remind_all(GRACE_ENDS - HOUR)
    with db.transaction():
        changes = {"upload_grace_hours": 96}
        editions.edit(half.edition, actor=organizer, now=GRACE_ENDS - HOUR, changes=changes)
    for before in (47, 20, 2, 0):
        remind_all(GRACE_ENDS + 48 * HOUR - before * HOUR)
    assert events(half)[1:] == ["film_reminder", "film_reminder", "film_reminder", "film_missed"]


def test_who_is_awaited_is_reminded_also_where_no_byte_ever_came(draft: Entry, organizer: Person) -> None:
    with db.transaction():
        operations.submit_for(draft, actor=organizer, now=MID_WINDOW)
    with db.transaction():
        now = CLOSES + 9 * DAY
        waiting.await_film(draft, now + 2 * DAY, reason="By post.", actor=organizer, now=now)
    for before in (30, 20, 0):
        remind_all(now + 2 * DAY - before * HOUR)
    assert events(draft)[1:] == ["film_awaited", "film_reminder", "film_missed"]


def test_who_was_refused_in_an_open_call_hears_of_its_own_end_and_not_of_an_earlier_one(
    draft: Entry, lina: Person
) -> None:
    send(draft, film := at_rest(lina))
    with db.transaction():
        operations.submit(draft, actor=lina, now=MID_WINDOW)
    look_at(film, ScreenerState.REFUSED, at=MID_WINDOW)
    for before in (24 * 19, 24 * 18, 24, 0):
        remind_all(CLOSES - before * HOUR)
    assert events(draft)[2:] == ["film_reminder", "film_missed"]


def test_an_entry_whose_film_was_never_begun_hears_of_it_too(draft: Entry, organizer: Person) -> None:
    with db.transaction():
        operations.submit_for(draft, actor=organizer, now=MID_WINDOW)
    for before in (25, 3, 0):
        remind_all(CLOSES - before * HOUR)
    assert events(draft)[1:] == ["film_reminder", "film_missed"]


@pytest.mark.parametrize("state", [EntryState.DRAFT, EntryState.INELIGIBLE, EntryState.WITHDRAWN])
def test_nobody_else_is_written_to(half: Entry, state: EntryState) -> None:
    with db.transaction():
        half.state = state
    for before in (24, 0):
        remind_all(GRACE_ENDS - before * HOUR)
    assert events(half)[1:] == []


def test_a_film_that_came_whole_is_not_asked_for(half: Entry, lina: Person) -> None:
    send(half, at_rest(lina))
    for before in (24, 0):
        remind_all(GRACE_ENDS - before * HOUR)
    assert events(half)[1:] == []


# --- Eligible


def no_film(entry: Entry, film: FilmState) -> None:
    owner = entry.owner
    if film in (FilmState.RECEIVING, FilmState.LATE):
        send(entry, arriving(owner))
    elif film is not FilmState.NONE:
        send(entry, upload := at_rest(owner))
        if film is not FilmState.CHECKING:
            look_at(upload, ScreenerState(film))


@pytest.mark.parametrize(
    ("film", "is_free"),
    [
        (FilmState.NONE, False),
        (FilmState.RECEIVING, False),
        (FilmState.LATE, False),
        (FilmState.REFUSED, False),
        (FilmState.CHECKING, True),
        (FilmState.READY, True),
    ],
)
def test_an_entry_without_a_film_is_found_eligible_with_a_reason_alone(
    draft: Entry, organizer: Person, film: FilmState, is_free: bool
) -> None:
    no_film(draft, film)
    with db.transaction():
        draft.state, draft.submitted_at = EntryState.SUBMITTED, MID_WINDOW
    now = GRACE_ENDS if film is FilmState.LATE else MID_WINDOW
    words = "is still being sent" if film is FilmState.RECEIVING else "There is no film to show"
    if not is_free:
        with pytest.raises(Refused, match=words), db.transaction():
            eligibility.find_eligible(draft, actor=organizer, now=now)
    with db.transaction():
        reason = "" if is_free else "It comes on a disk."
        eligibility.find_eligible(draft, reason=reason, actor=organizer, now=now)
    assert (draft.state, draft.eligibility_reason) == (EntryState.ELIGIBLE, reason)


def test_the_list_finds_what_did_not_arrive_and_many_at_once_are_not_found_eligible(
    client: FlaskClient, half: Entry, edition: Edition, organizer: Person, mid_window: time_machine.Traveller
) -> None:
    other = factories.save(
        factories.entry(half.owner, edition.categories[2], state=EntryState.SUBMITTED, title="Swan")
    )
    mid_window.move_to(GRACE_ENDS)
    desk = sign_in(client, organizer)
    listed = desk.get("/desk/entries?film=late").text
    assert ("Kite" in listed, "Swan" in listed) == (True, False)
    page = desk.post(
        "/desk/entries", data={"entry": [half.id, other.id], "act": "eligible"}, follow_redirects=True
    ).text
    db.session().expire_all()
    assert (half.state, other.state) == (EntryState.SUBMITTED, EntryState.ELIGIBLE)
    assert "Kite was left as it is: There is no film to show" in page
    answer = desk.post(f"/desk/entries/{half.id}/eligible", data={"reason": "A disk is on its way."})
    db.session().expire_all()
    assert (answer.status_code, half.state) == (303, EntryState.ELIGIBLE)
