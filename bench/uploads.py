"""How fast a film arrives, beside a plain PUT that the same web server writes to the same disk.

Prints a line of JSON for each measure: `ours` and `against` in the unit that the name ends with, their ratio.
"""

import base64
import hashlib
import http.client
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

import flask
from pydantic import SecretStr

from bench._lines import tell
from festival import db
from festival.accounts.credentials import operations as credential_operations
from festival.accounts.models import Person
from festival.accounts.states import Scope
from festival.adapters.broker import NoNudges
from festival.app import create_app
from festival.config import Config
from festival.demo import services
from festival.kernel.clock import machine_now

ROOT = Path(__file__).resolve().parents[1]
MEBIBYTE = 2**20
LENGTH = 512 * MEBIBYTE
CHUNK = 32 * MEBIBYTE  # as our page sends it
BLOCK = os.urandom(MEBIBYTE)
REPEATS = 3
FLAT = 1.25  # bytes pass through: memory does not grow with the film
BYTES = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}


def plain_put(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The least a server can do: the body to a file, a mebibyte at a time, on the disk before the answer."""
    with tempfile.TemporaryFile(dir=os.environ["BENCH_FOLDER"]) as file:
        while block := environ["wsgi.input"].read(MEBIBYTE):
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    start_response("204 No Content", [])
    return []


def festival() -> flask.Flask:
    """The festival as its web servers run it, but without a broker: nobody works here."""
    app = create_app(Config.from_env())
    app.extensions["festival.nudges"] = NoNudges()
    return app


@dataclass(frozen=True)
class Server:
    port: int
    master: int

    def peak_megabytes(self) -> float:
        """The most memory that any of its processes ever held."""
        children = Path(f"/proc/{self.master}/task/{self.master}/children").read_text().split()
        lines = [Path(f"/proc/{pid}/status").read_text() for pid in children]
        peaks = [int(text.partition("VmHWM:")[2].split()[0]) for text in lines]
        return max(peaks) / 1000


def main() -> None:
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DISK")) as name:
        folder = Path(name)
        token = house(folder)
        with serving("bench.uploads:plain_put", folder) as plain:
            put = median(megabytes_per_second(lambda: send_plain(plain)) for _ in range(REPEATS))
        with serving("bench.uploads:festival()", folder) as ours:
            send_by_tus(ours, token, CHUNK, CHUNK)
            before = ours.peak_megabytes()
            whole = median(speed(ours, token, LENGTH) for _ in range(REPEATS))
            chunks = speed(ours, token, CHUNK)
            checked = speed(ours, token, CHUNK, checksum_of(CHUNK))
            after = ours.peak_megabytes()
    tell("upload in one request, MB/s", whole, put)
    tell("upload in chunks of 32 MiB, MB/s", chunks, put)
    tell("upload in chunks with checksums, MB/s", checked, put)
    is_flat = tell("upload of 512 MiB after one of 32 MiB, peak memory MB", after, before, limit=FLAT)
    sys.exit(not is_flat)


def house(folder: Path) -> str:
    """A festival in this folder with one person in it; returns a token of theirs."""
    app = create_app(Config(home=folder, secret_key=SecretStr("bench" * 8), upload_reserve=0))
    person = Person(
        name="Bench",
        email="bench@example.org",
        email_key="bench@example.org",
        fs_uniquifier="bench",
        created_at=machine_now(),
        active=True,
    )
    with app.app_context():
        db.extension.create_all()
        with db.transaction() as session:
            session.add(person)
            session.flush()
            now, day = machine_now(), timedelta(days=1)
            return credential_operations.make_token(person, "bench", [Scope.FILES], day, actor=None, now=now)


@contextmanager
def serving(application: str, folder: Path) -> Iterator[Server]:
    """The application under the festival's own gunicorn settings."""
    port = services.free_port()
    settings = ["--config", str(ROOT / "gunicorn.conf.py"), "--bind", f"127.0.0.1:{port}"]
    environment = {
        "FESTIVAL_HOME": str(folder),
        "FESTIVAL_SECRET_KEY": "bench" * 8,
        "FESTIVAL_UPLOAD_RESERVE": "0",
        "BENCH_FOLDER": str(folder),
    }
    server = subprocess.Popen(  # noqa: S603 - our own server
        [sys.executable, "-m", "gunicorn", *settings, "--log-level", "error", application],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        while not services.listens(port):
            time.sleep(0.1)
        yield Server(port, server.pid)
    finally:
        server.terminate()
        server.wait()


def speed(server: Server, token: str, chunk: int, checksum: dict[str, str] | None = None) -> float:
    return megabytes_per_second(lambda: send_by_tus(server, token, LENGTH, chunk, checksum))


def send_plain(server: Server) -> None:
    ask(server, "PUT", "/", {"Content-Length": str(LENGTH)}, LENGTH)


def send_by_tus(
    server: Server, token: str, length: int, chunk: int, checksum: dict[str, str] | None = None
) -> None:
    said = BYTES | {"Authorization": f"Bearer {token}"}
    url = ask(server, "POST", "/files/", said | {"Upload-Length": str(length), "Content-Length": "0"}, 0)
    for at in range(0, length, chunk):
        headers = said | (checksum or {}) | {"Upload-Offset": str(at), "Content-Length": str(chunk)}
        ask(server, "PATCH", url, headers, chunk)
    ask(server, "DELETE", url, said, 0)


def checksum_of(length: int) -> dict[str, str]:
    digest = hashlib.sha1(BLOCK * (length // MEBIBYTE), usedforsecurity=False).digest()
    return {"Upload-Checksum": f"sha1 {base64.b64encode(digest).decode()}"}


def ask(server: Server, method: str, path: str, headers: dict[str, str], length: int) -> str:
    """Send blocks of that length together; returns the Location of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    connection.putrequest(method, path)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    for _ in range(length // MEBIBYTE):
        connection.send(BLOCK)
    answer = connection.getresponse()
    connection.close()
    if answer.status >= 300:
        raise RuntimeError(f"{method} {path}: {answer.status}")
    return answer.headers.get("Location", "")


def megabytes_per_second(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return LENGTH / (time.perf_counter() - began) / 1e6


if __name__ == "__main__":
    main()
