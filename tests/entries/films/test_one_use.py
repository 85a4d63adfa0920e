"""An upload is one thing, film or subtitles; what nobody judges any more gives its room back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import flask
import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

import workers.entries
import workers.screeners  # noqa: F401
from festival import db
from festival.accounts.models import Person
from festival.editions.models import Edition
from festival.entries import change_requests, operations, queries
from festival.entries.desk import eligibility
from festival.entries.films import operations as film_operations
from festival.entries.films import subtitle_operations
from festival.entries.models import Entry, Proposal
from festival.entries.states import EntryState, ProposalState
from festival.jobs.models import Job, JobState
from festival.kernel.refusals import Refused
from festival.messages.models import Letter
from festival.screeners.media.subtitles.limits import LARGEST_BYTES
from festival.screeners.models import Screener
from festival.screeners.states import ScreenerState
from festival.uploads import queries as uploads
from festival.uploads.models import Upload
from festival.uploads.states import UploadState
from tests import factories
from tests.conftest import sign_in
from tests.entries.conftest import CLOSES
from tests.entries.films.test_film import NOW, an_upload, at_rest, look_at, send
from tests.screeners.test_checks import FACTS
from workers import runner

pytestmark = pytest.mark.usefixtures("mid_window")
DAY = timedelta(days=1)


@pytest.fixture
def draft(edition: Edition, lina: Person) -> Entry:
    return factories.save(
        factories.entry(lina, edition.categories[1], film_link=None, runtime=1200, title="Kite")
    )


def refusal(act: Callable[[], object]) -> str | None:
    try:
        with db.transaction():
            act()
    except Refused as error:
        return error.refusal.code
    return None


def submitted(entry: Entry, now: datetime = NOW) -> Entry:
    with db.transaction():
        operations.submit(entry, actor=entry.owner, now=now)
    return entry


def test_a_film_is_no_subtitle_file_and_stays(hers: FlaskClient, draft: Entry, lina: Person) -> None:
    film = at_rest(lina, length=5000)
    send(draft, film)
    answer = hers.post(f"/entries/{draft.id}/subtitles", data={"upload_key": film.key})
    db.session().expire_all()
    assert (answer.status_code, draft.subtitle_files) == (403, [])
    assert (draft.film_upload_id, film.claimed_for) == (film.id, f"entry:{draft.id}:film")


def test_a_subtitle_file_is_no_film_and_stays(hers: FlaskClient, draft: Entry, lina: Person) -> None:
    file = at_rest(lina, filename="film.en.srt")
    hers.post(f"/entries/{draft.id}/subtitles", data={"upload_key": file.key})
    answer = hers.post(f"/entries/{draft.id}/film-file", data={"upload_key": file.key})
    db.session().expire_all()
    assert (answer.status_code, draft.film_upload_id) == (403, None)
    assert file.claimed_for == f"entry:{draft.id}:subtitles"


@pytest.mark.parametrize(("length", "code"), [(LARGEST_BYTES, None), (LARGEST_BYTES + 1, "too")])
def test_a_subtitle_file_has_a_limit_at_the_claim(
    hers: FlaskClient, draft: Entry, lina: Person, length: int, code: str | None
) -> None:
    file = an_upload(lina, filename="film.en.srt", length=length)
    answer = hers.post(f"/entries/{draft.id}/subtitles", data={"upload_key": file.key})
    db.session().expire_all()
    assert (answer.status_code, len(draft.subtitle_files)) == ((403, 0) if code else (303, 1))
    assert ("too large for subtitles (10 MB at most)" in answer.text) == bool(code)


def test_all_that_an_entry_claims_counts_to_its_quota(draft: Entry, lina: Person) -> None:
    send(draft, an_upload(lina, length=70))
    file = an_upload(lina, filename="film.en.srt", length=7)
    with db.transaction():
        subtitle_operations.add_subtitles(draft, file, actor=lina, now=NOW)
    assert uploads.bytes_claimed_for(f"entry:{draft.id}:film") == 77


# --- Withdrawn


def withdraw(entry: Entry) -> None:
    with db.transaction():
        operations.withdraw(entry, actor=entry.owner, now=NOW)


def drain(*names: str) -> None:
    """Do the queued jobs of these names."""
    found = select(Job.id).where(Job.state == JobState.WAITING, Job.name.in_(names))
    for job_id in db.session().scalars(found).all():
        runner.run(job_id)
    db.session().expire_all()


def test_a_withdrawn_film_stops_arriving_and_gives_back_its_room(
    app: flask.Flask, hers: FlaskClient, draft: Entry, lina: Person
) -> None:
    film = an_upload(lina)
    send(draft, film)
    withdraw(submitted(draft))
    assert (film.state, film.claimed_for, draft.film_upload_id) == (UploadState.GONE, None, None)
    assert uploads.bytes_of(lina.id) == 0
    headers = {
        "Tus-Resumable": "1.0.0",
        "Upload-Offset": "0",
        "Content-Type": "application/offset+octet-stream",
    }
    assert hers.patch(f"/files/{film.key}", data=b"x", headers=headers).status_code == 410


def test_a_withdrawn_film_that_is_whole_is_kept_for_two_weeks_and_its_owner_may_end_it(
    hers: FlaskClient, draft: Entry, lina: Person, mid_window: time_machine.Traveller
) -> None:
    film = at_rest(lina)
    send(draft, film)
    withdraw(submitted(draft))
    assert [len(uploads.overdue(NOW + days * DAY)) for days in (13, 14)] == [0, 1]
    assert hers.delete(f"/files/{film.key}", headers={"Tus-Resumable": "1.0.0"}).status_code == 204


def test_a_withdrawn_film_is_not_processed_further_and_nobody_is_written_to(
    draft: Entry, lina: Person
) -> None:
    film = at_rest(lina)
    send(draft, film)
    withdraw(submitted(draft))
    drain("screeners.make", "entries.film_settled")
    assert db.session().scalars(select(Screener)).all() == []
    events = db.session().scalars(select(Letter.event).order_by(Letter.id)).all()
    assert events == ["entries/submitted", "entries/withdrawn"]


def test_a_film_that_was_let_go_and_is_claimed_again_is_looked_at_anew(draft: Entry, lina: Person) -> None:
    film = at_rest(lina)
    send(draft, film)
    with db.transaction():
        film_operations.remove_film(draft, film, actor=lina, now=NOW)
    drain("screeners.make")
    send(draft, film)
    waiting = select(Job.arguments).where(Job.state == JobState.WAITING, Job.name == "screeners.make")
    assert db.session().scalars(waiting).all() == [{"upload_id": film.id}]


def test_the_open_wishes_of_a_withdrawn_entry_end_and_cannot_be_granted(
    draft: Entry, lina: Person, organizer: Person
) -> None:
    send(draft, at_rest(lina))
    submitted(draft)
    with db.transaction():
        change_requests.propose(draft, {"title": ["Swan"]}, locale="en", actor=lina, now=NOW)
    withdraw(draft)
    proposal = db.session().scalars(select(Proposal)).one()
    assert proposal.state is ProposalState.TAKEN_BACK
    for answer in (change_requests.accept, partial(change_requests.decline, reason="")):
        assert refusal(partial(answer, proposal, actor=organizer, now=NOW)) == "entry_withdrawn"
    assert draft.title == "Kite"


def test_the_film_of_an_ineligible_entry_stays_and_does_not_count_to_the_quota(
    draft: Entry, lina: Person, organizer: Person
) -> None:
    film = at_rest(lina, length=900)
    send(draft, film)
    submitted(draft)
    with db.transaction():
        eligibility.find_ineligible(draft, reason="Too early.", actor=organizer, now=NOW)
    assert (uploads.bytes_of(lina.id), film.state) == (0, UploadState.RECEIVED)
    with db.transaction():
        eligibility.find_eligible(draft, actor=organizer, now=NOW)
    assert uploads.bytes_of(lina.id) == 900


# --- Removed by its owner


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_what_was_never_submitted_is_its_owners_to_remove(
    app: flask.Flask, hers: FlaskClient, draft: Entry, lina: Person, organizer: Person, is_withdrawn: bool
) -> None:
    film = at_rest(lina)
    send(draft, film)
    if is_withdrawn:
        withdraw(draft)
    address = f"/entries/{draft.id}"
    assert "Remove this entry" in hers.get(address).text
    assert hers.post(f"{address}/remove").status_code == 303
    db.session().expire_all()
    assert [hers.get(each).status_code for each in (address, f"{address}/film")] == [404, 404]
    assert "Kite" not in hers.get("/entries").text
    desk = sign_in(app.test_client(), organizer)
    assert desk.get(f"/desk/entries/{draft.id}").status_code == 404
    assert "Kite" not in desk.get("/desk/entries").text
    row = db.session().scalars(select(Entry)).one()
    assert (row.title, row.directors, row.search_words, row.film_link) == ("", [], "", None)
    assert is_withdrawn or film.state is UploadState.GONE


@pytest.mark.parametrize("state", [EntryState.SUBMITTED, EntryState.ELIGIBLE, EntryState.INELIGIBLE])
def test_what_was_submitted_cannot_be_removed(hers: FlaskClient, draft: Entry, state: EntryState) -> None:
    send(draft, at_rest(draft.owner))
    submitted(draft)
    with db.transaction():
        draft.state = state
    assert hers.post(f"/entries/{draft.id}/remove").status_code == 403
    assert "Remove this entry" not in hers.get(f"/entries/{draft.id}").text


def test_a_submitted_and_withdrawn_entry_stays_with_its_receipt(hers: FlaskClient, draft: Entry) -> None:
    send(draft, at_rest(draft.owner))
    withdraw(submitted(draft))
    assert hers.post(f"/entries/{draft.id}/remove").status_code == 403
    assert hers.get(f"/entries/{draft.id}/receipt").status_code == 200


def test_nobody_else_removes_an_entry(client: FlaskClient, draft: Entry, organizer: Person) -> None:
    stranger = factories.save(factories.person())
    answers = [
        sign_in(client, person).post(f"/entries/{draft.id}/remove").status_code
        for person in (stranger, organizer)
    ]
    db.session().expire_all()
    assert (answers, queries.by_id(draft.id)) == ([404, 403], draft)


# --- The same film twice


def another(edition: Edition, owner: Person, title: str = "Swan") -> Entry:
    return factories.save(
        factories.entry(owner, edition.categories[1], film_link=None, runtime=1200, title=title)
    )


def flags(entry: Entry) -> list[tuple[str, object]]:
    db.session().expire_all()
    return [(flag.kind, flag.details["receipts"]) for flag in entry.flags if "receipts" in flag.details]


def test_the_same_file_twice_in_one_edition_is_flagged_at_both_entries(
    edition: Edition, draft: Entry, lina: Person
) -> None:
    omar = factories.save(factories.person())
    second = another(edition, omar)
    for entry in (draft, second):
        send(entry, film := at_rest(entry.owner, sha256="ab" * 32))
        submitted(entry)
        look_at(film, ScreenerState.READY)
    assert [flags(entry) for entry in (draft, second)] == [
        [("entered_twice", ["GM5-0002"])],
        [("entered_twice", ["GM5-0001"])],
    ]


def test_two_films_of_two_people_are_not_flagged(edition: Edition, draft: Entry) -> None:
    second = another(edition, factories.save(factories.person()))
    for entry in (draft, second):
        send(entry, film := at_rest(entry.owner))
        submitted(entry)
        look_at(film, ScreenerState.READY)
    assert [flags(entry) for entry in (draft, second)] == [[], []]


def as_file(owner: Person, how: str) -> Upload:
    if how == "same bytes":
        return at_rest(owner, sha256="ab" * 32)
    if how == "same beginning":
        return an_upload(owner, fingerprint="f00")
    return at_rest(owner)


@pytest.mark.parametrize(
    ("how", "title"), [("same bytes", "Swan"), ("same beginning", "Swan"), ("same title", "KITE!")]
)
def test_who_enters_a_film_twice_is_asked(
    hers: FlaskClient, edition: Edition, draft: Entry, lina: Person, how: str, title: str
) -> None:
    second = another(edition, lina, title)
    for entry in (draft, second):
        send(entry, as_file(lina, how))
    submitted(draft)
    question = "You entered this film already (GM5-0001)"
    assert question in hers.get(f"/entries/{second.id}/file").text
    page = hers.get(f"/entries/{second.id}/submit").text
    assert question in page and "It is another cut than GM5-0001." in page
    answer = hers.post(f"/entries/{second.id}/submit")
    assert (answer.status_code, question in answer.text) == (409, True)
    assert hers.post(f"/entries/{second.id}/submit", data={"other_cut": "GM5-0009"}).status_code == 409
    assert hers.post(f"/entries/{second.id}/submit", data={"other_cut": "GM5-0001"}).status_code == 303
    db.session().expire_all()
    assert second.receipt and second.receipt.number == "GM5-0002"


def test_who_withdrew_the_first_is_not_asked(
    hers: FlaskClient, edition: Edition, draft: Entry, lina: Person
) -> None:
    send(draft, at_rest(lina))
    withdraw(submitted(draft))
    second = another(edition, lina, "Kite")
    send(second, at_rest(lina))
    assert hers.post(f"/entries/{second.id}/submit").status_code == 303


# --- The category after the close


@pytest.fixture
def long_film(draft: Entry, lina: Person) -> Entry:
    """Submitted as a short film, measured as a feature."""
    send(draft, film := at_rest(lina))
    submitted(draft)
    look_at(film, ScreenerState.READY, seconds=41 * 60 + 1)
    with db.transaction():
        screener = db.session().scalars(select(Screener)).one()
        screener.facts_row = replace(FACTS, seconds=41 * 60 + 1).to_json()
    return draft


def test_after_the_call_a_category_is_asked_for_and_the_festival_answers(
    app: flask.Flask,
    hers: FlaskClient,
    long_film: Entry,
    organizer: Person,
    mid_window: time_machine.Traveller,
) -> None:
    address = f"/entries/{long_film.id}"
    mid_window.move_to(CLOSES)
    hers = sign_in(app.test_client(), long_film.owner)
    assert hers.post(f"{address}/category", data={"category": "feature"}).status_code == 403
    assert "Ask the festival to enter it in: Feature films" in hers.get(address).text
    for _ in range(2):
        hers.post(f"{address}/category/propose", data={"category": "feature"})
    db.session().expire_all()
    assert long_film.category.slug == "short"
    proposal = db.session().scalars(select(Proposal)).one()
    assert (proposal.field, proposal.before, proposal.after) == ("category", "short", "feature")
    desk = sign_in(app.test_client(), organizer)
    assert "Feature films" in desk.get(f"/desk/entries/{long_film.id}").text
    desk.post(f"/desk/entries/{long_film.id}/proposals/{proposal.id}/accept")
    db.session().expire_all()
    assert (long_film.category.slug, proposal.state) == ("feature", ProposalState.ACCEPTED)
    letter = db.session().scalars(select(Letter.body).where(Letter.event == "entries/proposal_answered"))
    assert "The festival accepted your change of “Category” in “Kite”." in letter.one()


def test_a_declined_category_stays(
    app: flask.Flask, hers: FlaskClient, long_film: Entry, organizer: Person
) -> None:
    hers.post(f"/entries/{long_film.id}/category/propose", data={"category": "feature"})
    proposal = db.session().scalars(select(Proposal)).one()
    desk = sign_in(app.test_client(), organizer)
    desk.post(f"/desk/entries/{long_film.id}/proposals/{proposal.id}/decline", data={"reason": "No."})
    db.session().expire_all()
    assert (long_film.category.slug, proposal.state) == ("short", ProposalState.DECLINED)
