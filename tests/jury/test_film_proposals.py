"""A film that a juror has begun to watch is exchanged only if the festival wants the new version."""

from collections.abc import Callable

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db
from festival.entries import change_requests
from festival.entries.films import operations as film_operations
from festival.entries.models import Proposal
from festival.entries.states import ProposalState
from festival.journal import JournalLine
from festival.jury.screening import operations as screening_operations
from festival.jury.screening.operations import Words
from festival.jury.states import AssignmentState
from festival.kernel.refusals import Refused
from festival.messages.models import Letter
from festival.screeners.states import ScreenerState
from tests import factories
from tests.conftest import sign_in
from tests.entries.films.test_film import at_rest, look_at, send
from tests.jury.conftest import Jury
from tests.jury.exchanges import ANSWERED, SENT, first_version, play, proposal, score, sent

pytestmark = pytest.mark.usefixtures("app")


def note(jury: Jury) -> None:
    with db.transaction():
        screening_operations.note(jury.assignment, 3, "The bridge", actor=jury.juror, now=SENT)


def draft(jury: Jury) -> None:
    with db.transaction():
        screening_operations.save_draft(
            jury.assignment, Words({}, "Slow.", ""), version=0, actor=jury.juror, now=SENT
        )


BEGINNINGS: dict[str, Callable[[Jury], None]] = {
    "a second": lambda jury: play(jury, (0, 1)),
    "a note": note,
    "a draft": draft,
    "a score": lambda jury: score(jury, 4, 5),
}


def states() -> list[ProposalState]:
    return list(db.session().scalars(select(Proposal.state).order_by(Proposal.id)))


def files(jury: Jury) -> tuple[int | None, int | None]:
    return jury.film.film_upload_id, jury.film.next_upload_id


def events() -> list[str]:
    return list(db.session().scalars(select(Letter.event).order_by(Letter.id)))


def test_before_a_juror_begins_the_new_version_replaces_the_film_at_once(jury: Jury) -> None:
    first, second = first_version(jury), sent(jury, "second.mov")
    assert (files(jury), states(), first.claimed_for) == ((second.id, None), [], None)


@pytest.mark.parametrize("begin", BEGINNINGS.values(), ids=BEGINNINGS.keys())
def test_once_a_juror_has_begun_it_stands_as_a_proposal(jury: Jury, begin: Callable[[Jury], None]) -> None:
    first = first_version(jury)
    begin(jury)
    second = sent(jury, "second.mov")
    asked = proposal(jury)
    assert (files(jury), states()) == ((first.id, second.id), [ProposalState.OPEN])
    assert [(each["key"], each["filename"], each["seconds"]) for each in (asked.before, asked.after)] == [
        (first.key, "first.mov", 1200),
        (second.key, "second.mov", 1300),
    ]
    body = db.session().scalars(select(Letter.body).order_by(Letter.id.desc())).first() or ""
    assert "The festival decides whether the jury sees the new version." in body
    assert f"/entries/{jury.film.id}/watch-next" in body


def test_a_juror_who_stepped_aside_has_not_begun(jury: Jury) -> None:
    first_version(jury)
    play(jury, (0, 1))
    with db.transaction():
        screening_operations.declare_conflict(jury.assignment, "My cousin.", actor=jury.juror, now=SENT)
    second = sent(jury, "second.mov")
    assert (files(jury), states()) == ((second.id, None), [])


def test_a_file_looked_at_twice_is_proposed_once(jury: Jury) -> None:
    first_version(jury)
    play(jury, (0, 1))
    second = sent(jury, "second.mov")
    look_at(second, ScreenerState.READY, seconds=1300, at=SENT)
    assert states() == [ProposalState.OPEN]


def test_a_new_version_that_does_not_play_is_no_proposal(jury: Jury) -> None:
    first = first_version(jury)
    play(jury, (0, 1))
    second = at_rest(jury.film.owner)
    send(jury.film, second, now=SENT)
    look_at(second, ScreenerState.REFUSED, at=SENT)
    assert (files(jury), states()) == ((first.id, second.id), [])


def test_a_file_for_a_film_that_jurors_watch_on_the_web_is_a_proposal_too(jury: Jury) -> None:
    with db.transaction():
        jury.round.opens_at = SENT
    score(jury, 4, 5)
    first = sent(jury, "first.mov")
    asked = proposal(jury)
    assert (files(jury), asked.before) == ((None, first.id), {"link": "https://vimeo.com/1234"})
    with db.transaction():
        change_requests.accept(asked, actor=jury.organizer, now=ANSWERED)
    assert files(jury) == (first.id, None)


def test_the_new_version_is_accepted(jury: Jury) -> None:
    first = first_version(jury)
    play(jury, (0, 1))
    second = sent(jury, "second.mov")
    with db.transaction():
        change_requests.accept(proposal(jury), actor=jury.organizer, now=ANSWERED)
    assert (files(jury), states(), first.claimed_for) == ((second.id, None), [ProposalState.ACCEPTED], None)
    assert "entries/proposal_answered" in events()
    line = db.session().scalars(select(JournalLine).where(JournalLine.verb == "entries.exchange_film")).one()
    assert (line.details["before"], line.details["after"]) == (first.sha256, second.sha256)


def test_the_new_version_is_declined_with_a_reason(jury: Jury) -> None:
    first = first_version(jury)
    play(jury, (0, 1))
    second = sent(jury, "second.mov")
    with db.transaction():
        asked = proposal(jury)
        change_requests.decline(asked, reason="Too late.", actor=jury.organizer, now=ANSWERED)
    assert (files(jury), states(), second.claimed_for) == ((first.id, None), [ProposalState.DECLINED], None)
    assert (
        "Too late."
        in db.session().scalars(select(Letter.body).where(Letter.event == "entries/proposal_answered")).one()
    )


def test_its_owner_takes_the_new_version_back(jury: Jury) -> None:
    first = first_version(jury)
    play(jury, (0, 1))
    second = sent(jury, "second.mov")
    with db.transaction():
        change_requests.take_back(proposal(jury), actor=jury.film.owner, now=ANSWERED)
    assert (files(jury), states(), second.claimed_for) == ((first.id, None), [ProposalState.TAKEN_BACK], None)


def test_removing_the_new_file_takes_it_back(jury: Jury) -> None:
    first = first_version(jury)
    play(jury, (0, 1))
    second = sent(jury, "second.mov")
    with db.transaction():
        film_operations.remove_film(jury.film, second, actor=jury.film.owner, now=SENT)
    assert (files(jury), states()) == ((first.id, None), [ProposalState.TAKEN_BACK])


def test_the_film_that_a_juror_has_begun_is_not_removed(jury: Jury) -> None:
    first = first_version(jury)
    play(jury, (0, 1))
    with pytest.raises(Refused) as refused, db.transaction():
        film_operations.remove_film(jury.film, first, actor=jury.film.owner, now=SENT)
    assert (refused.value.refusal.code, files(jury)) == ("jury_has_begun", (first.id, None))


def test_a_third_version_replaces_the_proposal(jury: Jury) -> None:
    first = first_version(jury)
    play(jury, (0, 1))
    second, third = sent(jury, "second.mov"), sent(jury, "third.mov")
    assert (files(jury), second.claimed_for) == ((first.id, third.id), None)
    assert states() == [ProposalState.TAKEN_BACK, ProposalState.OPEN]
    assert proposal(jury).after["filename"] == "third.mov"


def test_a_version_that_cannot_be_watched_any_more_is_not_accepted(jury: Jury) -> None:
    first_version(jury)
    play(jury, (0, 1))
    second = sent(jury, "second.mov")
    asked = proposal(jury)
    look_at(second, ScreenerState.REFUSED, at=SENT)
    with pytest.raises(Refused) as refused, db.transaction():
        change_requests.accept(asked, actor=jury.organizer, now=ANSWERED)
    assert refused.value.refusal.code == "version_not_ready"


@pytest.fixture
def waiting(jury: Jury) -> Jury:
    """A juror gave a score, and a new version waits for the festival's answer."""
    first_version(jury)
    score(jury, 4, 5)
    sent(jury, "second.mov")
    return jury


def test_the_filmmaker_reads_who_decides(client: FlaskClient, waiting: Jury) -> None:
    owner = sign_in(client, waiting.film.owner)
    for address in (f"/entries/{waiting.film.id}", f"/entries/{waiting.film.id}/file"):
        page = owner.get(address).text
        assert "Until then, jurors see the first one." in page
    assert "It replaces the one above" not in page
    assert owner.get(f"/entries/{waiting.film.id}/watch-next").status_code == 200


def test_the_desk_watches_both_and_answers(client: FlaskClient, waiting: Jury) -> None:
    desk, film = sign_in(client, waiting.organizer), waiting.film
    page = " ".join(desk.get(f"/desk/entries/{film.id}").text.split())
    assert "first.mov · 20 min" in page and "second.mov · 21 min" in page
    for place in ("watch", "watch-next"):
        assert f'href="/entries/{film.id}/{place}"' in page
        assert desk.get(f"/entries/{film.id}/{place}").status_code == 200
    answer = desk.post(f"/desk/entries/{film.id}/proposals/{proposal(waiting).id}/accept")
    db.session().rollback()
    assert (answer.status_code, states()) == (303, [ProposalState.ACCEPTED])


def test_nobody_else_watches_the_new_version(client: FlaskClient, waiting: Jury) -> None:
    address = f"/entries/{waiting.film.id}/watch-next"
    for person in (waiting.juror, factories.save(factories.person())):
        assert sign_in(client, person).get(address).status_code == 404


def test_without_a_new_version_there_is_none_to_watch(client: FlaskClient, jury: Jury) -> None:
    first_version(jury)
    assert sign_in(client, jury.film.owner).get(f"/entries/{jury.film.id}/watch-next").status_code == 404


def test_a_draft_of_a_score_that_was_taken_up_still_keeps_the_film(app: flask.Flask, jury: Jury) -> None:
    first = first_version(jury)
    score(jury, 4, 5)
    with db.transaction():
        screening_operations.resume(jury.assignment, actor=jury.juror, now=SENT)
    second = sent(jury, "second.mov")
    assert (jury.assignment.state, files(jury)) == (AssignmentState.WATCHING, (first.id, second.id))
