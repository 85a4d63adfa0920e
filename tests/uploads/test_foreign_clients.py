"""Two tus programs that we did not write get a film through a line that breaks again and again."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import flask
import pytest
from sqlalchemy import select
from tusclient.client import TusClient

from festival import db
from festival.config import Config
from festival.uploads.models import Upload
from festival.uploads.places import intake
from festival.uploads.states import UploadState
from tests import factories
from tests.uploads.conftest import token_of
from tests.uploads.cutting_proxy import CuttingProxy, bad_line, sizes

pytestmark = [pytest.mark.drill, pytest.mark.usefixtures("live_server")]

MODULES = Path(__file__).resolve().parents[2] / "assets" / "node_modules"
LENGTH = 40_000_000
CHUNK = 6_000_000
CUTS = 12
Send = Callable[[str, str, Path], None]


def by_tus_js_client(endpoint: str, token: str, film: Path) -> None:
    """In chunks, as our page does."""
    binaries = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    node = shutil.which("node", path=binaries)
    assert node, "Node is missing: `make setup` installs it"
    script = Path(__file__).with_name("send.mjs")
    subprocess.run([node, script, MODULES, endpoint, token, film, str(CHUNK)], check=True, timeout=120)


def by_tuspy_with_checksums(endpoint: str, token: str, film: Path) -> None:
    """Each chunk with its checksum, so that half a chunk counts for nothing."""
    by_tuspy(endpoint, token, film, chunk_size=CHUNK // 4, upload_checksum=True)


def by_tuspy_in_one_request(endpoint: str, token: str, film: Path) -> None:
    by_tuspy(endpoint, token, film)


def by_tuspy(endpoint: str, token: str, film: Path, **options: Any) -> None:
    client = TusClient(endpoint, headers={"Authorization": f"Bearer {token}"})
    with film.open("rb") as file:
        client.uploader(file_stream=file, retries=200, retry_delay=0, **options).upload()


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.mov"
    path.write_bytes(os.urandom(LENGTH))
    return path


@pytest.fixture
def token(live_app: flask.Flask) -> str:
    """A personal token, as `festival token EMAIL` prints one."""
    with live_app.app_context():
        return token_of(factories.save(factories.person()))


@pytest.mark.parametrize("send", [by_tus_js_client, by_tuspy_with_checksums, by_tuspy_in_one_request])
def test_the_film_arrives_as_it_was_sent(
    send: Send, live_app: flask.Flask, live_config: Config, token: str, film: Path
) -> None:
    with bad_line(live_config.port, sizes(4_900_000, 1_700_000, 2_300_000, times=CUTS)) as line:
        send(address(line), token, film)

    assert line.cuts == CUTS
    with live_app.app_context():
        upload = db.session().scalars(select(Upload)).one()
        assert (upload.state, upload.length) == (UploadState.RECEIVED, LENGTH)
        assert intake().parts.sha256(upload.part) == hashlib.sha256(film.read_bytes()).hexdigest()


def address(line: CuttingProxy) -> str:
    return f"http://127.0.0.1:{line.port}/files/"
