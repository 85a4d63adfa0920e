"""Scores and seconds are for one version of a film; after an exchange jurors look again, or confirm."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db
from festival.entries import change_requests
from festival.journal import JournalLine
from festival.jury import film_versions
from festival.jury.models import Watching
from festival.jury.rounds import results
from festival.jury.rounds.results import FilmReview
from festival.jury.screening import operations as screening_operations
from festival.jury.states import AssignmentState
from festival.kernel.refusals import Refused
from festival.messages.models import Letter
from festival.scoring.values import ViewingKind
from festival.uploads.models import Upload
from tests.conftest import sign_in
from tests.jury.conftest import Jury
from tests.jury.exchanges import ANSWERED, SENT, first_version, play, proposal, score, sent

A, B = "a" * 64, "b" * 64
pytestmark = pytest.mark.usefixtures("app")


def exchange(jury: Jury, name: str = "second.mov") -> Upload:
    """A new version comes, and the festival takes it."""
    upload = sent(jury, name)
    with db.transaction():
        change_requests.accept(proposal(jury), actor=jury.organizer, now=ANSWERED)
    return upload


def seen(jury: Jury) -> Watching:
    record = jury.assignment.watching
    assert record is not None
    return record


def result(jury: Jury) -> FilmReview:
    db.session().rollback()
    return results.reviews_of(jury.round.id)[jury.film.id][0]


def letters() -> list[tuple[str, str]]:
    told = select(Letter.dedupe_key, Letter.subject).where(Letter.event == "jury/film_exchanged")
    return [(key, subject) for key, subject in db.session().execute(told.order_by(Letter.id))]


@pytest.mark.parametrize(
    ("of", "present", "is_earlier"),
    [(None, A, False), (None, None, False), (A, A, False), (A, B, True), (A, None, False), ("", A, True)],
)
def test_what_is_not_known_is_not_called_earlier(
    of: str | None, present: str | None, is_earlier: bool
) -> None:
    assert film_versions.is_earlier(of, present) == is_earlier


@pytest.mark.parametrize(
    ("earlier", "seconds", "coverage"),
    [
        (None, 0, None),
        ([], 0, None),
        ([{"seconds_seen": 60, "film_seconds": 0}], 60, None),
        ([{"seconds_seen": 60, "film_seconds": 120}, {"seconds_seen": 90, "film_seconds": 100}], 150, 0.9),
    ],
)
def test_seconds_of_earlier_versions_are_summed(
    earlier: list[dict[str, Any]] | None, seconds: int, coverage: float | None
) -> None:
    told = film_versions.seconds_before(earlier), film_versions.coverage_before(earlier)
    assert told == (seconds, coverage)


def test_score_seconds_and_declared_viewing_carry_the_hash_of_the_file(jury: Jury) -> None:
    first = first_version(jury)
    play(jury, (0, 20))
    with db.transaction():
        viewing = screening_operations.declare_viewing(
            jury.assignment, ViewingKind.OFFLINE, actor=jury.juror, now=SENT
        )
    score(jury, 4, 5)
    review = jury.assignment.review
    assert review is not None
    assert [each.film_sha256 for each in (review, seen(jury), viewing)] == [first.sha256] * 3


def test_a_film_on_the_web_has_no_version(jury: Jury) -> None:
    with db.transaction():
        jury.round.opens_at = SENT
    play(jury, (0, 20))
    score(jury, 4, 5)
    assert jury.assignment.review and jury.assignment.review.film_sha256 is None
    assert (seen(jury).film_sha256, result(jury).is_for_earlier_film) == (None, False)


def test_coverage_of_a_new_version_begins_at_zero_and_the_old_seconds_are_kept(jury: Jury) -> None:
    first = first_version(jury)
    play(jury, (0, 60))
    score(jury, 4, 5)
    second = exchange(jury)
    record = seen(jury)
    assert (record.intervals, record.seconds_seen, record.film_sha256) == ([], 0, second.sha256)
    assert record.earlier == [
        {"film_sha256": first.sha256, "intervals": [[0, 60]], "seconds_seen": 60, "film_seconds": 1200}
    ]
    told = result(jury)
    assert (told.total, told.is_counted, told.is_for_earlier_film) == (4.25, True, True)
    assert (told.coverage, told.earlier_seconds, told.earlier_coverage) == (0.0, 60, 0.05)
    play(jury, (100, 130), now=ANSWERED)
    assert (seen(jury).intervals, result(jury).earlier_seconds) == ([[100, 130]], 60)


def test_work_that_names_no_version_is_known_to_be_earlier_after_an_exchange(jury: Jury) -> None:
    first_version(jury)
    play(jury, (0, 60))
    score(jury, 4, 5)
    with db.transaction():
        assert jury.assignment.review
        jury.assignment.review.film_sha256 = seen(jury).film_sha256 = None
    assert result(jury).is_for_earlier_film is False
    version = jury.assignment.review.version
    exchange(jury)
    told = result(jury)
    assert (told.is_for_earlier_film, told.seconds_seen, told.earlier_seconds) == (True, 0, 60)
    assert jury.assignment.review.version == version  # no form that is open goes stale


def test_a_viewing_that_was_declared_of_an_earlier_version_is_none_of_the_new_one(jury: Jury) -> None:
    first_version(jury)
    with db.transaction():
        screening_operations.declare_viewing(jury.assignment, ViewingKind.OFFLINE, actor=jury.juror, now=SENT)
    assert result(jury).declared is ViewingKind.OFFLINE
    exchange(jury)
    assert result(jury).declared is None


def test_jurors_who_had_begun_get_one_letter(jury: Jury) -> None:
    first_version(jury)
    score(jury, 4, 5)
    second = exchange(jury)
    key = f"jury/film_exchanged:{jury.assignment.id}:{second.sha256}"
    assert letters() == [(key, "“Across the River” has a new version")]


def test_the_same_file_sent_again_asks_nobody(jury: Jury) -> None:
    first = first_version(jury)
    score(jury, 4, 5)
    upload = sent(jury, "again.mov")
    with db.transaction():
        upload.sha256 = first.sha256
    with db.transaction():
        change_requests.accept(proposal(jury), actor=jury.organizer, now=ANSWERED)
    assert (letters(), result(jury).is_for_earlier_film) == ([], False)


def confirm(jury: Jury, now: datetime = ANSWERED) -> None:
    with db.transaction():
        screening_operations.confirm_score(jury.assignment, actor=jury.juror, now=now)


def test_a_score_is_confirmed_once_and_is_then_for_the_new_version(jury: Jury) -> None:
    first = first_version(jury)
    score(jury, 4, 5)
    second = exchange(jury)
    for _ in range(2):
        confirm(jury)
    told = result(jury)
    assert (told.total, told.is_for_earlier_film) == (4.25, False)
    lines = db.session().scalars(select(JournalLine).where(JournalLine.verb == "jury.confirm_score")).all()
    assert [line.details for line in lines] == [{"before": first.sha256, "after": second.sha256}]


def test_a_draft_is_not_confirmed(jury: Jury) -> None:
    first_version(jury)
    play(jury, (0, 60))
    exchange(jury)
    with pytest.raises(Refused) as refused:
        confirm(jury)
    assert refused.value.refusal.code == "score_is_present"


def test_a_juror_who_looks_again_scores_the_new_version(jury: Jury) -> None:
    first_version(jury)
    score(jury, 4, 5)
    second = exchange(jury)
    with db.transaction():
        screening_operations.resume(jury.assignment, actor=jury.juror, now=ANSWERED)
    assert (jury.assignment.state, result(jury).total) == (AssignmentState.WATCHING, None)
    score(jury, 2, 2, now=ANSWERED)
    assert jury.assignment.review and jury.assignment.review.film_sha256 == second.sha256
    assert (result(jury).total, result(jury).is_for_earlier_film) == (2.0, False)


def test_a_score_from_a_page_that_shows_the_earlier_version_waits(jury: Jury) -> None:
    first = first_version(jury)
    play(jury, (0, 60))
    second = exchange(jury)
    with pytest.raises(Refused) as refused:
        score(jury, 4, 5, now=ANSWERED, shown=first.sha256)
    assert refused.value.refusal.code == "film_exchanged"
    play(jury, (60, 90), now=ANSWERED, shown=first.sha256)
    assert seen(jury).intervals == []
    score(jury, 4, 5, now=ANSWERED, shown=second.sha256)
    assert jury.assignment.state is AssignmentState.SCORED


@pytest.fixture
def desk(client: FlaskClient, jury: Jury, festival_clock: Callable[[datetime], None]) -> FlaskClient:
    """The juror, whose film has a new version since they scored it."""
    first_version(jury)
    play(jury, (0, 60))
    score(jury, 4, 5)
    exchange(jury)
    festival_clock(ANSWERED)
    return sign_in(client, jury.juror)


def page(desk: FlaskClient, jury: Jury) -> str:
    return " ".join(desk.get(f"/screening/{jury.assignment.id}").text.split())


def test_the_queue_says_so_beside_the_score(desk: FlaskClient, jury: Jury) -> None:
    queue = desk.get("/screening").text
    assert queue.count("There is a new version") == 1
    assert queue.index("1 film that you scored was exchanged") < queue.index("All scored. Thank you.")
    desk.post(f"/screening/{jury.assignment.id}/confirm")
    queue = desk.get("/screening").text
    assert ("There is a new version" in queue, "exchanged" in queue) == (False, False)
    assert "Your score counts for the new version, too." in queue


def test_the_films_page_says_so_and_the_score_can_stand(desk: FlaskClient, jury: Jury) -> None:
    told = page(desk, jury)
    assert "The festival exchanged the film on" in told and "2 June 2020" in told
    assert "You gave your score for the earlier version." in told
    assert "You watched 1 min of the earlier version." in told
    answer = desk.post(f"/screening/{jury.assignment.id}/confirm")
    assert (answer.status_code, answer.location) == (303, f"/screening/{jury.assignment.id}#main")
    assert "earlier version" not in page(desk, jury)
    assert result(jury).is_for_earlier_film is False


def test_the_films_page_lets_a_juror_look_again(desk: FlaskClient, jury: Jury) -> None:
    assert "Watch the new version and score again" in page(desk, jury)
    desk.post(f"/screening/{jury.assignment.id}/resume")
    told = page(desk, jury)
    assert "Your notes about the earlier version are kept." in told
    assert ("Watch the new version and score again" in told, "Keep my score" in told) == (False, False)


def test_organizers_see_which_scores_are_for_the_earlier_version(
    client: FlaskClient, desk: FlaskClient, jury: Jury
) -> None:
    scores = sign_in(client, jury.organizer).get(f"/desk/jury/rounds/{jury.round.id}/scores").text
    assert scores.count("scored the earlier version") == 1
