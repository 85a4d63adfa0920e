"""Two people with a browser each, and the words of tus for them to say."""

import base64
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import flask
import pytest
from playwright.sync_api import Page
from sqlalchemy import select
from werkzeug.test import TestResponse

import workers.uploads  # noqa: F401 (makes its jobs known)
from festival import clock, db
from festival.accounts.credentials import operations as credential_operations
from festival.accounts.models import Person
from festival.accounts.states import Scope
from festival.jobs.models import Job, JobState
from festival.kernel.clock import machine_now
from festival.kernel.refusals import Refused
from festival.uploads import operations, queries
from festival.uploads.models import Upload
from tests import browser as browsers
from tests import factories
from tests.conftest import sign_in
from tests.uploads.cutting_proxy import CuttingProxy, bad_line
from tests.uploads.page import FILM, serve_upload_page
from workers import runner
from workers.registry import FUNCTIONS

GRACE_ENDS = datetime(2100, 6, 23, 22, 0, tzinfo=UTC)
BYTES = "application/offset+octet-stream"


class Uploader:
    """Someone signed in who speaks tus; every call returns the answer as it came."""

    def __init__(self, app: flask.Flask) -> None:
        with app.app_context():
            person = factories.save(factories.person())
            self.id = person.id
            self.client = sign_in(app.test_client(), person)

    def ask(self, method: str, url: str, **headers: str) -> TestResponse:
        return self.client.open(url, method=method, headers=_spelled(headers))

    def start(self, length: int, **headers: str) -> TestResponse:
        return self.ask("POST", "/files/", **{"Upload_Length": str(length)} | headers)

    def start_with(self, length: int, content: bytes) -> TestResponse:
        headers = {"Upload_Length": str(length), "Content_Type": BYTES}
        return self.client.post("/files/", data=content, headers=_spelled(headers))

    def join(self, *pieces: str) -> TestResponse:
        return self.ask("POST", "/files/", Upload_Concat=f"final;{' '.join(pieces)}")

    def append(self, url: str, at: int, content: bytes, **headers: str) -> TestResponse:
        headers = {"Content_Type": BYTES, "Upload_Offset": str(at)} | headers
        return self.client.patch(url, data=content, headers=_spelled(headers))

    def begin(self, length: int, **headers: str) -> str:
        """The address of a new upload."""
        return urlsplit(self.start(length, **headers).headers["Location"]).path

    def send(self, content: bytes, **headers: str) -> str:
        """The address of an upload that has all its bytes."""
        url = self.begin(len(content), **headers)
        assert self.append(url, 0, content).status_code == 204
        return url


def _spelled(headers: dict[str, str]) -> dict[str, str]:
    said = {"Tus-Resumable": "1.0.0"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return {name: value for name, value in said.items() if value}


@pytest.fixture
def own_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The festival's time is this process's, which a test can move, also where PostgreSQL would tell it."""
    monkeypatch.setattr(clock, "shared_now", machine_now)


@pytest.fixture
def filmmaker(app: flask.Flask) -> Uploader:
    return Uploader(app)


@pytest.fixture
def stranger(app: flask.Flask) -> Uploader:
    return Uploader(app)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "الطريق.mov"
    path.write_bytes(FILM)
    return path


@pytest.fixture
def page_key(app: flask.Flask) -> str:
    """What a browser signs in with."""
    serve_upload_page(app)
    with app.app_context():
        return factories.save(factories.person()).fs_uniquifier


@pytest.fixture
def line(app: flask.Flask, page_key: str) -> Iterator[CuttingProxy]:
    with browsers.serving(app) as server, bad_line(int(server.rpartition(":")[2])) as line:
        yield line


@pytest.fixture
def address(line: CuttingProxy) -> str:
    return f"http://127.0.0.1:{line.port}"


@pytest.fixture
def page(tab: Page, app: flask.Flask, address: str, page_key: str) -> Page:
    """Signed in, on the page with the upload."""
    browsers.sign_in_by_cookie(tab.context, app, address, page_key)
    tab.goto(f"{address}/film")
    return tab


def token_of(person: Person, *scopes: Scope) -> str:
    """A personal token of this person, for uploads unless scopes are named."""
    with db.transaction():
        lasts = timedelta(days=1)
        now = machine_now()
        return credential_operations.make_token(
            person, "tus", scopes or [Scope.FILES], lasts, actor=None, now=now
        )


def metadata(**words: str) -> str:
    """The header Upload-Metadata for these words."""
    return ",".join(f"{key} {base64.b64encode(word.encode()).decode()}" for key, word in words.items())


def the_upload(url: str) -> Upload:
    """The row behind an address, as it stands now."""
    db.session().rollback()
    return db.session().scalars(select(Upload).where(Upload.key == url.rpartition("/")[2])).one()


def waiting_jobs() -> list[tuple[str, Any]]:
    """The names and upload ids of what is queued."""
    db.session().rollback()
    jobs = db.session().scalars(select(Job).where(Job.state == JobState.WAITING).order_by(Job.id))
    return [(job.name, job.arguments.get("upload_id")) for job in jobs]


def work() -> None:
    """Do every queued job that somebody can do."""
    db.session().rollback()
    jobs = list(db.session().scalars(select(Job).where(Job.state == JobState.WAITING)))
    for job_id in [job.id for job in jobs if job.name in FUNCTIONS]:
        runner.run(job_id)


def claim(
    url: str, uploader: Uploader, claimant: str = "entry:12", accept_until: datetime = GRACE_ENDS
) -> None:
    with db.transaction() as session:
        upload = queries.held_by_key(url.rpartition("/")[2])
        assert upload
        actor = session.get_one(Person, uploader.id)
        operations.claim(upload, claimant, accept_until=accept_until, actor=actor, now=clock.now())


def refusal_of_claiming(url: str, uploader: Uploader, claimant: str = "entry:12") -> str:
    with pytest.raises(Refused) as refused:
        claim(url, uploader, claimant)
    return refused.value.refusal.code


def release(url: str, uploader: Uploader) -> None:
    with db.transaction() as session:
        upload = queries.held_by_key(url.rpartition("/")[2])
        assert upload
        operations.release(upload, actor=session.get_one(Person, uploader.id), now=clock.now())
