"""More time reaches the bytes: category window, extension, grace, state of entry and film, who asks."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import flask
import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

import workers.entries  # noqa: F401 (makes its jobs known)
from festival import clock, db
from festival.accounts.models import Person
from festival.editions import operations as editions
from festival.editions import queries as edition_queries
from festival.editions.models import Edition, Extension
from festival.entries import operations
from festival.entries.desk import extensions
from festival.entries.films import queries as film_queries
from festival.entries.films import waiting_operations as waiting
from festival.entries.models import Entry
from festival.entries.states import EntryState, FilmState
from festival.jobs import operations as jobs
from festival.jobs.models import Job, JobState
from festival.kernel.refusals import Refused
from festival.kernel.roles import Role
from festival.messages.models import Letter
from festival.screeners.states import ScreenerState
from festival.uploads import queries as uploads
from festival.uploads.models import Upload
from tests import factories
from tests.conftest import sign_in
from tests.entries.conftest import CLOSES, MID_WINDOW
from tests.entries.films.test_film import an_upload, at_rest, begun, look_at, send
from workers import runner

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GRACE = timedelta(hours=48)
pytestmark = pytest.mark.usefixtures("mid_window")
Give = Callable[[Entry, Person, datetime], None]


@pytest.fixture
def draft(edition: Edition, lina: Person) -> Entry:
    return factories.save(factories.entry(lina, edition.categories[1], film_link=None, title="Kite"))


def an_entry(draft: Entry, closes_at: datetime, state: EntryState) -> Upload:
    """The draft, or as far as `state`, in a category that closes then, with a film on its way."""
    with db.transaction():
        draft.category.closes_at = None if closes_at == CLOSES else closes_at
    upload = an_upload(draft.owner)
    send(draft, upload)
    with db.transaction():
        if state is not EntryState.DRAFT:
            operations.submit(draft, actor=draft.owner, now=MID_WINDOW)
        draft.state = state
    return upload


def by_hours(entry: Entry, organizer: Person, now: datetime) -> None:
    extensions.extend_by_hours(entry, 24, reason="A storm.", actor=organizer, now=now)


def by_a_date(entry: Entry, organizer: Person, now: datetime) -> None:
    until = entry.closing(None) + DAY
    extensions.extend(entry.edition, entry.owner, until, reason="A storm.", actor=organizer, now=now)


def to_everybody(entry: Entry, organizer: Person, now: datetime) -> None:
    extensions.extend_all_drafts(
        entry.edition, 24, owner_ids=[entry.owner_id], reason="We were down.", actor=organizer, now=now
    )


def moved_window(entry: Entry, organizer: Person, now: datetime) -> None:
    if entry.category.closes_at:
        changes = {"closes_at": entry.category.closes_at + DAY}
        editions.edit_category(entry.category, actor=organizer, now=now, changes=changes)
    else:
        editions.edit(entry.edition, actor=organizer, now=now, changes={"closes_at": CLOSES + DAY})


def raised_grace(entry: Entry, organizer: Person, now: datetime) -> None:
    editions.edit(entry.edition, actor=organizer, now=now, changes={"upload_grace_hours": 72})


WINDOWS = [CLOSES, CLOSES - 28 * DAY, CLOSES + 30 * DAY]
GIVEN = [by_hours, by_a_date, to_everybody, moved_window, raised_grace]


@pytest.mark.parametrize("closes_at", WINDOWS, ids=["the call's", "earlier", "later"])
@pytest.mark.parametrize("give", GIVEN)
@pytest.mark.parametrize("state", [EntryState.DRAFT, EntryState.SUBMITTED, EntryState.ELIGIBLE])
def test_a_day_more_is_a_day_more_for_the_bytes_at_once(
    draft: Entry, organizer: Person, closes_at: datetime, give: Give, state: EntryState
) -> None:
    closes_at = MID_WINDOW + DAY if closes_at < MID_WINDOW else closes_at
    upload = an_entry(draft, closes_at, state)
    assert upload.accept_until == closes_at + GRACE
    with db.transaction():
        give(draft, organizer, MID_WINDOW)
    db.session().expire_all()
    assert upload.accept_until == closes_at + DAY + GRACE
    by_extension = give in (by_hours, by_a_date, to_everybody)
    events = db.session().scalars(select(Letter.event).where(Letter.event == "entries/extended")).all()
    assert events == (["entries/extended"] if by_extension else [])


@pytest.mark.parametrize("give", [by_hours, to_everybody])
@pytest.mark.parametrize("late_by", [HOUR, GRACE + HOUR, GRACE + 6 * DAY])
@pytest.mark.parametrize("state", [EntryState.DRAFT, EntryState.SUBMITTED])
def test_hours_given_after_the_deadline_count_from_now_and_find_the_bytes_still_there(
    draft: Entry, organizer: Person, give: Give, late_by: timedelta, state: EntryState
) -> None:
    upload = an_entry(draft, CLOSES, state)
    with db.transaction():
        give(draft, organizer, CLOSES + late_by)
    db.session().expire_all()
    assert upload.accept_until == CLOSES + late_by + DAY + GRACE
    assert film_queries.of(draft, CLOSES + late_by).state is FilmState.RECEIVING


def test_what_did_not_arrive_is_kept_a_week_and_goes_then(draft: Entry) -> None:
    upload = an_entry(draft, CLOSES, EntryState.SUBMITTED)
    over = CLOSES + GRACE
    assert [list(uploads.overdue(over + days * DAY)) for days in (0, 6)] == [[], []]
    assert list(uploads.overdue(over + 7 * DAY)) == [upload]


# --- An extension is reckoned against the entry's own category


def ends(entry: Entry) -> datetime | None:
    db.session().expire_all()
    return edition_queries.extended_until(entry.edition_id, entry.owner_id)


def test_a_category_that_closed_weeks_ago_opens_for_a_day_and_not_for_the_whole_call(
    client: FlaskClient, draft: Entry, organizer: Person
) -> None:
    closed(draft, MID_WINDOW - 7 * DAY)
    sign_in(client, organizer).post(
        f"/desk/entries/{draft.id}/more-time", data={"hours": 24, "reason": "A storm."}
    )
    assert ends(draft) == MID_WINDOW + DAY
    letter = db.session().scalars(select(Letter.body)).one()
    assert "You can submit “Kite” until Tuesday 2 June 2020, 18:02 in Geneva." in letter


def test_a_day_that_helps_this_category_is_taken_although_the_call_is_longer_open(
    client: FlaskClient, draft: Entry, organizer: Person
) -> None:
    closed(draft, MID_WINDOW - 7 * DAY)
    typed = {"email": draft.owner.email, "until_on": "2020-06-03", "until_at": "", "reason": "A storm."}
    answer = sign_in(client, organizer).post("/desk/edition/extensions", data=typed)
    assert (answer.status_code, ends(draft)) == (303, datetime(2020, 6, 3, 22, tzinfo=UTC))


def test_a_day_before_the_category_closes_anyway_is_said_and_not_given(
    client: FlaskClient, draft: Entry, organizer: Person
) -> None:
    closed(draft, CLOSES + 30 * DAY)
    typed = {"email": draft.owner.email, "until_on": "2020-06-27", "until_at": "", "reason": "A storm."}
    page = sign_in(client, organizer).post("/desk/edition/extensions", data=typed).text
    assert "There is time until Tuesday 21 July 2020, 24:00 in Geneva already" in page
    assert (ends(draft), letters()) == (None, [])


def closed(entry: Entry, at: datetime) -> None:
    with db.transaction():
        entry.category.closes_at = at


# --- Twice, shorter, with no effect


def letters() -> list[str]:
    return list(db.session().scalars(select(Letter.event).order_by(Letter.id)))


def given() -> list[datetime]:
    db.session().expire_all()
    return list(db.session().scalars(select(Extension.until).order_by(Extension.id)))


@pytest.mark.parametrize("key", ["", "form-1"])
@pytest.mark.parametrize("seconds", [0, 5, 1800])
@pytest.mark.parametrize("address", ["/desk/entries/more-time", "/desk/entries/{}/more-time"])
def test_a_form_that_gives_hours_and_is_sent_twice_gives_them_once(
    client: FlaskClient,
    draft: Entry,
    organizer: Person,
    mid_window: time_machine.Traveller,
    key: str,
    seconds: int,
    address: str,
) -> None:
    closed(draft, MID_WINDOW - DAY)
    desk, typed = sign_in(client, organizer), {"hours": 24, "reason": "Down.", "idempotency_key": key}
    desk.post(address.format(draft.id), data=typed)
    mid_window.shift(seconds)
    desk.post(address.format(draft.id), data=typed)
    assert (given(), letters()) == ([MID_WINDOW + DAY], ["entries/extended"])


def test_the_same_form_sent_again_a_day_later_still_gives_nothing(
    client: FlaskClient, draft: Entry, organizer: Person, mid_window: time_machine.Traveller
) -> None:
    closed(draft, MID_WINDOW - DAY)
    typed = {"hours": 24, "reason": "Down.", "idempotency_key": "form-1"}
    for _ in range(2):
        answer = sign_in(client, organizer).post(f"/desk/entries/{draft.id}/more-time", data=typed)
        assert answer.status_code == 303
        mid_window.shift(DAY)
    assert given() == [MID_WINDOW + DAY]


def test_everybody_who_had_as_much_already_gets_no_second_letter(
    client: FlaskClient, draft: Entry, organizer: Person
) -> None:
    desk, typed = sign_in(client, organizer), {"hours": 24, "reason": "We were down."}
    desk.post("/desk/entries/more-time", data=typed)
    page = desk.post("/desk/entries/more-time", data=typed, follow_redirects=True).text
    assert "Nobody has more time by this" in page
    assert (given(), letters()) == ([CLOSES + DAY], ["entries/extended"])


def refusal(act: Callable[[], None]) -> str | None:
    try:
        with db.transaction():
            act()
    except Refused as error:
        return error.refusal.code
    return None


def test_a_shorter_extension_is_said_and_not_given(draft: Entry, organizer: Person) -> None:
    give = partial(extensions.extend_by_hours, draft, reason="Why", actor=organizer, now=MID_WINDOW)
    answers = [refusal(partial(give, hours)) for hours in (240, 24, 240)]
    assert answers == [None, "extension_without_effect", "extension_without_effect"]
    assert (given(), letters()) == ([CLOSES + 10 * DAY], ["entries/extended"])


def test_time_that_was_taken_back_and_is_given_again_is_told_again(draft: Entry, organizer: Person) -> None:
    with db.transaction():
        by_hours(draft, organizer, MID_WINDOW)
    with db.transaction():
        extension = db.session().scalars(select(Extension)).one()
        editions.revoke(extension, actor=organizer, now=MID_WINDOW)
    with db.transaction():
        by_hours(draft, organizer, MID_WINDOW)
    assert letters() == ["entries/extended"] * 2


def test_an_end_is_a_whole_minute_and_never_earlier_than_it_was_given(
    draft: Entry, organizer: Person
) -> None:
    now = CLOSES + timedelta(seconds=1, microseconds=5)
    with db.transaction():
        by_hours(draft, organizer, now)
    assert given() == [CLOSES + DAY + timedelta(minutes=1)]


def test_a_person_with_two_categories_is_told_of_the_entry_that_it_helps(
    draft: Entry, edition: Edition, organizer: Person
) -> None:
    closed(draft, MID_WINDOW - DAY)
    factories.save(factories.entry(draft.owner, edition.categories[0], title="Long"))
    with db.transaction():
        by_hours(draft, organizer, MID_WINDOW)
    assert ["“Kite”" in body for body in db.session().scalars(select(Letter.body))] == [True]


# --- A moved deadline is told again


def remind_all(now: datetime) -> None:
    """What the sweep does at this instant."""
    with time_machine.travel(now, tick=False):
        with db.transaction():
            jobs.later("entries.remind", key=f"entries.remind@{now.isoformat()}")
        found = select(Job.id).where(Job.state == JobState.WAITING, Job.name == "entries.remind")
        for job_id in db.session().scalars(found).all():
            runner.run(job_id)
    db.session().expire_all()


def test_who_was_reminded_is_reminded_of_a_moved_deadline_at_its_own_moments(
    draft: Entry, organizer: Person
) -> None:
    sent = []
    for now in (CLOSES - 3 * DAY, CLOSES - DAY):
        remind_all(now)
        sent.append(len(letters()))
    with db.transaction():
        changes = {"closes_at": CLOSES + 14 * DAY}
        editions.edit(draft.edition, actor=organizer, now=CLOSES - HOUR, changes=changes)
    for days in (14, 4, 3, 2, 1, 0.5, 0):
        remind_all(CLOSES + 14 * DAY - days * DAY)
        sent.append(len(letters()))
    assert sent == [1, 2, 2, 2, 3, 3, 4, 4, 4]


def test_the_sweep_reaches_a_category_with_a_window_of_its_own_and_an_older_call(
    draft: Entry, organizer: Person
) -> None:
    closed(draft, CLOSES + 30 * DAY)
    with db.transaction():
        editions.repeat(draft.edition, actor=organizer, now=CLOSES)
    remind_all(CLOSES - DAY)
    assert letters() == []
    remind_all(CLOSES + 29 * DAY)
    assert letters() == ["entries/draft_reminder"]


# --- Films that come late have a way in


def test_a_film_found_damaged_after_the_grace_has_a_new_one_that_its_letter_names(
    client: FlaskClient, draft: Entry, mid_window: time_machine.Traveller
) -> None:
    film, found_at = at_rest(draft.owner), CLOSES + 5 * DAY
    send(draft, film)
    with db.transaction():
        operations.submit(draft, actor=draft.owner, now=MID_WINDOW)
    look_at(film, ScreenerState.REFUSED, at=found_at)
    letter = db.session().scalars(select(Letter.body).where(Letter.event == "entries/film_refused")).one()
    assert "it may arrive until Sunday 28 June 2020, 24:00 in Geneva." in letter
    mid_window.move_to(found_at + GRACE - timedelta(seconds=1))
    another = begun(draft.owner, found_at + DAY)
    answer = sign_in(client, draft.owner).post(
        f"/entries/{draft.id}/film-file", data={"upload_key": another.key}
    )
    db.session().expire_all()
    assert (answer.status_code, draft.film_upload_id) == (303, another.id)
    assert another.accept_until == found_at + GRACE


def test_a_film_that_was_let_in_late_may_be_sent_whenever_it_was_begun(
    draft: Entry, organizer: Person
) -> None:
    let_in_at = CLOSES + 10 * DAY
    with db.transaction():
        operations.submit_late(draft, reason="From FilmFreeway.", actor=organizer, now=let_in_at)
    upload = begun(draft.owner, let_in_at + HOUR)
    send(draft, upload, now=let_in_at + HOUR)
    assert (draft.film_upload_id, upload.accept_until) == (upload.id, let_in_at + GRACE)


def test_a_draft_after_the_call_is_told_to_ask_before_a_byte_flows(
    client: FlaskClient, draft: Entry, mid_window: time_machine.Traveller
) -> None:
    mid_window.move_to(CLOSES)
    hers, upload = sign_in(client, draft.owner), an_upload(draft.owner)
    page = hers.get(f"/entries/{draft.id}/file").text
    assert "Ask for more time at festival@example.org before you send a film." in page
    assert "Choose the film file" not in page
    hers.post(f"/entries/{draft.id}/film-file", data={"upload_key": upload.key})
    db.session().expire_all()
    assert (draft.film_upload_id, upload.claimed_for) == (None, None)


def test_a_draft_whose_film_was_under_way_goes_on_only_when_time_was_given(
    client: FlaskClient, draft: Entry, organizer: Person, mid_window: time_machine.Traveller
) -> None:
    upload = an_entry(draft, CLOSES, EntryState.DRAFT)
    mid_window.move_to(CLOSES + GRACE + HOUR)
    claim = {"upload_key": upload.key}
    hers = sign_in(client, draft.owner)
    assert "before you send a film." in hers.get(f"/entries/{draft.id}/file").text
    assert hers.post(f"/entries/{draft.id}/film-file", data=claim).status_code == 403
    with db.transaction():
        by_hours(draft, organizer, clock.now())
    assert hers.post(f"/entries/{draft.id}/film-file", data=claim).status_code == 303
    assert "Continue sending" in hers.get(f"/entries/{draft.id}/file").text


def test_a_draft_after_the_call_can_lose_its_film_by_its_owners_wish(
    client: FlaskClient, draft: Entry, mid_window: time_machine.Traveller
) -> None:
    upload = an_entry(draft, CLOSES, EntryState.DRAFT)
    mid_window.move_to(CLOSES + DAY)
    data = {"upload_key": upload.key}
    sign_in(client, draft.owner).post(f"/entries/{draft.id}/film-file/remove", data=data)
    db.session().expire_all()
    assert (draft.film_upload_id, upload.claimed_for) == (None, None)


def test_an_organizers_own_draft_takes_a_film_after_the_grace(edition: Edition, organizer: Person) -> None:
    own = factories.save(factories.entry(organizer, edition.categories[1], film_link=None))
    now = CLOSES + 9 * DAY
    upload = begun(organizer, now)
    send(own, upload, now=now)
    assert upload.accept_until == now + GRACE


# --- Organizers await a film


AWAITED: dict[str, Any] = {"hours": 72, "reason": "The line was cut."}


@pytest.mark.parametrize("late_by", [HOUR, GRACE + HOUR, GRACE + 6 * DAY])
def test_an_organizer_awaits_a_film_that_did_not_arrive_in_time(
    app: flask.Flask,
    client: FlaskClient,
    draft: Entry,
    organizer: Person,
    mid_window: time_machine.Traveller,
    late_by: timedelta,
) -> None:
    upload = an_entry(draft, CLOSES, EntryState.SUBMITTED)
    now = CLOSES + late_by
    mid_window.move_to(now)
    desk = sign_in(client, organizer)
    assert desk.post(f"/desk/entries/{draft.id}/await-film", data=AWAITED).status_code == 303
    db.session().expire_all()
    assert upload.accept_until == now + 3 * DAY
    letter = db.session().scalars(select(Letter).where(Letter.event == "entries/film_awaited")).one()
    assert "The line was cut." in letter.body
    assert "Continue sending" in sign_in(app.test_client(), draft.owner).get(f"/entries/{draft.id}/file").text


def test_an_organizer_is_told_what_was_done(
    client: FlaskClient, draft: Entry, organizer: Person, mid_window: time_machine.Traveller
) -> None:
    desk, mine = sign_in(client, organizer), f"/desk/entries/{draft.id}"
    assert "Hours after the deadline" in desk.get(mine).text
    mid_window.move_to(CLOSES)
    assert "Hours from now" in desk.get(mine).text
    page = desk.post(f"{mine}/more-time", data=AWAITED | {"hours": 24}, follow_redirects=True).text
    assert "may submit until Monday 22 June 2020, 24:00 in Geneva now, and gets a letter." in page
    with db.transaction():
        operations.submit_late(draft, reason="A storm.", actor=organizer, now=CLOSES)
    page = desk.post(f"{mine}/await-film", data=AWAITED | {"hours": 1000}, follow_redirects=True).text
    assert "The film may arrive until" in page and "gets a letter." in page
    assert waiting.accept_until(draft) == CLOSES + 1000 * HOUR


def test_a_film_is_awaited_also_where_none_was_ever_begun(draft: Entry, organizer: Person) -> None:
    with db.transaction():
        operations.submit_for(draft, actor=organizer, now=MID_WINDOW)
    now = CLOSES + 20 * DAY
    with db.transaction():
        waiting.await_film(draft, now + DAY, reason="A disk by post.", actor=organizer, now=now)
    upload = begun(draft.owner, now + HOUR)
    send(draft, upload, now=now + HOUR)
    assert upload.accept_until == now + DAY


@pytest.mark.parametrize(
    ("state", "film", "hours", "reason", "code"),
    [
        (EntryState.SUBMITTED, "none", 72, "", "reason_missing"),
        (EntryState.SUBMITTED, "here", 72, "Why", "film_is_here"),
        (EntryState.SUBMITTED, "none", 1, "Why", "wait_without_effect"),
        (EntryState.DRAFT, "none", 72, "Why", "film_not_awaited"),
        (EntryState.INELIGIBLE, "none", 72, "Why", "film_not_awaited"),
        (EntryState.WITHDRAWN, "none", 72, "Why", "film_not_awaited"),
        (EntryState.ELIGIBLE, "none", 72, "Why", None),
    ],
)
def test_a_wait_that_makes_no_sense_is_refused(
    draft: Entry, organizer: Person, state: EntryState, film: str, hours: int, reason: str, code: str | None
) -> None:
    if film == "here":
        send(draft, at_rest(draft.owner))
    with db.transaction():
        draft.state, draft.submitted_at = state, MID_WINDOW
    now = CLOSES + 46 * HOUR
    wait = partial(waiting.await_film, draft, now + hours * HOUR, reason=reason, now=now)
    assert refusal(partial(wait, actor=draft.owner)) == "hidden"
    assert refusal(partial(wait, actor=organizer)) == code


@pytest.mark.parametrize("role", [Role.FILMMAKER, Role.JUROR])
@pytest.mark.parametrize("path", ["await-film", "more-time"])
def test_more_time_is_the_organizers_to_give(
    client: FlaskClient, draft: Entry, role: Role, path: str
) -> None:
    upload = an_entry(draft, CLOSES, EntryState.SUBMITTED)
    somebody = draft.owner if role is Role.FILMMAKER else factories.save(factories.person(role))
    answer = sign_in(client, somebody).post(f"/desk/entries/{draft.id}/{path}", data=AWAITED)
    db.session().expire_all()
    assert (answer.status_code, upload.accept_until, given()) == (404, CLOSES + GRACE, [])
