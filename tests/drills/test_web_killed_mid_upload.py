"""The web server may die at any byte of an upload: what arrived is kept, and it goes on from there."""

import hashlib
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import flask
import pytest
import requests
from sqlalchemy import select

from festival import db
from festival.config import Config
from festival.uploads.models import Upload
from festival.uploads.places import intake
from festival.uploads.states import UploadState
from tests import factories
from tests.processes import Running, descendants, wait_until
from tests.uploads.conftest import token_of

pytestmark = pytest.mark.drill

FILM = hashlib.shake_128(b"film").digest(19_200_000)
HALF = len(FILM) // 2


@pytest.fixture
def headers(live_app: flask.Flask) -> dict[str, str]:
    """What a program sends with every request."""
    with live_app.app_context():
        token = token_of(factories.save(factories.person()))
    return {"Authorization": f"Bearer {token}", "Tus-Resumable": "1.0.0"}


def all_of_it(web: Running) -> None:
    web.kill()
    web.start()


def the_workers(web: Running) -> None:
    """Its processes die; the master puts new ones in their place."""
    for pid in descendants(web.process.pid):
        os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("kill", [all_of_it, the_workers])
def test_what_arrived_is_kept_and_the_upload_goes_on(
    kill: Callable[[Running], None],
    web: Running,
    live_config: Config,
    live_app: flask.Flask,
    headers: dict[str, str],
) -> None:
    files = f"{live_config.public_url}/files/"
    began = requests.post(files, headers=headers | {"Upload-Length": str(len(FILM))}, timeout=30)
    url = began.headers["Location"]
    killed = Event()

    def stall_at_half() -> Iterator[bytes]:
        yield FILM[:HALF]
        killed.wait(60)

    with ThreadPoolExecutor() as pool:
        sending = pool.submit(send, url, headers, 0, stall_at_half())
        wait_until(lambda: arrived(live_app) > HALF - 2**20, "half of the film has arrived")
        kill(web)
        killed.set()
        assert isinstance(sending.exception(60), requests.exceptions.RequestException)

    wait_until(lambda: answer(url, headers) is not None, "the web server answers again")
    kept = answer(url, headers)
    assert kept == arrived(live_app)
    assert kept is not None and kept > HALF - 2**20
    assert send(url, headers, kept, iter([FILM[kept:]])).status_code == 204
    with live_app.app_context():
        upload = db.session().scalars(select(Upload)).one()
        assert upload.state is UploadState.RECEIVED
        assert intake().parts.sha256(upload.part) == hashlib.sha256(FILM).hexdigest()


def send(url: str, headers: dict[str, str], at: int, blocks: Iterator[bytes]) -> requests.Response:
    offset = {"Upload-Offset": str(at), "Content-Type": "application/offset+octet-stream"}
    return requests.patch(url, data=blocks, headers=headers | offset, timeout=60)


def answer(url: str, headers: dict[str, str]) -> int | None:
    """The offset that the server names, if it answers."""
    try:
        return int(requests.head(url, headers=headers, timeout=5).headers["Upload-Offset"])
    except (requests.exceptions.RequestException, KeyError):
        return None


def arrived(app: flask.Flask) -> int:
    with app.app_context():
        return intake().parts.offset(db.session().scalars(select(Upload)).one().part)
