"""A body that stops being HTTP on its way through the web server: told as such, and what was good stays."""

import socket
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
from tests.processes import Running
from tests.uploads.conftest import token_of

pytestmark = pytest.mark.drill
CHUNK = b"186a0\r\n" + b"a" * 100_000 + b"\r\n"


@pytest.mark.parametrize(
    ("bad", "status"), [(b"zz\r\nrest\r\n0\r\n\r\n", b"400"), (b"4\r\nrestXX0\r\n\r\n", b"400")]
)
def test_a_bad_chunk_is_the_senders_fault_and_the_rest_can_follow(
    web: Running, live_config: Config, live_app: flask.Flask, bad: bytes, status: bytes
) -> None:
    festival = live_config.public_url
    with live_app.app_context():
        token = token_of(factories.save(factories.person()), Scope.WRITE)
    said = {"Authorization": f"Bearer {token}", "Tus-Resumable": "1.0.0"}
    began = requests.post(f"{festival}/files/", headers=said | {"Upload-Length": "200000"}, timeout=60)
    place = urlsplit(began.headers["Location"])
    body = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    headers = said | body | {"Host": place.netloc, "Transfer-Encoding": "chunked"}
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=60) as line:
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        line.sendall(f"PATCH {place.path} HTTP/1.1\r\n{head}\r\n".encode() + CHUNK + bad)
        answer = b""
        while said_more := line.recv(65_536):  # the server ends the line: nobody knows what comes next on it
            answer += said_more
    assert answer.split()[1] == status and answer.count(b"HTTP/1.1") == 1
    with live_app.app_context():
        upload = db.session().scalars(select(Upload)).one()
        arrived = intake().parts.offset(upload.part)
    assert arrived in (100_000, 100_004)
    rest = requests.patch(
        began.headers["Location"],
        headers=said | body | {"Upload-Offset": str(arrived)},
        data=b"b" * (200_000 - arrived),
        timeout=60,
    )
    assert (rest.status_code, rest.headers["Upload-Offset"]) == (204, "200000")
