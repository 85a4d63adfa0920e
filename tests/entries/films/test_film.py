"""The film of an entry: claimed while it arrives, exchanged when the new one plays, never lost by mistake."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db
from festival.accounts.models import Person
from festival.editions.models import Edition
from festival.entries import operations, queries
from festival.entries.drafts import checklist
from festival.entries.films import operations as film_operations
from festival.entries.films import queries as film_queries
from festival.entries.models import Entry
from festival.entries.states import FilmState
from festival.jobs.models import Job
from festival.kernel import message_rows
from festival.kernel.refusals import Refused
from festival.kernel.words import Seconds, message
from festival.messages.models import Letter
from festival.screeners import operations as screener_operations
from festival.screeners import rules as screener_rules
from festival.screeners.models import Screener
from festival.screeners.states import ScreenerState, Step
from festival.uploads.models import Upload
from festival.uploads.states import UploadState
from tests import factories
from tests.conftest import sign_in
from tests.screeners.test_checks import FACTS, SOUND

NOW = datetime(2020, 6, 1, 16, 2, tzinfo=UTC)
CLOSES = datetime(2020, 6, 21, 22, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("mid_window")


def an_upload(owner: Person, **values: Any) -> Upload:
    """A film file of 3 GB on its way, or as far as `values` say."""
    defaults = {
        "key": f"{next(factories.NUMBERS):032x}",
        "owner_id": owner.id,
        "state": UploadState.RECEIVING,
        "length": 40_000 if str(values.get("filename", "")).endswith(".srt") else 3_000_000_000,
        "filename": "film.mov",
        "created_at": NOW,
        "accept_until": NOW + timedelta(days=14),
    }
    return factories.save(Upload(**(defaults | values)))


def at_rest(owner: Person, **values: Any) -> Upload:
    """A film file that is here whole."""
    key = f"{next(factories.NUMBERS):032x}"
    return an_upload(
        owner,
        key=key,
        state=UploadState.RECEIVED,
        received_at=NOW,
        sha256=values.pop("sha256", key * 2),
        storage_key=f"originals/{key}",
        **values,
    )


def send(entry: Entry, upload: Upload, now: datetime = NOW) -> None:
    with db.transaction():
        film_operations.send_film(entry, upload, actor=entry.owner, now=now)


def look_at(upload: Upload, state: ScreenerState, seconds: float = 1200, at: datetime = NOW) -> None:
    """What the worker does to the screener's row, and then tells the entry."""
    with db.transaction():
        screener = db.session().scalars(select(Screener).where(Screener.upload_id == upload.id)).one()
        screener.state, screener.settled_at, screener.step = state, NOW, Step.MADE
        screener.facts_row = {"seconds": seconds}
        if state is ScreenerState.REFUSED:
            screener.refusal_row = {"code": "still", "text": "This is a picture.", "values": {}}
        entry = film_queries.entry_of(upload.id)
        assert entry
        film_operations.settle(entry, upload, now=at)


@pytest.fixture
def draft(edition: Edition, lina: Person) -> Entry:
    return factories.save(factories.entry(lina, edition.categories[1], film_link=None, runtime=1200))


def test_a_film_is_claimed_while_it_arrives_and_may_be_submitted_so(draft: Entry, lina: Person) -> None:
    upload = an_upload(lina)
    send(draft, upload)
    assert (draft.film_upload_id, upload.claimed_for) == (upload.id, f"entry:{draft.id}:film")
    assert film_queries.of(draft).state is FilmState.RECEIVING
    assert upload.accept_until == CLOSES + timedelta(hours=48)
    with db.transaction():
        operations.submit(draft, actor=lina, now=CLOSES - timedelta(microseconds=1))
    assert draft.receipt and draft.receipt.number == "GM5-0001"


def test_an_extension_lengthens_the_wait_for_bytes_at_submission(
    draft: Entry, lina: Person, organizer: Person, edition: Edition
) -> None:
    upload = an_upload(lina)
    send(draft, upload)
    factories.save(factories.extension(edition, lina, organizer, until=CLOSES + timedelta(days=3)))
    with db.transaction():
        operations.submit(draft, actor=lina, now=CLOSES + timedelta(days=1))
    assert upload.accept_until == CLOSES + timedelta(days=3, hours=48)


def test_a_file_at_rest_is_looked_at_once(draft: Entry, lina: Person) -> None:
    upload = at_rest(lina)
    send(draft, upload)
    send(draft, upload)
    film_operations.receive(upload, now=NOW)
    assert db.session().scalars(select(Screener.upload_id)).all() == [upload.id]
    assert film_queries.of(draft).state is FilmState.CHECKING


def test_a_second_film_replaces_the_first_only_when_it_plays(draft: Entry, lina: Person) -> None:
    first, second, third = at_rest(lina), at_rest(lina), at_rest(lina)
    send(draft, first)
    look_at(first, ScreenerState.READY)
    send(draft, second)
    look_at(second, ScreenerState.REFUSED)
    assert (draft.film_upload_id, draft.next_upload_id) == (first.id, second.id)
    send(draft, third)
    look_at(third, ScreenerState.READY)
    assert (draft.film_upload_id, draft.next_upload_id) == (third.id, None)
    assert [upload.claimed_for for upload in (first, second, third)] == [None, None, f"entry:{draft.id}:film"]
    letters = db.session().scalars(select(Letter.event).order_by(Letter.id)).all()
    assert letters == ["entries/film_ready", "entries/film_refused", "entries/film_ready"]


def test_a_film_that_we_could_not_judge_is_told_to_its_filmmaker_and_to_every_organizer(
    draft: Entry, lina: Person, organizer: Person
) -> None:
    upload = at_rest(lina)
    send(draft, upload)
    with db.transaction():
        screener = db.session().scalars(select(Screener)).one()
        screener_operations.give_up(screener, now=NOW)
        film_operations.settle(draft, upload, now=NOW)
        film_operations.settle(draft, upload, now=NOW)
    letters = db.session().scalars(select(Letter).order_by(Letter.id)).all()
    assert [(letter.event, letter.person_id) for letter in letters] == [
        ("entries/film_not_judged", lina.id),
        ("entries/film_needs_attention", organizer.id),
    ]
    assert "This may not be your film's fault." in letters[0].body
    assert "/health" in letters[1].body
    assert film_queries.of(draft).state is FilmState.UNCHECKED
    assert checklist.missing(draft, FilmState.UNCHECKED) == []
    look_at(upload, ScreenerState.READY)
    events = db.session().scalars(select(Letter.event).order_by(Letter.id)).all()
    assert events[2:] == ["entries/film_ready"]


def test_the_letter_about_a_ready_film_tells_of_a_missing_end(draft: Entry, lina: Person) -> None:
    upload = at_rest(lina)
    send(draft, upload)
    note = message("missing_end", "The last {missing} of this film are missing.", missing=Seconds(8))
    with db.transaction():
        db.session().scalars(select(Screener)).one().notes_rows = [message_rows.to_json(note)]
    look_at(upload, ScreenerState.READY)
    assert "The last 8 s of this film are missing." in db.session().scalars(select(Letter.body)).one()


def test_a_refused_film_makes_room_at_once_and_its_letter_says_why(draft: Entry, lina: Person) -> None:
    first, second = at_rest(lina), an_upload(lina)
    send(draft, first)
    look_at(first, ScreenerState.REFUSED)
    send(draft, second)
    assert (draft.film_upload_id, draft.next_upload_id) == (second.id, None)
    assert "This is a picture." in db.session().scalars(select(Letter.body)).one()


def test_letters_about_one_entry_do_not_show_with_another(
    hers: FlaskClient, draft: Entry, lina: Person, edition: Edition
) -> None:
    """The letter's key names entry and upload: the numbers of the one must not be taken for the other."""
    other = factories.save(factories.entry(factories.person(), edition.categories[1], film_link=None))
    upload = at_rest(other.owner)
    assert upload.id == draft.id
    send(other, upload)
    look_at(upload, ScreenerState.READY)
    assert [letter.event for letter in queries.letters(other.id)] == ["entries/film_ready"]
    assert queries.letters(draft.id) == []


def test_a_film_of_the_wrong_length_is_flagged_and_can_be_moved_with_one_button(
    hers: FlaskClient, draft: Entry, lina: Person, edition: Edition
) -> None:
    upload = at_rest(lina)
    send(draft, upload)
    with db.transaction():
        operations.submit(draft, actor=lina, now=NOW)
    look_at(upload, ScreenerState.READY, seconds=41 * 60 + 0.2)
    assert [flag.kind for flag in draft.flags] == ["other_category", "runtime_differs"]
    letter = db.session().scalars(select(Letter.body).where(Letter.event == "entries/film_ready")).one()
    assert "At most 40 min, yours is 41 min: it fits Feature films." in letter
    hers.post(f"/entries/{draft.id}/category", data={"category": "feature"})
    db.session().expire_all()
    assert draft.category.slug == "feature"
    assert [flag.kind for flag in draft.flags] == ["runtime_differs"]


def test_a_film_between_the_categories_is_flagged_and_not_turned_away(draft: Entry, lina: Person) -> None:
    upload = at_rest(lina)
    send(draft, upload)
    look_at(upload, ScreenerState.READY, seconds=40 * 60 + 30)
    assert [flag.kind for flag in draft.flags] == ["no_category", "runtime_differs"]
    with db.transaction():
        operations.submit(draft, actor=lina, now=NOW)


def test_the_same_file_in_a_later_edition_is_noticed(edition: Edition, lina: Person, draft: Entry) -> None:
    before = at_rest(lina, sha256="ab" * 32)
    send(draft, before)
    with db.transaction():
        operations.submit(draft, actor=lina, now=NOW)
    later = factories.save(factories.next_edition())
    again = factories.save(factories.entry(lina, later.categories[1], title="Another name", film_link=None))
    copy = at_rest(lina, sha256="ab" * 32)
    send(again, copy)
    look_at(copy, ScreenerState.READY, seconds=900)
    assert [(flag.kind, flag.details) for flag in again.flags] == [
        ("entered_before", {"receipts": ["GM5-0001"]})
    ]


INSTANT = timedelta(microseconds=1)
GRACE = timedelta(hours=48)


@pytest.fixture
def submitted(draft: Entry, lina: Person) -> Entry:
    """Submitted in time, with a film that cannot be shown."""
    send(draft, film := at_rest(lina))
    with db.transaction():
        operations.submit(draft, actor=lina, now=NOW)
    look_at(film, ScreenerState.REFUSED)
    return draft


def begun(owner: Person, at: datetime) -> Upload:
    return an_upload(owner, created_at=at, accept_until=at + timedelta(days=14))


def test_after_the_call_a_film_that_plays_stays(draft: Entry, lina: Person) -> None:
    first, second = at_rest(lina), begun(lina, NOW)
    send(draft, first)
    with db.transaction():
        operations.submit(draft, actor=lina, now=NOW)
    with pytest.raises(Refused, match="your film is here"):
        send(draft, second, now=CLOSES)
    assert draft.film_upload_id == first.id


def test_after_the_call_a_film_counts_whose_sending_began_before_it_closed(
    submitted: Entry, lina: Person
) -> None:
    late, in_time = begun(lina, CLOSES), begun(lina, CLOSES - INSTANT)
    with pytest.raises(Refused, match="The call closed on"):
        send(submitted, late, now=CLOSES)
    send(submitted, in_time, now=CLOSES + GRACE - INSTANT)
    assert (submitted.film_upload_id, in_time.accept_until) == (in_time.id, CLOSES + GRACE)


def test_after_the_grace_no_film_is_taken_however_early_its_sending_began(
    submitted: Entry, lina: Person
) -> None:
    before = submitted.film_upload_id
    with pytest.raises(Refused, match="could arrive until"):
        send(submitted, begun(lina, NOW), now=CLOSES + GRACE)
    assert submitted.film_upload_id == before


def test_an_extension_lets_another_film_be_sent(
    submitted: Entry, lina: Person, organizer: Person, edition: Edition
) -> None:
    until = CLOSES + timedelta(days=5)
    factories.save(factories.extension(edition, lina, organizer, until=until))
    late, in_time = begun(lina, until), begun(lina, until - INSTANT)
    with pytest.raises(Refused, match="The call closed on"):
        send(submitted, late, now=until)
    send(submitted, in_time, now=until - INSTANT)
    assert (submitted.film_upload_id, in_time.accept_until) == (in_time.id, until + GRACE)


def test_an_entry_that_was_let_in_late_has_its_grace_from_then(
    draft: Entry, lina: Person, organizer: Person
) -> None:
    let_in_at = CLOSES + timedelta(days=3)
    upload = begun(lina, NOW)
    send(draft, upload)
    with db.transaction():
        operations.submit_late(draft, reason="The power was out.", actor=organizer, now=let_in_at)
    assert upload.accept_until == let_in_at + GRACE


def test_a_film_on_its_way_can_be_gone_on_with_after_the_call(
    client: FlaskClient, draft: Entry, lina: Person, mid_window: time_machine.Traveller
) -> None:
    upload = begun(lina, NOW)
    send(draft, upload)
    with db.transaction():
        operations.submit(draft, actor=lina, now=NOW)
    mid_window.move_to(CLOSES)
    hers = sign_in(client, lina)
    assert "Continue sending" in hers.get(f"/entries/{draft.id}/file").text
    again = hers.post(f"/entries/{draft.id}/film-file", data={"upload_key": upload.key})
    assert (again.status_code, upload.accept_until) == (303, CLOSES + GRACE)


def test_the_letter_about_a_film_refused_after_the_call_says_whom_to_ask(draft: Entry, lina: Person) -> None:
    send(draft, film := at_rest(lina))
    with db.transaction():
        operations.submit(draft, actor=lina, now=NOW)
    look_at(film, ScreenerState.REFUSED, at=CLOSES)
    letter = db.session().scalars(select(Letter.body).where(Letter.event == "entries/film_refused")).one()
    assert "the festival can give you more time" in letter and "Choose another file" not in letter


def test_nobody_claims_another_persons_file(hers: FlaskClient, draft: Entry) -> None:
    omar = factories.save(factories.person())
    upload = at_rest(omar)
    assert hers.post(f"/entries/{draft.id}/film-file", data={"upload_key": upload.key}).status_code == 404
    assert hers.post(f"/entries/{draft.id}/subtitles", data={"upload_key": upload.key}).status_code == 404
    db.session().expire_all()
    assert (draft.film_upload_id, upload.claimed_for) == (None, None)


def test_a_film_is_removed_manually(hers: FlaskClient, draft: Entry, lina: Person) -> None:
    upload = at_rest(lina)
    send(draft, upload)
    hers.post(f"/entries/{draft.id}/film-file/remove", data={"upload_key": upload.key})
    db.session().expire_all()
    assert (draft.film_upload_id, upload.claimed_for) == (None, None)


@pytest.mark.parametrize("state", FilmState)
def test_the_filter_of_the_list_agrees_with_what_an_entry_says_of_its_film(
    edition: Edition, lina: Person, state: FilmState
) -> None:
    entries = []
    for number in range(7):
        entry = factories.save(
            factories.entry(
                lina, edition.categories[2], film_link="https://vimeo.com/1" if number == 1 else None
            )
        )
        if number > 1:
            send(entry, an_upload(lina) if number == 2 else at_rest(lina))
        if number > 3:
            upload = db.session().get_one(Upload, entry.film_upload_id)
            look_at(upload, ScreenerState.READY if number == 4 else ScreenerState.REFUSED, 600)
        if number == 6:
            screener = film_queries.of(entry).screener
            assert screener
            screener.refusal_row = message_rows.to_json(screener_rules.NOT_JUDGED.message)
            db.session().commit()
        entries.append(entry)
    listed = db.session().scalars(select(Entry).where(film_queries.stands_at(state))).all()
    assert listed == [entry for entry in entries if film_queries.of(entry).state is state]


def sounding(draft: Entry, upload: Upload) -> Screener:
    """A ready film with its own sound (stream 2) and a commentary (stream 1)."""
    send(draft, upload)
    look_at(upload, ScreenerState.READY)
    own = replace(SOUND, index=2)
    facts = replace(FACTS, sounds=(replace(SOUND, index=1, marks=("comment",)), own))
    with db.transaction():
        screener = db.session().scalars(select(Screener)).one()
        screener.facts_row = facts.to_json()
    return screener


def test_a_filmmaker_chooses_what_the_jury_hears(client: FlaskClient, draft: Entry, lina: Person) -> None:
    screener = sounding(draft, at_rest(lina))
    hers = sign_in(client, lina)
    page = hers.get(f"/entries/{draft.id}/file").text
    assert "sound track 2 · stereo" in page
    assert "sound track 1 · stereo · commentary" in page
    assert page.count("Let the jury hear this") == page.count("The jury hears this") == 1
    answer = hers.post(f"/entries/{draft.id}/film-file/sound", data={"sound": "1"})
    assert (answer.status_code, answer.location) == (303, f"/entries/{draft.id}/file")
    db.session().refresh(screener)
    assert screener.facts
    assert screener.facts.sound_choice == 1
    assert db.session().scalars(select(Job.name).where(Job.name == "screeners.make_again")).all() == [
        "screeners.make_again"
    ]
    assert hers.post(f"/entries/{draft.id}/film-file/sound", data={"sound": "7"}).status_code == 403


def test_nobody_else_chooses_what_the_jury_hears(
    client: FlaskClient, draft: Entry, lina: Person, organizer: Person
) -> None:
    sounding(draft, at_rest(lina))
    address, choice = f"/entries/{draft.id}/film-file/sound", {"sound": "1"}
    assert client.post(address, data=choice).status_code == 401
    assert sign_in(client, factories.save(factories.person())).post(address, data=choice).status_code == 404
    assert sign_in(client, organizer).post(address, data=choice).status_code == 403
