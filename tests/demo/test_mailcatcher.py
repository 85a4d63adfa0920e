"""The mail catcher, as a process that a real SMTP client talks to."""

import smtplib
import subprocess
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from festival.demo import mailcatcher
from tests.processes import answers, free_port, wait_until

pytestmark = pytest.mark.process


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    number = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "festival.demo.mailcatcher", str(tmp_path / "mail"), str(number)]
    )
    wait_until(lambda: answers(number), "the mail catcher listens")
    yield number
    process.terminate()
    assert process.wait(30) == 0


def message(subject: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "festival@example.org"
    mail["To"] = "Amal Haddad <amal@example.org>"
    mail["Subject"] = subject
    mail.set_content(f"About {subject}: فيلم.\n")
    return mail


def test_letters_are_kept_the_newest_first(port: int, tmp_path: Path) -> None:
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        smtp.send_message(message("First"))
        smtp.send_message(message("Second: عودة"))

    caught = list(mailcatcher.letters(tmp_path / "mail"))

    assert [letter.subject for letter in caught] == ["Second: عودة", "First"]
    assert caught[1].recipients == ["amal@example.org"]
    assert caught[1].sender == "festival@example.org"
    assert caught[1].text == "About First: فيلم.\n"


def test_a_letter_is_found_by_its_name_and_by_no_path(tmp_path: Path) -> None:
    kept = mailcatcher.keep(tmp_path / "mail", message("Kept").as_bytes())
    (tmp_path / "secret.eml").write_bytes(message("Secret").as_bytes())

    found = mailcatcher.letter(tmp_path / "mail", kept.stem)

    assert found is not None
    assert found.subject == "Kept"
    assert mailcatcher.letter(tmp_path / "mail", "../secret") is None
