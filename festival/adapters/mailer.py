"""The post office: hands one finished letter to the mail server."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Literal

TIMEOUT_SECONDS = 20


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed over."""

    host: str
    port: int
    tls: Literal["none", "starttls", "tls"] = "none"
    user: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True)
class MailFailure:
    """Why the server did not take a letter, in its own words; a final one will never change."""

    words: str
    is_final: bool


def send(message: EmailMessage, server: MailServer) -> MailFailure | None:
    """Hand `message` over; None when the server took it."""
    try:
        with _connection(server) as smtp:
            smtp.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        return _failure(code, words)
    except smtplib.SMTPResponseException as error:
        return _failure(error.smtp_code, error.smtp_error)
    except (OSError, smtplib.SMTPException) as error:
        return MailFailure(f"{type(error).__name__}: {error}", is_final=False)
    return None


@contextmanager
def _connection(server: MailServer) -> Iterator[smtplib.SMTP]:
    if server.tls == "tls":
        context = ssl.create_default_context()
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=TIMEOUT_SECONDS, context=context
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
    with smtp:
        if server.tls == "starttls":
            smtp.starttls(context=ssl.create_default_context())
        if server.user:
            smtp.login(server.user, server.password)
        yield smtp


def _failure(code: int, words: bytes | str) -> MailFailure:
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    return MailFailure(f"{code} {said}", is_final=500 <= code < 600)
