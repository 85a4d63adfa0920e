"""A letter is written once, in its reader's words, carried patiently, and seen when it fails."""

from pathlib import Path

import flask
import jinja2
import pytest
from sqlalchemy import select

from festival import db
from festival.accounts.models import Person
from festival.adapters import mailer
from festival.adapters.mailer import MailFailure
from festival.jobs.models import Job
from festival.kernel.clock import machine_now
from festival.messages import operations as messages
from festival.messages.models import Letter, LetterState
from tests import factories

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture(autouse=True)
def greeting(app: flask.Flask, tmp_path: Path) -> None:
    """A letter of the tests' own, beside the real ones."""
    folder = tmp_path / "letters" / "test" / "greeting"
    folder.mkdir(parents=True)
    (folder / "subject.txt").write_text("About {{ title }}")
    (folder / "body.txt").write_text("Dear {{ to.name }},\n{{ title }} has arrived.\n")
    own = jinja2.FileSystemLoader(tmp_path)
    app.jinja_loader = jinja2.ChoiceLoader([own, app.jinja_loader or own])


@pytest.fixture
def reader() -> Person:
    return factories.save(factories.person(name="Amina", email="amina@example.org"))


def post(reader: Person, key: str = "k", title: str = "The Road") -> Letter:
    with db.transaction():
        messages.post("test/greeting", to=reader, key=key, now=machine_now(), title=title)
    return the_letter()


def the_letter() -> Letter:
    return db.session().scalars(select(Letter)).one()


def deliver(failure: MailFailure | None) -> None:
    with db.transaction():
        messages.deliver(the_letter(), failure)


def test_a_letter_is_rendered_when_it_is_posted(reader: Person) -> None:
    letter = post(reader)
    assert (letter.subject, letter.body) == ("About The Road", "Dear Amina,\nThe Road has arrived.\n")
    assert letter.state is LetterState.WAITING


def test_the_same_letter_is_posted_once(reader: Person) -> None:
    post(reader)
    post(reader)
    assert db.session().scalars(select(Job.name)).all() == ["messages.deliver"]


def test_a_newline_in_a_title_adds_no_header(reader: Person) -> None:
    letter = post(reader, title="Road\r\nBcc: everyone@example.org")
    mail = messages.envelope(letter, flask.current_app.config["FESTIVAL"])
    assert mail["Subject"] == "About Road Bcc: everyone@example.org"
    assert mail["Bcc"] is None


def test_every_copy_of_a_letter_carries_one_message_id(reader: Person) -> None:
    letter = post(reader)
    config = flask.current_app.config["FESTIVAL"]
    ids = {messages.envelope(letter, config)["Message-ID"] for _ in range(2)}
    assert ids == {f"<letter-{letter.id}@localhost>"}


def test_a_letter_that_the_server_took_is_sent(reader: Person) -> None:
    post(reader)
    deliver(None)
    assert the_letter().state is LetterState.SENT


def test_a_server_that_says_never_fails_the_letter_with_its_words(reader: Person) -> None:
    post(reader)
    deliver(MailFailure("550 no such user", is_final=True))
    assert (the_letter().state, the_letter().reason) == (LetterState.FAILED, "550 no such user")


def test_a_server_that_is_away_is_asked_for_eleven_hours_and_more(reader: Person) -> None:
    post(reader)
    for _ in messages.PATIENCE:
        deliver(MailFailure("connection refused", is_final=False))
    assert the_letter().state is LetterState.WAITING
    deliver(MailFailure("connection refused", is_final=False))
    assert the_letter().state is LetterState.FAILED


def test_a_failed_letter_can_be_tried_again(reader: Person) -> None:
    post(reader)
    deliver(MailFailure("550 mailbox full", is_final=True))
    with db.transaction():
        messages.retry_letter(the_letter())
    deliver(None)
    assert the_letter().state is LetterState.SENT


def test_a_server_that_cannot_be_reached_is_a_delay_not_an_exception(reader: Person) -> None:
    letter = post(reader)
    mail = messages.envelope(letter, flask.current_app.config["FESTIVAL"])
    failure = mailer.send(mail, mailer.MailServer("127.0.0.1", 9))
    assert failure == MailFailure("ConnectionRefusedError: [Errno 111] Connection refused", is_final=False)
