"""Letters first, the public list second: one letter a decision, and nothing shows before it is released."""

import html
import re
from datetime import timedelta

import flask
import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from festival import db
from festival.boards.models import Release
from festival.decisions import operations as decision_operations
from festival.decisions import release_queries
from festival.editions.models import Edition
from festival.entries.models import Entry
from festival.entries.states import Decision, EntryState
from festival.jobs.models import Job
from festival.journal import JournalLine
from festival.jury.models import Review
from festival.messages.models import Letter, LetterState
from tests import factories
from tests.boards.conftest import DECIDING, Season, browser_of, freeze
from tests.jury import factories as jury
from workers import runner
from workers.decisions import tell
from workers.registry import FUNCTIONS

ALL_THE_SAME = {"confirm": "yes", "all_the_same": "Its file never played."}


def run_releases() -> None:
    """Let a worker do the waiting releases."""
    assert FUNCTIONS["shortlists.release"] is tell
    for job_id in db.session().scalars(select(Job.id).where(Job.name == "shortlists.release")).all():
        runner.run(job_id)


def take_over(desk: FlaskClient, season: Season, reserve: int = 1, earlier: str = "") -> None:
    assert ask_to_take_over(desk, season, reserve, earlier).status_code == 303


def ask_to_take_over(desk: FlaskClient, season: Season, reserve: int = 1, earlier: str = "") -> TestResponse:
    number = freeze(desk, season).number
    form = {"shortlist": season.shortlist.id, "number": number, "reserve": reserve, "earlier": earlier}
    return desk.post("/desk/decisions/take-over", data=form)


def let_go(desk: FlaskClient) -> str:
    """Release what is prepared; the address where the release is followed."""
    answer = desk.post("/desk/decisions/release", data=ALL_THE_SAME)
    assert answer.status_code == 303, answer.text
    run_releases()
    db.session().expire_all()
    return answer.location


def letters() -> list[tuple[str, str]]:
    found = db.session().scalars(
        select(Letter).where(Letter.event.startswith("shortlists/")).order_by(Letter.id)
    )
    return [(letter.event, letter.address) for letter in found]


def test_a_frozen_shortlist_becomes_decisions(desk: FlaskClient, season: Season) -> None:
    take_over(desk, season)
    assert [film.decision_staged for film in season.films] == [
        Decision.SELECTED,
        Decision.RESERVE,
        Decision.NOT_SELECTED,
        Decision.NOT_SELECTED,
    ]


def test_a_decision_that_was_prepared_otherwise_is_asked_about_before_it_is_replaced(
    desk: FlaskClient, season: Season
) -> None:
    last = season.films[-1]
    manual = {"decision": "selected", "reason": "The director comes."}
    assert desk.post(f"/desk/decisions/films/{last.id}", data=manual).status_code == 303

    asked = ask_to_take_over(desk, season, reserve=2)
    assert asked.status_code == 409
    assert f"another decision is already prepared: 1 (“{last.title}”)" in html.unescape(asked.text)
    assert [film.decision_staged for film in season.films] == [None, None, None, Decision.SELECTED]

    keep = fields_of(asked.text, "Keep these, prepare the others")
    assert desk.post("/desk/decisions/take-over", data=keep).status_code == 303
    kept = [Decision.SELECTED, Decision.RESERVE, Decision.RESERVE, Decision.SELECTED]
    assert [film.decision_staged for film in season.films] == kept

    replace = fields_of(asked.text, "Replace these too")
    assert desk.post("/desk/decisions/take-over", data=replace).status_code == 303
    assert [film.decision_staged for film in season.films] == [*kept[:3], Decision.NOT_SELECTED]
    lines = db.session().scalars(
        select(JournalLine).where(JournalLine.verb == "shortlists.take_over").order_by(JournalLine.id)
    )
    assert [(line.details["staged"], line.details["kept"]) for line in lines] == [(3, 1), (4, 0)]


def fields_of(page: str, button: str) -> dict[str, str]:
    """What the form with this button sends."""
    form = next(each for each in re.findall(r"<form.*?</form>", page, re.DOTALL) if button in each)
    return dict(re.findall(r'type="hidden" name="(\w+)" value="(\w*)"', form))


def test_every_entry_gets_one_letter(desk: FlaskClient, season: Season) -> None:
    take_over(desk, season)
    page = " ".join(desk.get("/desk/decisions/release").text.split())
    assert "4 entries = 4 letters" in page
    assert "is on the reserve list of" in page
    address = let_go(desk)
    owners = [film.owner.email for film in season.films]
    assert letters() == [
        ("shortlists/selected", owners[0]),
        ("shortlists/reserve", owners[1]),
        ("shortlists/not_selected", owners[2]),
        ("shortlists/not_selected", owners[3]),
    ]
    assert "4 entries = 4 letters" in " ".join(desk.get(address).text.split())
    assert [film.decision for film in season.films] == [
        Decision.SELECTED,
        Decision.RESERVE,
        Decision.NOT_SELECTED,
        Decision.NOT_SELECTED,
    ]


def test_the_letter_carries_the_honest_line_and_what_jurors_wrote_for_its_maker(
    desk: FlaskClient, season: Season
) -> None:
    take_over(desk, season)
    let_go(desk)
    bodies = db.session().scalars(select(Letter.body).where(Letter.event == "shortlists/not_selected"))
    body = next(body for body in bodies if "“Unseen”" not in body)
    assert "Your film was watched by 2 jurors." in body
    assert "    Amal Juror liked it." in body


@pytest.mark.parametrize(
    ("jurors", "line"),
    [
        (1, "watched by 2 jurors. The earlier version: 1 juror."),
        (2, "watched by 2 jurors. The earlier version: 2 jurors."),
    ],
)
def test_the_letter_names_the_version_that_was_watched(
    desk: FlaskClient, season: Season, jurors: int, line: str
) -> None:
    take_over(desk, season)
    with db.transaction() as session:
        films = session.scalars(select(Review).join(Review.assignment).order_by(Review.id))
        for review in [each for each in films if each.assignment.juror in season.jurors[:jurors]]:
            review.film_sha256 = ""
    let_go(desk)
    bodies = db.session().scalars(select(Letter.body).where(Letter.event == "shortlists/not_selected"))
    assert [line in body for body in bodies if "“Unseen”" not in body] == [True]


def test_a_release_that_is_asked_for_twice_and_worked_twice_is_one(desk: FlaskClient, season: Season) -> None:
    take_over(desk, season)
    first, second = (desk.post("/desk/decisions/release", data=ALL_THE_SAME).location for _ in range(2))
    assert first == second
    run_releases()
    ordered = release_queries.release(int(first.rpartition("/")[2]))
    assert ordered is not None
    with db.transaction():
        decision_operations.release(ordered, now=DECIDING)
    assert len(letters()) == 4


def test_nobody_is_told_while_a_submitted_entry_waits_to_be_checked(
    desk: FlaskClient, season: Season
) -> None:
    take_over(desk, season)
    forgotten = db.session().get_one(Entry, season.ids[0])
    factories.save(factories.entry(forgotten.owner, forgotten.category, state=EntryState.SUBMITTED))
    answer = desk.post("/desk/decisions/release")
    assert (answer.status_code, "nobody is forgotten" in answer.text, letters()) == (403, True, [])


def test_nobody_is_told_while_somebody_is_undecided(desk: FlaskClient, season: Season) -> None:
    take_over(desk, season)
    desk.post(f"/desk/decisions/films/{season.ids[0]}", data={"decision": "undecided"})
    answer = desk.post("/desk/decisions/release")
    assert (answer.status_code, "Eligible entries without a decision: 1." in answer.text) == (403, True)
    assert db.session().scalars(select(Release)).all() == []


def test_a_film_that_nobody_scored_is_named_before_its_filmmakers_are_told(
    desk: FlaskClient, season: Season
) -> None:
    take_over(desk, season)
    page = desk.get("/desk/decisions/release").text
    assert "No juror has scored 1 film whose filmmaker would get a decision." in page
    for form, field in (
        ({}, "confirm"),
        ({"all_the_same": "We are late."}, "confirm"),
        ({"confirm": "yes", "all_the_same": " "}, "all-the-same"),
    ):
        answer = desk.post("/desk/decisions/release", data=form)
        assert (answer.status_code, f'<li><a href="#{field}">Films without any score' in answer.text) == (
            409,
            True,
        )
        assert "would get a decision: 1 (“Unseen”)." in answer.text
    assert db.session().scalars(select(Release)).all() == []
    let_go(desk)
    line = db.session().scalars(select(JournalLine).where(JournalLine.verb == "shortlists.ask")).one()
    assert line.details == {"staged": 4, "unseen": [season.ids[3]], "reason": "Its file never played."}


def test_what_may_still_change_is_said_before_the_decisions_leave(desk: FlaskClient, season: Season) -> None:
    take_over(desk, season)
    page = "/desk/decisions/release"
    assert "Something may still change after this release." not in desk.get(page).text
    with db.transaction() as session:
        edition = session.get_one(Edition, season.edition.id)
        edition.closes_at = season.round.closes_at = DECIDING + timedelta(days=1)
        session.add(jury.assign(season.round, season.films[3], season.jurors[0]))
        season.shortlist.places = 3
    text = " ".join(desk.get(page).text.split())
    assert "Something may still change after this release." in text
    assert "The call is open until Wednesday 2 September 2020" in text
    assert "this round is open, and 1 review is still to come." in text
    assert "this ranking has changed since version 1, which the decisions were prepared from." in text
    let_go(desk)


def test_a_board_that_was_frozen_and_taken_over_anew_has_not_changed(
    desk: FlaskClient, season: Season
) -> None:
    take_over(desk, season)
    with db.transaction():
        season.shortlist.places = 3
    take_over(desk, season, earlier="replace")
    assert "this ranking has changed" not in desk.get("/desk/decisions/release").text


def test_an_entry_that_left_after_staging_gets_no_letter_and_blocks_nothing(
    desk: FlaskClient, season: Season
) -> None:
    take_over(desk, season)
    with db.transaction():
        season.films[0].state = EntryState.WITHDRAWN
        season.films[0].withdrawn_at = DECIDING
    let_go(desk)
    assert [event for event, _ in letters()] == [
        "shortlists/reserve",
        "shortlists/not_selected",
        "shortlists/not_selected",
    ]


def test_a_film_in_reserve_is_selected_later_with_a_letter_of_its_own(
    desk: FlaskClient, season: Season
) -> None:
    take_over(desk, season)
    let_go(desk)
    reserve = season.ids[1]
    assert desk.post(f"/desk/decisions/films/{reserve}", data={"decision": "selected"}).status_code == 303
    address = let_go(desk)
    assert letters()[4:] == [("shortlists/selected", season.films[1].owner.email)]
    releases = release_queries.releases(season.edition.id)
    assert [sum(release_queries.letters_of(each).values()) for each in releases] == [1, 4]
    assert {each.released_at for each in releases} == {DECIDING}
    assert db.session().get_one(Entry, reserve).decision is Decision.SELECTED
    assert "Release" in desk.get(address).text


def test_a_decision_that_was_told_cannot_become_another(desk: FlaskClient, season: Season) -> None:
    take_over(desk, season)
    let_go(desk)
    answer = desk.post(f"/desk/decisions/films/{season.ids[2]}", data={"decision": "selected"})
    assert (answer.status_code, "has been released" in answer.text) == (403, True)
    nothing = desk.post("/desk/decisions/release")
    assert (nothing.status_code, "No decision waits to be released." in nothing.text) == (403, True)


def test_the_list_is_public_only_after_the_letters(desk: FlaskClient, season: Season) -> None:
    take_over(desk, season)
    address = let_go(desk)
    early = desk.post(f"{address}/publish")
    assert (early.status_code, "Letters still being sent: 4" in early.text) == (403, True)
    assert "Kite" not in desk.get("/selection/2020").text
    with db.transaction() as session:
        for letter in session.scalars(select(Letter)):
            letter.state = LetterState.SENT
    assert desk.post(f"{address}/publish").status_code == 303
    page = desk.get("/selection/2020").text
    assert ("Kite" in page, "Salt" in page, "Official selection 2020" in page) == (True, False, True)


def test_a_list_that_was_published_does_not_name_who_is_told_later(
    desk: FlaskClient, season: Season, deciding: time_machine.Traveller
) -> None:
    take_over(desk, season)
    address = let_go(desk)
    with db.transaction() as session:
        for letter in session.scalars(select(Letter)):
            letter.state = LetterState.SENT
    deciding.shift(3600)
    desk.post(f"/desk/decisions/films/{season.ids[1]}", data={"decision": "selected"})
    let_go(desk)
    assert desk.post(f"{address}/publish").status_code == 303
    page = desk.get("/selection/2020").text
    assert ("Kite" in page, "Salt" in page) == (True, False)


def test_a_filmmaker_sees_nothing_before_the_release(
    app: flask.Flask, desk: FlaskClient, season: Season
) -> None:
    filmmaker = browser_of(app, season.films[0].owner)
    pages = [f"/entries/{season.ids[0]}", "/entries", "/selection/2020"]
    before = [_without_tokens(filmmaker.get(page).text) for page in pages]
    take_over(desk, season)
    assert [_without_tokens(filmmaker.get(page).text) for page in pages] == before
    assert "Undecided" in before[0]
    desk.post("/desk/decisions/release", data=ALL_THE_SAME)
    assert [_without_tokens(filmmaker.get(page).text) for page in pages] == before


def test_a_filmmaker_reads_the_decision_and_the_letter_and_answers_once(
    app: flask.Flask, desk: FlaskClient, season: Season
) -> None:
    take_over(desk, season)
    let_go(desk)
    filmmaker, home = browser_of(app, season.films[0].owner), f"/entries/{season.ids[0]}"
    page = filmmaker.get(home).text
    assert "Amal Juror liked it." in page
    assert "Yes, it may be shown" in page
    assert filmmaker.post(f"{home}/confirm").status_code == 303
    assert "Yes, it may be shown" not in filmmaker.get(home).text
    again = filmmaker.post(f"{home}/decline")
    assert (again.status_code, "You do not need to answer" in again.text) == (403, True)


@pytest.mark.parametrize("answer", ["confirm", "decline"])
def test_nobody_answers_for_another_or_before_the_release(
    app: flask.Flask, desk: FlaskClient, season: Season, answer: str
) -> None:
    take_over(desk, season)
    address = f"/entries/{season.ids[0]}/{answer}"
    owner, other = (browser_of(app, film.owner) for film in season.films[:2])
    assert owner.post(address).status_code == 403
    let_go(desk)
    assert [browser.post(address).status_code for browser in (other, desk)] == [404, 404]
    assert owner.post(address).status_code == 303


def test_a_declined_film_leaves_the_public_list(app: flask.Flask, desk: FlaskClient, season: Season) -> None:
    take_over(desk, season)
    address = let_go(desk)
    with db.transaction() as session:
        for letter in session.scalars(select(Letter)):
            letter.state = LetterState.SENT
    desk.post(f"{address}/publish")
    browser_of(app, season.films[0].owner).post(f"/entries/{season.ids[0]}/decline")
    assert "Kite" not in desk.get("/selection/2020").text


def _without_tokens(page: str) -> str:
    """A page without what changes from one look to the next: tokens of forms, and the countdown."""
    passing = ("csrf", "idempotency_key", "data-now", "deadline-left")
    return "\n".join(line for line in page.splitlines() if not any(word in line for word in passing))
