"""Post a letter, carry it to the mail server, try again for hours, say when it failed."""

from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Any, Protocol

import flask
from flask_babel import force_locale

from festival import clock, db
from festival.adapters.mailer import MailFailure, MailServer
from festival.config import Config
from festival.jobs import operations as jobs
from festival.kernel.clock import machine_now
from festival.messages import queries
from festival.messages.models import LETTER_MOVES, Letter, LetterState

PATIENCE = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 20, 30, 60, 60, 120, 120, 240))


class Reader(Protocol):
    """Anyone who a letter is for: a person of the application (with an id), or somebody invited (without)."""

    @property
    def id(self) -> int | None: ...
    @property
    def email(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def locale(self) -> str: ...


def post(event: str, *, to: Reader, key: str, now: datetime, occasion: str = "", **facts: Any) -> None:
    """Write the letter `templates/letters/<event>/{subject,body}.txt` to `to`, once per `key`.

    Letters that leave together are counted by their `occasion`.
    It is rendered here, in the reader's language, from what is true now; the worker carries it.
    Secrets (a link with a token) are kept in the body alone and never logged.
    What was posted already is found by its key before anything is rendered.
    """
    if queries.posted([key]):
        return
    subject, body = written(event, to=to, **facts)
    letter_id = db.session().scalar(
        db.insert_or_ignore(Letter)
        .values(
            event=event,
            dedupe_key=key,
            occasion=occasion,
            person_id=to.id,
            address=to.email,
            name=to.name,
            subject=subject,
            body=body,
            state=LetterState.WAITING,
            attempts=0,
            reason="",
            posted_at=now,
        )
        .on_conflict_do_nothing(index_elements=["dedupe_key"])
        .returning(Letter.id)
    )
    if letter_id is not None:
        jobs.later("messages.deliver", letter_id=letter_id)


def written(event: str, *, to: Reader, **facts: Any) -> tuple[str, str]:
    """Subject and body of a letter as it would leave now, in the reader's language."""
    with force_locale(to.locale):
        subject = " ".join(flask.render_template(f"letters/{event}/subject.txt", to=to, **facts).split())
        body = flask.render_template(f"letters/{event}/body.txt", to=to, **facts).strip() + "\n"
    return subject, body


def deliver(letter: Letter, failure: MailFailure | None) -> None:
    """What the mail server said: taken, "later" (again for some eleven hours), or "never"."""
    if failure is None:
        letter.state = LETTER_MOVES.step(letter.state, LetterState.SENT)
        letter.sent_at = machine_now()
        letter.reason = ""
        return
    letter.reason = failure.words[:500]
    if failure.is_final or letter.attempts >= len(PATIENCE):
        letter.state = LETTER_MOVES.step(letter.state, LetterState.FAILED)
        return
    wait = PATIENCE[letter.attempts]
    letter.attempts += 1
    jobs.later("messages.deliver", not_before=clock.shared_now() + wait, letter_id=letter.id)


def retry_letter(letter: Letter) -> None:
    """An organizer pressed "try again" on a failed letter."""
    letter.state = LETTER_MOVES.step(letter.state, LetterState.WAITING)
    letter.attempts = 0
    jobs.later("messages.deliver", letter_id=letter.id)


def envelope(letter: Letter, config: Config) -> EmailMessage:
    """The letter as an e-mail. Its Message-ID is its own, so that a second copy can be told as one."""
    sender_name, sender = parseaddr(config.mail_sender)
    message = EmailMessage()
    message["From"] = Address(sender_name, addr_spec=sender)
    message["To"] = Address(_header(letter.name), addr_spec=letter.address)
    message["Subject"] = _header(letter.subject)
    message["Date"] = format_datetime(machine_now())
    message["Message-ID"] = f"<letter-{letter.id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body)
    return message


def server(config: Config) -> MailServer:
    """The mail server of the settings."""
    return MailServer(
        config.mail_host,
        config.mail_port,
        config.mail_tls,
        config.mail_user,
        config.mail_password.get_secret_value(),
    )


def _header(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
