"""Two hundred films on slow lines, and strangers who say a byte now and then: the pages answer."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

import flask
import pytest
import requests
from sqlalchemy import select

from festival import db
from festival.accounts.states import Scope
from festival.config import Config
from festival.uploads.models import Upload
from festival.uploads.places import intake
from tests import factories
from tests.processes import Running, wait_until
from tests.uploads.conftest import token_of

pytestmark = pytest.mark.drill

FILMS, STRANGERS, LENGTH = 200, 400, 10_000_000
EVERY_SECONDS = 0.2
PAGE_SECONDS = 5  # before the house was mended a page took 26


@dataclass(frozen=True)
class Line:
    """One slow connection; it says a byte every moment until it is closed."""

    socket: socket.socket

    def say(self, content: bytes) -> None:
        with suppress(OSError):  # refused and closed, as strangers are
            self.socket.sendall(content)


@contextmanager
def trickling(lines: list[Line]) -> Iterator[None]:
    """Every line says a byte every moment."""
    done = threading.Event()

    def say() -> None:
        while not done.wait(EVERY_SECONDS):
            for line in lines:
                line.say(b"x" * 400)

    thread = threading.Thread(target=say)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


@pytest.fixture
def festival(web: Running, live_config: Config) -> str:
    return live_config.public_url


@pytest.fixture
def tokens(live_app: flask.Flask) -> list[str]:
    """Of fifty filmmakers."""
    with live_app.app_context():
        return [token_of(factories.save(factories.person()), Scope.WRITE) for _ in range(FILMS // 4)]


def line(stack: ExitStack, festival: str, head: str) -> Line:
    place = urlsplit(festival)
    connection = stack.enter_context(socket.create_connection((place.hostname or "", place.port or 0)))
    connection.settimeout(5)
    connection.sendall(f"{head}\r\nHost: {place.netloc}\r\n".encode())
    return Line(connection)


def sending(stack: ExitStack, festival: str, token: str) -> Line:
    headers = {"Authorization": f"Bearer {token}", "Tus-Resumable": "1.0.0"}
    began = requests.post(f"{festival}/files/", headers=headers | {"Upload-Length": str(LENGTH)}, timeout=60)
    assert began.status_code == 201, began.text
    found = line(stack, festival, f"PATCH {urlsplit(began.headers['Location']).path} HTTP/1.1")
    said = headers | {
        "Upload-Offset": "0",
        "Content-Length": str(LENGTH),
        "Content-Type": "application/offset+octet-stream",
    }
    found.say("".join(f"{name}: {value}\r\n" for name, value in said.items()).encode() + b"\r\n")
    return found


def stranger(stack: ExitStack, festival: str) -> Line:
    found = line(stack, festival, f"PATCH /files/{'0' * 32} HTTP/1.1")
    found.say(f"Tus-Resumable: 1.0.0\r\nContent-Length: {LENGTH}\r\n\r\n".encode())
    return found


def unfinished_head(stack: ExitStack, festival: str) -> Line:
    return line(stack, festival, "GET / HTTP/1.1")


def unfinished_form(stack: ExitStack, festival: str) -> Line:
    found = line(stack, festival, "POST /sign-in HTTP/1.1")
    found.say(b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 30000\r\n\r\nemail=")
    return found


def arrived(app: flask.Flask) -> list[int]:
    with app.app_context():
        return [intake().parts.offset(upload.part) for upload in db.session().scalars(select(Upload))]


def answers(festival: str) -> bool:
    """A page that asks the database, with a connection of its own."""
    return requests.get(f"{festival}/sign-in", timeout=PAGE_SECONDS).status_code == 200


def test_pages_answer_while_two_hundred_films_arrive_on_slow_lines(
    festival: str, tokens: list[str], live_app: flask.Flask
) -> None:
    with ExitStack() as stack:
        lines = [sending(stack, festival, token) for token in tokens for _ in range(4)]
        with trickling(lines):
            assert [answers(festival) for _ in range(20)] == [True] * 20
            wait_until(lambda: sum(size > 0 for size in arrived(live_app)) > FILMS * 3 // 4, "films arrive")


@pytest.mark.parametrize("kind", [stranger, unfinished_head, unfinished_form])
def test_sockets_without_an_account_stop_no_page(festival: str, kind: object) -> None:
    assert callable(kind)
    with ExitStack() as stack:
        lines = [kind(stack, festival) for _ in range(STRANGERS)]
        with trickling(lines):
            assert [answers(festival) for _ in range(20)] == [True] * 20


def test_a_line_that_says_nothing_at_all_holds_no_thread(festival: str) -> None:
    place = urlsplit(festival)
    with ExitStack() as stack:
        for _ in range(500):
            stack.enter_context(socket.create_connection((place.hostname or "", place.port or 0)))
        assert [answers(festival) for _ in range(20)] == [True] * 20
