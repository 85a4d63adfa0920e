"""The application that journeys are walked in: real processes, a clock to move, letters to read."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import flask
from playwright.sync_api import Browser, Page

from festival import clock, db
from festival.accounts import addresses
from festival.accounts import operations as accounts
from festival.accounts.credentials import passwords
from festival.accounts.operations import Registration
from festival.demo.mailcatcher import Letter
from festival.demo.moments import DemoMoment, instant
from festival.editions import calls
from festival.editions import operations as editions
from festival.editions import queries as found_editions
from festival.jobs import operations as jobs
from festival.kernel.roles import Role
from tests import browser as browsers
from tests.processes import wait_until
from tests.services import MailCatcher

PASSWORD = "four quiet words here"
MARIA = "maria@example.org"
Found = TypeVar("Found")


@dataclass(frozen=True)
class House:
    """A running festival. `app` is the same installation in the test's own process, to look things up."""

    app: flask.Flask
    address: str
    mail: MailCatcher
    browser: Browser

    def visit(self, **options: object) -> AbstractContextManager[Page]:
        """One more browser, with cookies of its own."""
        return browsers.visiting(self.browser, base_url=self.address, **options)

    def found(self) -> None:
        """The call of 2020 and its first organizer, whom the command line makes."""
        with self.app.app_context(), db.transaction():
            who = Registration(
                "Maria Organizer", addresses.parse(MARIA), passwords.hashed(PASSWORD), "en", "UTC"
            )
            maria = accounts.create(who, Role.ORGANIZER, actor=None, now=clock.now())
            edition = calls.call_of(2020)
            editions.create(edition, actor=maria, now=clock.now())
            clock.move_to(instant(DemoMoment.OPEN, edition))

    def closes_at(self) -> datetime:
        """When the call closes."""
        with self.app.app_context():
            edition = found_editions.current()
            assert edition
            return edition.closes_at

    def move_clock_to(self, moment: datetime) -> None:
        """Set the clock to the second; pages only offer the moments of the year."""
        with self.app.app_context(), db.transaction():
            clock.move_to(moment)

    def do_now(self, job: str) -> None:
        """Let the worker do at once what it does every few minutes."""
        with self.app.app_context(), db.transaction():
            jobs.later(job)

    def look_up(self, find: Callable[[], Found]) -> Found:
        """What stands in the database now."""
        with self.app.app_context():
            return find()

    def letter(self, address: str, about: str) -> Letter:
        """The letter to this address with these words in its subject, as soon as it is there."""
        wait_until(lambda: self.letters(address, about), f"a letter to {address} about {about!r}")
        return self.letters(address, about)[0]

    def letters(self, address: str, about: str) -> list[Letter]:
        """The letters that arrived so far at this address with these words in their subject."""
        return [letter for letter in self.mail.letters_to(address) if about in letter.subject]


def link_in(letter: Letter) -> str:
    """The first address in a letter."""
    found = re.search(r"http://\S+", letter.text)
    assert found, letter.text
    return found[0]


def keep(folder: Path, name: str, content: bytes) -> Path:
    """A file to be chosen in a page."""
    path = folder / name
    path.write_bytes(content)
    return path
