"""The disk takes no more: an upload and a screener in the making wait for space, and say why they wait.

Neither root nor a mount is needed: the kernel refuses to let a file grow past a process's limit, with the
error of a disk that has no room for it.
"""

import hashlib
import resource
import shutil
from datetime import timedelta
from pathlib import Path

import flask
import pytest
import requests
from sqlalchemy import select

from festival import db
from festival.config import Config
from festival.jobs import operations as jobs
from festival.jobs.models import Job, JobState
from festival.screeners import queries
from festival.screeners.playback import places
from festival.screeners.states import ScreenerState
from festival.uploads.models import Upload
from festival.uploads.places import intake
from festival.uploads.states import UploadState
from tests import factories, media
from tests.drills.post import let_pass
from tests.processes import Running, descendants, wait_until
from tests.screeners.at_rest import begin, jobs_named, put_to_rest
from tests.uploads.conftest import token_of

pytestmark = [pytest.mark.drill, pytest.mark.timeout(600)]
FILM = hashlib.shake_128(b"film").digest(19_200_000)
ROOM = 8 * 2**20
BLOCKS_OF_512_BYTES = 40
PATIENCE = 180


def fill_disk(web: Running, room: int) -> None:
    """Let no file of the web server's processes grow past `room` bytes."""
    for pid in {web.process.pid} | descendants(web.process.pid):
        _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (room, most))


def test_an_upload_is_told_that_there_is_no_space_and_goes_on_when_there_is(
    web: Running, live_config: Config, live_app: flask.Flask
) -> None:
    with live_app.app_context():
        token = token_of(factories.save(factories.person()))
    headers = {"Authorization": f"Bearer {token}", "Tus-Resumable": "1.0.0"}
    files = f"{live_config.public_url}/files/"
    began = requests.post(files, headers=headers | {"Upload-Length": str(len(FILM))}, timeout=30)
    url = began.headers["Location"]

    def send(at: int) -> requests.Response:
        offset = {"Upload-Offset": str(at), "Content-Type": "application/offset+octet-stream"}
        return requests.patch(url, data=FILM[at:], headers=headers | offset, timeout=60)

    fill_disk(web, ROOM)
    told = send(0)
    assert (told.status_code, told.json()["code"]) == (507, "upload_no_room")
    kept = int(requests.head(url, headers=headers, timeout=30).headers["Upload-Offset"])
    assert kept == ROOM

    fill_disk(web, resource.RLIM_INFINITY)
    assert send(kept).status_code == 204
    with live_app.app_context():
        upload = db.session().scalars(select(Upload)).one()
        assert upload.state is UploadState.RECEIVED
        assert intake().parts.sha256(upload.part) == hashlib.sha256(FILM).hexdigest()


@pytest.fixture
def narrow(tmp_path: Path) -> Path:
    """The real ffmpeg on a disk where no file grows past some kilobytes."""
    program = tmp_path / "ffmpeg"
    program.write_text(f'#!/bin/sh\nulimit -f {BLOCKS_OF_512_BYTES}\nexec {shutil.which("ffmpeg")} "$@"\n')
    program.chmod(0o755)
    return program


@pytest.fixture
def live_config(live_config: Config, narrow: Path) -> Config:
    return live_config.model_copy(update={"ffmpeg": str(narrow)})


@pytest.fixture
def waiting_film(live_app: flask.Flask) -> int:
    """A film that a worker is to make a screener of."""
    film = media.film("drill.mp4", seconds=20, size="640x360")
    with live_app.app_context():
        upload_id = put_to_rest(film, factories.save(factories.person()).id)
        begin(upload_id)
    return upload_id


def test_a_screener_waits_for_space_with_its_true_reason_and_is_made_when_there_is(
    live_app: flask.Flask, worker: Running, film_worker: Running, waiting_film: int, narrow: Path
) -> None:
    for attempt in range(1, jobs.ATTEMPTS + 1):
        wait_until(lambda: given_up(live_app, attempt), f"attempt {attempt} failed", PATIENCE)  # noqa: B023
        let_pass(live_app, timedelta(minutes=3))
    with live_app.app_context():
        parked = jobs_named("screeners.make", JobState.PARKED)[0]
        assert parked.reason.startswith("NoRoomError: There is no room on the festival's disk")
        assert list(places.screeners().iterdir()) == []
        screener = queries.by_upload(waiting_film)
        assert screener and (screener.state, screener.refusal) == (ScreenerState.CHECKING, None)

    narrow.write_text(narrow.read_text().replace(f"ulimit -f {BLOCKS_OF_512_BYTES}\n", ""))
    with live_app.app_context(), db.transaction() as session:
        jobs.retry_job(session.get_one(Job, parked.id))
    wait_until(lambda: is_ready(live_app, waiting_film), "the screener is made", PATIENCE)


def given_up(app: flask.Flask, attempt: int) -> bool:
    """Whether so many attempts have failed."""
    with app.app_context():
        state = JobState.PARKED if attempt == jobs.ATTEMPTS else JobState.WAITING
        return any(job.attempts == attempt for job in jobs_named("screeners.make", state))


def is_ready(app: flask.Flask, upload_id: int) -> bool:
    with app.app_context():
        screener = queries.by_upload(upload_id)
        return bool(screener and screener.is_ready)
