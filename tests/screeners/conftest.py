"""A film at rest, and the worker that makes its screener."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select

import workers.screeners  # noqa: F401 (makes its jobs known)
from festival import db
from festival.accounts.models import Person
from festival.adapters.stores import storage
from festival.jobs.models import Job, JobState
from festival.screeners import operations, queries
from festival.screeners.models import Screener
from festival.uploads.models import Upload
from festival.uploads.states import UploadState
from tests import factories, media
from workers import runner

NOW = datetime(2020, 5, 1, 12, 0, tzinfo=UTC)
NUMBERS = count(1)


@pytest.fixture
def filmmaker(context: None) -> Person:
    return factories.save(factories.person())


@pytest.fixture
def stored(filmmaker: Person) -> Callable[[Path], int]:
    """Puts a file to rest as an upload of the filmmaker; its number."""

    def store(path: Path) -> int:
        key = f"{next(NUMBERS):032x}"
        storage().put_file(f"originals/{key}", path)
        upload = Upload(
            key=key,
            owner_id=filmmaker.id,
            state=UploadState.RECEIVED,
            length=path.stat().st_size,
            created_at=NOW,
            accept_until=NOW,
            received_at=NOW,
            sha256="0" * 64,
            storage_key=f"originals/{key}",
        )
        return factories.save(upload).id

    return store


def begin(upload_id: int) -> None:
    with db.transaction():
        operations.begin(upload_id, now=NOW)


def jobs_named(name: str, state: JobState = JobState.WAITING) -> list[Job]:
    return list(db.session().scalars(select(Job).where(Job.name == name, Job.state == state)))


def work(name: str) -> None:
    """Do the waiting jobs of a name."""
    ids = [job.id for job in jobs_named(name)]
    db.session().rollback()
    for job_id in ids:
        runner.run(job_id)


def screener_of(upload_id: int) -> Screener:
    found = queries.by_upload(upload_id)
    assert found
    db.session().refresh(found)
    return found


@pytest.fixture
def ready(stored: Callable[[Path], int]) -> Screener:
    """A screener that can be played, with subtitles from within."""
    upload_id = stored(media.with_subtitles())
    begin(upload_id)
    work("screeners.make")
    return screener_of(upload_id)
