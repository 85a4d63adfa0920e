"""What a juror typed and what could not be taken: it is there again, in its place, with what to do."""

import re
from collections.abc import Callable
from datetime import datetime

import flask
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from festival import db
from festival.jury.models import Note
from festival.jury.states import AssignmentState
from tests.conftest import sign_in
from tests.jury import factories
from tests.jury.conftest import Jury
from tests.jury.factories import AFTER

pytestmark = pytest.mark.usefixtures("festival_clock")
KEPT_FORMS = [
    ("abstain", {"form": "abstain", "reason": "No sound"}, ">No sound</textarea>"),
    ("conflict", {"form": "conflict", "reason": "My brother"}, ">My brother</textarea>"),
    ("notes", {"form": "note", "at": "1:30", "text": "The bridge"}, ">The bridge</textarea>"),
    ("submit", {"form": "score", "version": "0", "comment_for_jury": "Slow."}, ">Slow.</textarea>"),
]


@pytest.fixture
def desk(client: FlaskClient, jury: Jury) -> FlaskClient:
    return sign_in(client, jury.juror)


def url(jury: Jury, *rest: str) -> str:
    return "/".join([f"/screening/{jury.assignment.id}", *rest])


def test_a_note_that_is_refused_stands_in_its_form_with_the_reason(desk: FlaskClient, jury: Jury) -> None:
    answer = desk.post(url(jury, "notes"), data={"at": "1;30", "text": "The bridge"})
    assert (answer.status_code, "“1;30” is no time of the film." in answer.text) == (422, True)
    assert 'value="1;30"' in answer.text and ">The bridge</textarea>" in answer.text
    empty = desk.post(url(jury, "notes"), data={"at": "1:30", "text": " "})
    assert (empty.status_code, 'value="1:30"' in empty.text) == (409, True)
    assert "Write a word or two first" in empty.text
    assert db.session().scalars(select(Note)).all() == []


def test_a_change_that_is_refused_stands_in_its_own_note(desk: FlaskClient, jury: Jury) -> None:
    for text in ("The bridge", "The river"):
        desk.post(url(jury, "notes"), data={"at": "12:34", "text": text})
    first = db.session().scalars(select(Note.id).order_by(Note.id)).first()
    answer = desk.post(url(jury, "notes", str(first)), data={"at": "noon", "text": "The old bridge"})
    assert (answer.status_code, answer.text.count("“noon” is no time of the film.")) == (422, 1)
    assert ">The old bridge</textarea>" in answer.text and ">The river</textarea>" in answer.text
    assert answer.text.count('<details class="note-edit" open>') == 1


def test_a_fragment_that_is_refused_is_told_the_sentence_alone(
    desk: FlaskClient, jury: Jury, festival_clock: Callable[[datetime], None]
) -> None:
    def send(**form: str) -> tuple[int, str | None, str]:
        answer = desk.post(url(jury, "notes"), data=form, headers={"HX-Request": "true"})
        return answer.status_code, answer.mimetype, answer.text

    sentence = "“1;30” is no time of the film. Write minutes and seconds, as in 12:34."
    assert send(at="1;30", text="The bridge") == (422, "text/plain", sentence)
    festival_clock(AFTER)
    status, kind, words = send(at="1:30", text="The bridge")
    assert (status, kind, "closed on Sunday 12 July 2020, 24:00 in Geneva" in words) == (
        403,
        "text/plain",
        True,
    )


def test_a_note_that_comes_after_the_end_is_there_to_be_copied(
    desk: FlaskClient, jury: Jury, festival_clock: Callable[[datetime], None]
) -> None:
    festival_clock(AFTER)
    answer = desk.post(url(jury, "notes"), data={"at": "1:30", "text": "The bridge"})
    assert (answer.status_code, '<blockquote dir="auto">The bridge</blockquote>' in answer.text) == (
        409,
        True,
    )


@pytest.mark.parametrize(("act", "box"), [("abstain", "abstain-reason"), ("conflict", "conflict-reason")])
def test_a_reason_that_is_too_long_stands_in_its_own_box_with_what_to_do(
    desk: FlaskClient, jury: Jury, act: str, box: str
) -> None:
    reason = "word " * 120
    answer = desk.post(url(jury, act), data={"reason": reason})
    assert (answer.status_code, answer.text.count("599 characters long, but only 500 are possible")) == (
        422,
        1,
    )
    typed = re.search(f'<textarea[^>]* id="{box}"[^>]*aria-invalid="true"[^>]*>([^<]*)<', answer.text)
    assert typed and typed[1] == reason
    assert answer.text.count(reason.strip()) == 1
    db.session().rollback()
    assert jury.assignment.state is AssignmentState.ASSIGNED


def test_a_reason_that_nobody_asks_for_any_more_is_there_to_be_copied(
    desk: FlaskClient, jury: Jury, festival_clock: Callable[[datetime], None]
) -> None:
    desk.post(url(jury, "conflict"), data={"reason": "My brother"})
    again = desk.post(url(jury, "conflict"), data={"reason": "My sister"})
    assert (again.status_code, '<blockquote dir="auto">My sister</blockquote>' in again.text) == (409, True)
    festival_clock(AFTER)
    late = sign_in(desk, jury.other).post(
        f"/screening/{jury.others_assignment.id}/abstain", data={"reason": "No sound"}
    )
    assert (late.status_code, '<blockquote dir="auto">No sound</blockquote>' in late.text) == (409, True)
    assert "closed on Sunday 12 July 2020" in late.text


def back_after_signing_in(app: flask.Flask, jury: Jury, act: str, form: dict[str, str]) -> str:
    """The film's page for a juror whose form came without a valid sign-in."""
    visitor, page = app.test_client(), url(jury)
    headers = {"Accept": "text/html", "Origin": "http://localhost", "Referer": f"http://localhost{page}"}
    assert visitor.post(url(jury, act), data=form, headers=headers).location == f"/sign-in?next={page}"
    return sign_in(visitor, jury.juror).get(page).text


@pytest.mark.parametrize(("act", "form", "shown"), KEPT_FORMS)
def test_words_typed_while_the_sign_in_ran_out_are_back_on_the_films_page(
    app: flask.Flask, jury: Jury, act: str, form: dict[str, str], shown: str
) -> None:
    page = back_after_signing_in(app, jury, act, form)
    assert ("We kept what you typed" in page, page.count(shown)) == (True, 1)
    assert "in another window" not in page


def test_a_score_kept_while_another_window_saved_shows_both(app: flask.Flask, jury: Jury) -> None:
    form = {"form": "score", "version": "0", "comment_for_jury": "Typed text"}
    with db.transaction() as session, session.no_autoflush:
        kept = factories.review(jury.assignment, 2, 3, is_final=False, submitted_at=None)
        kept.comment_for_jury = "Kept text"
        session.add(kept)
    page = back_after_signing_in(app, jury, "submit", form)
    assert (
        "in another window" in page and ">Typed text</textarea>" in page and "Kept text</blockquote>" in page
    )
