"""A film that cannot be shown gives more time by itself once; further time is the organizers' to give."""

from datetime import datetime, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db
from festival.accounts.models import Person
from festival.editions.models import Edition
from festival.entries import operations
from festival.entries.films import queries as film_queries
from festival.entries.films import rules
from festival.entries.films import waiting_operations as waiting
from festival.entries.models import Entry
from festival.kernel.refusals import Refused
from festival.messages.models import Letter
from festival.screeners.models import Screener
from festival.screeners.states import ScreenerState
from festival.web import wording
from tests import factories
from tests.conftest import sign_in
from tests.entries.conftest import CLOSES, MID_WINDOW
from tests.entries.films.test_film import at_rest, begun, look_at, send

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GRACE = timedelta(hours=48)
ONCE = "This time is given once: it stays the same if that file cannot be shown either."
pytestmark = pytest.mark.usefixtures("mid_window")


@pytest.fixture
def entry(edition: Edition, lina: Person) -> Entry:
    """Submitted with a film that arrived; nobody has looked at it yet."""
    draft = factories.save(factories.entry(lina, edition.categories[1], film_link=None, title="Kite"))
    send(draft, at_rest(lina))
    with db.transaction():
        operations.submit(draft, actor=lina, now=MID_WINDOW)
    return draft


def refuse_film(entry: Entry, at: datetime) -> None:
    film = film_queries.of(entry).upload
    assert film
    look_at(film, ScreenerState.REFUSED, at=at)


def send_damaged(entry: Entry, at: datetime) -> None:
    """Another file, whole in an instant, and refused an hour later."""
    upload = at_rest(entry.owner)
    with db.transaction():
        upload.created_at = at
    send(entry, upload, now=at)
    look_at(upload, ScreenerState.REFUSED, at=at + HOUR)


def letters() -> list[str]:
    chosen = select(Letter.body).where(Letter.event == "entries/film_refused").order_by(Letter.id)
    return list(db.session().scalars(chosen))


def sends(entry: Entry, at: datetime) -> str | None:
    """Whether a file that is begun now may come: None, or the words of the refusal."""
    film, extended = film_queries.of(entry, at), waiting.extended_until(entry)
    refusal = rules.send_film(entry.owner, entry, film.state, extended, at, at)
    return wording.explain(refusal) if refusal else None


def test_whoever_sends_a_damaged_film_again_and_again_has_one_grace(entry: Entry) -> None:
    first = CLOSES + 5 * DAY
    refuse_film(entry, first)
    ends = first + GRACE
    for sent_at in (first + 40 * HOUR, first + 47 * HOUR + HOUR / 2):
        send_damaged(entry, sent_at)
    assert waiting.accept_until(entry) == ends
    with pytest.raises(Refused, match="could arrive until"):
        send_damaged(entry, ends)
    assert [ONCE in letter for letter in letters()] == [True, True, False]
    assert ["it may arrive until Sunday 28 June 2020, 24:00" in letter for letter in letters()] == [
        True,
        True,
        False,
    ]
    assert "To send one now, write to" in letters()[2]


def test_a_film_whose_sending_began_in_the_grace_and_that_is_refused_after_it_opens_no_other(
    entry: Entry, lina: Person
) -> None:
    first = CLOSES + 5 * DAY
    refuse_film(entry, first)
    send(entry, upload := begun(lina, first + GRACE - HOUR), now=first + GRACE - HOUR)
    assert upload.accept_until == first + GRACE
    send_damaged(entry, first + GRACE - HOUR / 2)
    assert sends(entry, first + GRACE + HOUR / 2) == (
        "The call closed on Sunday 21 June 2020, 24:00 in Geneva. After that, your film could arrive until "
        "Sunday 28 June 2020, 24:00 in Geneva. To send one now, write to festival@example.org: the festival "
        "can give you more time."
    )


def test_a_second_look_at_the_same_film_gives_no_more_time(entry: Entry) -> None:
    refuse_film(entry, CLOSES + 5 * DAY)
    refuse_film(entry, CLOSES + 6 * DAY)
    assert waiting.accept_until(entry) == CLOSES + 5 * DAY + GRACE


def test_a_refusal_that_leaves_time_enough_in_the_call_uses_nothing(entry: Entry) -> None:
    refuse_film(entry, CLOSES - GRACE)
    assert (entry.refusal_grace_at, entry.film_awaited_until) == (None, None)
    send_damaged(entry, CLOSES - HOUR / 2)
    assert (entry.refusal_grace_at, entry.film_awaited_until) == (
        CLOSES + HOUR / 2,
        CLOSES + HOUR / 2 + GRACE,
    )


def test_a_film_refused_in_the_last_hour_of_the_call_has_its_grace_from_then_on(entry: Entry) -> None:
    refuse_film(entry, CLOSES - HOUR)
    assert sends(entry, CLOSES - HOUR + GRACE - timedelta(seconds=1)) is None
    assert "it may arrive until Tuesday 23 June 2020, 24:00 in Geneva." in letters()[0]
    assert ONCE in letters()[0]


def test_an_organizer_gives_more_time_and_a_refusal_after_that_gives_none(
    entry: Entry, organizer: Person
) -> None:
    refuse_film(entry, CLOSES + 5 * DAY)
    now = CLOSES + 10 * DAY
    with db.transaction():
        waiting.await_film(entry, now + DAY, reason="A new export.", actor=organizer, now=now)
    send_damaged(entry, now + DAY - HOUR / 2)
    assert waiting.accept_until(entry) == now + DAY
    assert "To send one now, write to" in letters()[-1]


def test_what_an_organizer_gave_before_the_first_refusal_does_not_use_the_grace(
    entry: Entry, organizer: Person
) -> None:
    refuse_film(entry, MID_WINDOW)
    now = CLOSES + 10 * DAY
    with db.transaction():
        waiting.await_film(entry, now + DAY, reason="A new export.", actor=organizer, now=now)
    send_damaged(entry, now + DAY - HOUR)
    assert waiting.accept_until(entry) == now + DAY + GRACE


def test_pages_say_that_this_time_is_given_once_and_the_desk_can_give_more(
    client: FlaskClient, entry: Entry, organizer: Person, mid_window: time_machine.Traveller
) -> None:
    now = CLOSES + 5 * DAY
    refuse_film(entry, now)
    with db.transaction():
        db.session().scalars(select(Screener)).one().facts_row = None
    mid_window.move_to(now + HOUR)
    page = sign_in(client, entry.owner).get(f"/entries/{entry.id}/file").text
    assert "You have this time once: it stays the same if another file cannot be shown either." in page
    desk = sign_in(client, organizer)
    page = desk.get(f"/desk/entries/{entry.id}").text
    assert "The filmmaker got more time by itself then, once. Only an organizer can give more." in page
    form = {"hours": 96, "reason": "A new export."}
    assert desk.post(f"/desk/entries/{entry.id}/await-film", data=form).status_code == 303
    assert waiting.accept_until(entry) == now + HOUR + 96 * HOUR
