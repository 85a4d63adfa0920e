"""The juror's desk, as a browser without scripts sees it."""

from collections.abc import Callable
from datetime import datetime

import flask
import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db, journal
from festival.accounts.models import Person
from festival.journal import JournalLine
from festival.jury.models import Assignment, Note, Review
from festival.jury.states import AssignmentState, OthersScores
from festival.messages.models import Letter
from festival.scoring.values import Why
from tests.conftest import sign_in
from tests.jury import factories
from tests.jury.conftest import Jury
from tests.jury.factories import AFTER, DURING

MAKERS = ["Lina Secret", "Omar Producer", "Nour Writer"]
SECRETS = [*MAKERS, "Secret Pictures", "+961 1 234", "owner@secret.example"]
NONSENSE: list[object] = [
    None,
    [],
    {},
    {"played": "all"},
    {"played": [[0]]},
    {"played": [["0", "1"]]},
    {"played": [[0, 1e9]]},
]


pytestmark = pytest.mark.usefixtures("festival_clock")


@pytest.fixture
def desk(client: FlaskClient, jury: Jury) -> FlaskClient:
    return sign_in(client, jury.juror)


def url(jury: Jury, *rest: str) -> str:
    return "/".join([f"/screening/{jury.assignment.id}", *rest])


def score_form(jury: Jury, *steps: int, version: int = 0, **more: str) -> dict[str, str]:
    chosen = zip(jury.round.criteria, steps, strict=False)
    return {"version": str(version)} | {f"criterion-{each.id}": str(step) for each, step in chosen} | more


def the_review() -> Review:
    db.session().rollback()
    return db.session().scalars(select(Review)).one()


def add_film(jury: Jury, juror: Person, **values: object) -> Assignment:
    with db.transaction() as session, session.no_autoflush:
        assignment = factories.assign(jury.round, factories.film(jury.edition, **values), juror)
        session.add(assignment)
    return assignment


def test_the_queue_says_what_is_left_and_by_when(desk: FlaskClient, jury: Jury) -> None:
    add_film(jury, jury.juror, title="The Second", runtime=2400)
    page = " ".join(desk.get("/screening").text.split())
    assert "Across the River" in page and "The Second" in page
    assert "2 films , 1 h left" in page or "2 films, 1 h left" in page
    assert "Sunday 12 July 2020, 24:00 in Geneva" in page


def test_an_empty_queue_teaches(client: FlaskClient, context: None) -> None:
    juror = factories.juror()
    with db.transaction() as session:
        session.add(juror)
    assert "No films wait for you" in sign_in(client, juror).get("/screening").text


@pytest.mark.parametrize(
    "place", ["", "draft", "submit", "abstain", "conflict", "seen", "notes", "resume", "others"]
)
def test_another_jurors_film_is_no_page_at_any_address(client: FlaskClient, jury: Jury, place: str) -> None:
    stranger = sign_in(client, jury.juror)
    address = f"/screening/{jury.others_assignment.id}/{place}".rstrip("/")
    form = {"reason": "x", "at": "1", "text": "x"}
    if place == "seen":
        assert stranger.post(address, json={"played": "nonsense"}).status_code == 404
        answer = stranger.post(address, json={"played": [[0, 5]]})
    else:
        answer = stranger.post(address, data=form) if place else stranger.get(address)
    assert (answer.status_code, "Across the River" in answer.text) == (404, False)


def test_a_note_of_another_juror_is_no_note(desk: FlaskClient, jury: Jury) -> None:
    with db.transaction() as session:
        note = Note(assignment_id=jury.others_assignment.id, at_second=3, text="private")
        session.add(note)
    for place in (str(note.id), f"{note.id}/delete"):
        assert desk.post(url(jury, "notes", place), data={"at": "1", "text": "x"}).status_code == 404


def test_filmmakers_and_organizers_have_no_screening(client: FlaskClient, jury: Jury) -> None:
    assert sign_in(client, jury.organizer).get("/screening").status_code == 404


def test_a_score_leads_to_the_next_film(desk: FlaskClient, jury: Jury) -> None:
    following = add_film(jury, jury.juror)
    answer = desk.post(url(jury, "submit"), data=score_form(jury, 4, 5, comment_for_filmmaker="Thank you."))
    assert (answer.status_code, answer.location) == (303, f"/screening/{following.id}#main")
    review = the_review()
    assert (review.is_final, review.comment_for_filmmaker) == (True, "Thank you.")


def test_an_incomplete_score_stays_a_draft_and_says_what_is_missing(desk: FlaskClient, jury: Jury) -> None:
    answer = desk.post(url(jury, "submit"), data=score_form(jury, 4, comment_for_jury="So far good."))
    assert answer.status_code == 409
    assert "Still to choose: craft. Your draft is saved." in answer.text
    assert "So far good." in answer.text
    assert (the_review().is_final, the_review().comment_for_jury) == (False, "So far good.")


def test_autosave_answers_with_the_time_and_the_version(desk: FlaskClient, jury: Jury) -> None:
    as_json = {"Accept": "application/json"}
    first = desk.post(url(jury, "draft"), data=score_form(jury, 3), headers=as_json)
    assert first.json == {"saved_at": "18:00", "version": 1}
    second = desk.post(url(jury, "draft"), data=score_form(jury, 4, version=1), headers=as_json)
    assert second.json == {"saved_at": "18:00", "version": 2}
    stale = desk.post(url(jury, "draft"), data=score_form(jury, 1, version=1), headers=as_json)
    assert stale.status_code == 409 and "another window" in stale.get_json()["error"]


def test_a_stale_form_shows_both_texts(desk: FlaskClient, jury: Jury) -> None:
    desk.post(url(jury, "draft"), data=score_form(jury, comment_for_jury="First window"))
    desk.post(url(jury, "draft"), data=score_form(jury, version=1, comment_for_jury="Kept text"))
    answer = desk.post(url(jury, "draft"), data=score_form(jury, version=1, comment_for_jury="Typed text"))
    assert answer.status_code == 409
    assert "Kept text" in answer.text and "Typed text" in answer.text
    assert the_review().comment_for_jury == "Kept text"


def test_words_typed_past_the_end_are_shown_again(
    desk: FlaskClient, jury: Jury, festival_clock: Callable[[datetime], None]
) -> None:
    festival_clock(AFTER)
    answer = desk.post(url(jury, "submit"), data=score_form(jury, 4, 5, comment_for_jury="Too late"))
    assert answer.status_code == 409
    assert "closed on Sunday 12 July 2020, 24:00 in Geneva" in answer.text
    assert "Too late" in answer.text


def test_a_comment_that_is_too_long_is_not_cut(desk: FlaskClient, jury: Jury) -> None:
    answer = desk.post(url(jury, "draft"), data=score_form(jury, comment_for_jury="x" * 6000))
    assert answer.status_code == 409
    assert "only 5000 are possible" in answer.text and "x" * 6000 in answer.text


def test_what_was_played_is_recorded(desk: FlaskClient, jury: Jury) -> None:
    answer = desk.post(url(jury, "seen"), json={"played": [[0, 12.4], [12.4, 20]]})
    assert answer.json == {"seen": [[0, 20]], "seconds_seen": 20}


@pytest.mark.parametrize("report", NONSENSE)
def test_a_report_that_makes_no_sense_is_refused(desk: FlaskClient, jury: Jury, report: object) -> None:
    answer = desk.post(url(jury, "seen"), json=report, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "report_unreadable")


@pytest.mark.parametrize("body", ["[" * 100_000, '{"played":' + "[" * 100_000, "[[0,"])
def test_a_report_that_is_no_json_is_refused(desk: FlaskClient, jury: Jury, body: str) -> None:
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    answer = desk.post(url(jury, "seen"), data=body, headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "report_unreadable")


def test_reports_without_end_are_paid_by_the_clock(desk: FlaskClient, jury: Jury) -> None:
    with time_machine.travel(DURING, tick=False):
        for at in range(0, 1200, 20):
            answer = desk.post(url(jury, "seen"), json={"played": [[at, at + 20]]})
    assert answer.json == {"seen": [[0, 80]], "seconds_seen": 80}


def test_notes_work_without_scripts(desk: FlaskClient, jury: Jury) -> None:
    desk.post(url(jury, "notes"), data={"at": "12:34", "text": "The <b>bridge</b>"})
    note = db.session().scalars(select(Note)).one()
    assert note.at_second == 754
    page = desk.get(url(jury)).text
    assert "12:34" in page and "The &lt;b&gt;bridge&lt;/b&gt;" in page
    desk.post(url(jury, "notes", str(note.id), "delete"))
    db.session().rollback()
    assert db.session().scalars(select(Note)).all() == []


def test_a_double_click_writes_one_note(desk: FlaskClient, jury: Jury) -> None:
    for text in ("The bridge", "The bridge", "The river"):
        assert desk.post(url(jury, "notes"), data={"at": "12:34", "text": text}).status_code == 303
    assert db.session().scalars(select(Note.text).order_by(Note.id)).all() == ["The bridge", "The river"]


def test_a_double_click_abstains_once(desk: FlaskClient, jury: Jury) -> None:
    answers = [desk.post(url(jury, "abstain"), data={"reason": "No sound"}).status_code for _ in range(2)]
    assert answers == [303, 303]
    assert [line.verb for line in journal.lines()] == ["jury.abstain"]


def test_a_double_click_submits_once_and_leads_on_twice(desk: FlaskClient, jury: Jury) -> None:
    following = add_film(jury, jury.juror)
    form = score_form(jury, 4, 5, comment_for_jury="Holds to the end.")
    answers = [desk.post(url(jury, "submit"), data=form) for _ in range(2)]
    assert [(each.status_code, each.location) for each in answers] == [
        (303, f"/screening/{following.id}#main")
    ] * 2
    assert [line.verb for line in journal.lines()] == ["jury.submit"]


def test_other_words_after_a_submit_are_refused(desk: FlaskClient, jury: Jury) -> None:
    desk.post(url(jury, "submit"), data=score_form(jury, 4, 5))
    answer = desk.post(url(jury, "submit"), data=score_form(jury, 1, 1))
    assert (answer.status_code, "You have finished with this film." in answer.text) == (409, True)
    assert sorted(the_review().scores.values()) == [4, 5]


def test_a_form_overtaken_by_its_own_autosave_is_submitted(desk: FlaskClient, jury: Jury) -> None:
    form = score_form(jury, 4, 5, comment_for_jury="Holds to the end.")
    assert desk.post(url(jury, "draft"), data=form, headers={"Accept": "application/json"}).status_code == 200
    assert desk.post(url(jury, "submit"), data=form).status_code == 303
    assert the_review().is_final


def test_a_fragment_answers_htmx(desk: FlaskClient, jury: Jury) -> None:
    answer = desk.post(url(jury, "notes"), data={"at": "5", "text": "Here"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in answer.text and "Here" in answer.text


def test_stepping_aside_is_seen_in_the_queue(desk: FlaskClient, jury: Jury) -> None:
    answer = desk.post(url(jury, "conflict"), data={"reason": "My brother"})
    assert answer.location == "/screening"
    assert "Stepped aside" in desk.get("/screening").text
    assert "You declared a conflict of interest" in desk.get(url(jury)).text


def test_abstaining_needs_a_reason(desk: FlaskClient, jury: Jury) -> None:
    refused = desk.post(url(jury, "abstain"), data={"reason": " "})
    assert (refused.status_code, "Please say why, in a few words." in refused.text) == (409, True)
    assert desk.post(url(jury, "abstain"), data={"reason": "No sound"}).status_code == 303


def test_a_film_by_link_opens_elsewhere_and_says_that_it_cannot_be_measured(
    desk: FlaskClient, jury: Jury
) -> None:
    page = desk.get(url(jury)).text
    assert 'href="https://vimeo.com/1234" target="_blank" rel="noopener noreferrer"' in page
    assert "cannot be measured" in page and "<iframe" not in page
    desk.post(url(jury, "viewing"), data={"kind": "together"})
    assert "You watched it together" in desk.get(url(jury)).text


def test_content_notes_stand_before_the_film(desk: FlaskClient, jury: Jury) -> None:
    with db.transaction():
        jury.film.content_notes, jury.film.content_details = ["war"], "Shelling, from afar"
    page = desk.get(url(jury)).text
    assert 0 < page.index("Shelling, from afar") < page.index("vimeo.com")


@pytest.mark.parametrize(
    ("shown", "is_seen"),
    [(OthersScores.NEVER, False), (OthersScores.AFTER_OWN, False), (OthersScores.ALWAYS, True)],
)
def test_others_scores_stay_away_until_the_round_shows_them(
    desk: FlaskClient, jury: Jury, shown: OthersScores, is_seen: bool
) -> None:
    with db.transaction() as session, session.no_autoflush:
        jury.round.others_scores = shown
        jury.others_assignment.state = AssignmentState.SCORED
        session.add(factories.review(jury.others_assignment, 2, 3, comment_for_jury="Their words"))
    assert ("Their words" in desk.get(url(jury)).text) is is_seen


def test_reading_the_others_scores_settles_ones_own_until_an_organizer_opens_it_again(
    app: flask.Flask, desk: FlaskClient, jury: Jury
) -> None:
    with db.transaction() as session, session.no_autoflush:
        jury.round.others_scores = OthersScores.AFTER_OWN
        jury.others_assignment.state = AssignmentState.SCORED
        session.add(factories.review(jury.others_assignment, 2, 3, comment_for_jury="Their words"))
    assert desk.post(url(jury, "others")).status_code == 403
    desk.post(url(jury, "submit"), data=score_form(jury, 3, 4))
    before = desk.get(url(jury)).text
    assert ("Their words" in before, "Change my score" in before) == (False, True)
    assert desk.post(url(jury, "others")).location == f"{url(jury)}#others"
    after = desk.get(url(jury)).text
    assert ("Their words" in after, "Change my score" in after) == (True, False)
    refused = desk.post(url(jury, "resume"))
    assert (refused.status_code, "so you cannot change yours" in refused.text) == (403, True)

    reopen = f"/desk/jury/rounds/{jury.round.id}/scores/{jury.assignment.id}/reopen"
    organizer = sign_in(app.test_client(), jury.organizer)
    flask.g.pop("_login_user", None)
    assert "Let Amal Juror score it again" in organizer.get(reopen.partition("/scores")[0] + "/scores").text
    flask.g.pop("_login_user", None)
    refused = organizer.post(reopen, data={"reason": " "})
    assert (
        refused.status_code,
        f'<a href="#reason-{jury.assignment.id}">Please say why' in refused.text,
    ) == (
        409,
        True,
    )
    flask.g.pop("_login_user", None)
    assert organizer.post(reopen, data={"reason": "A slip of the finger."}).status_code == 303
    flask.g.pop("_login_user", None)
    assert not the_review_of(jury).is_final
    assert "Their words" not in desk.get(url(jury)).text
    line = db.session().scalars(select(JournalLine).where(JournalLine.verb == "jury.reopen")).one()
    assert line.details["reason"] == "A slip of the finger."
    assert sorted(line.details["withdrawn"].values()) == [3, 4]
    letter = db.session().scalars(select(Letter).where(Letter.event == "jury/reopened")).one()
    assert (letter.person_id, "A slip of the finger." in letter.body) == (jury.juror.id, True)
    assert url(jury) in letter.body


def test_anyone_who_is_asked_late_reads_the_others_scores_once_and_then_stands_by_their_own(
    desk: FlaskClient, jury: Jury
) -> None:
    with db.transaction() as session, session.no_autoflush:
        jury.round.others_scores, jury.assignment.why = OthersScores.ALWAYS, Why.NEAR_LINE
        jury.others_assignment.state = AssignmentState.SCORED
        session.add(factories.review(jury.others_assignment, 2, 3, comment_for_jury="Their words"))
    pages = [desk.get(url(jury)).text]
    for act, form in (("submit", score_form(jury, 3, 4)), ("others", {})):
        assert desk.post(url(jury, act), data=form).status_code == 303
        pages.append(desk.get(url(jury)).text)
    assert ["Their words" in page for page in pages] == [False, False, True]
    assert ["Change my score" in page for page in pages] == [False, True, False]
    assert desk.post(url(jury, "resume")).status_code == 403


def the_review_of(jury: Jury) -> Review:
    db.session().rollback()
    return db.session().scalars(select(Review).where(Review.assignment_id == jury.assignment.id)).one()


@pytest.mark.parametrize("is_blind", [True, False])
def test_a_blind_round_never_names_who_made_a_film(
    desk: FlaskClient, jury: Jury, app: flask.Flask, is_blind: bool
) -> None:
    with db.transaction():
        jury.round.is_blind = is_blind
        film, owner = jury.film, jury.film.owner
        film.directors, film.producers, film.writers = [[name] for name in MAKERS]
        film.rights_holder, film.contact_phone = "Secret Pictures", "+961 1 234"
        owner.name, owner.email = "Lina Secret", "owner@secret.example"
    answers = [
        desk.get("/screening"),
        desk.get("/screening?q=Lina+Secret&sort=director"),
        desk.get(url(jury)),
        desk.get(url(jury), headers={"Accept": "application/json"}),
        desk.post(url(jury, "draft"), data=score_form(jury, 3), headers={"Accept": "application/json"}),
        desk.post(url(jury, "submit"), data=score_form(jury, 3, version=1)),
        desk.post(url(jury, "notes"), data={"at": "5", "text": "x"}, headers={"HX-Request": "true"}),
    ]
    leaked = [secret for secret in SECRETS if any(secret in answer.text for answer in answers)]
    assert leaked == ([] if is_blind else MAKERS)


def test_a_juror_says_what_can_be_watched(desk: FlaskClient, jury: Jury) -> None:
    member = jury.panel.members[0]
    form = {
        "version": member.version,
        "languages": "Arabic, pt-BR, french",
        "minutes": "240",
        "avoids": ["war", "death"],
    }
    assert desk.post(f"/screening/profile/{member.id}", data=form).status_code == 303
    db.session().rollback()
    assert (member.languages, member.minutes) == (["ar", "pt-BR", "fr"], 240)
    assert member.avoids == ["war", "death"]
    wrong = desk.post(f"/screening/profile/{member.id}", data={"languages": "Arabic, Klingonish"})
    assert wrong.status_code == 422 and "Arabic, Klingonish" in wrong.text
    other = jury.panel.members[1]
    assert desk.post(f"/screening/profile/{other.id}", data=form).status_code == 404


def test_a_juror_says_where_they_belong_and_loses_no_line_to_a_mistake(desk: FlaskClient, jury: Jury) -> None:
    member = jury.panel.members[0]
    address = f"/screening/profile/{member.id}"
    form = {"version": member.version, "affiliations": "Blue Sea Films\r\nUniversity of Lyon"}
    assert desk.post(address, data=form).status_code == 303
    db.session().rollback()
    assert member.affiliations == ["Blue Sea Films", "University of Lyon"]
    assert "Blue Sea Films\nUniversity of Lyon</textarea>" in desk.get("/screening/profile").text
    wrong = desk.post(address, data={"affiliations": "\n".join(f"School {number}" for number in range(21))})
    assert wrong.status_code == 422
    assert (
        "These are 21 lines, but only 20 are possible." in wrong.text and "School 0\nSchool 1\n" in wrong.text
    )
    db.session().rollback()
    assert member.affiliations == ["Blue Sea Films", "University of Lyon"]
