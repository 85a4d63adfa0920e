"""Films at rest in storage, and what the worker makes of them."""

from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from sqlalchemy import select

import workers.screeners  # noqa: F401 (makes its jobs known)
from festival import db
from festival.adapters.stores import storage
from festival.jobs.models import Job, JobState
from festival.screeners import operations, queries
from festival.screeners.models import Screener
from festival.uploads.models import Upload
from festival.uploads.states import UploadState
from tests import factories
from workers import runner

NOW = datetime(2020, 5, 1, 12, 0, tzinfo=UTC)
NUMBERS = count(1)


def put_to_rest(path: Path, owner_id: int) -> int:
    """Store a file as a person's upload; its number."""
    key = f"{next(NUMBERS):032x}"
    storage().put_file(f"originals/{key}", path)
    upload = Upload(
        key=key,
        owner_id=owner_id,
        state=UploadState.RECEIVED,
        length=path.stat().st_size,
        created_at=NOW,
        accept_until=NOW,
        received_at=NOW,
        claimed_at=NOW,
        claimed_for="entry:1",
        sha256="0" * 64,
        storage_key=f"originals/{key}",
    )
    return factories.save(upload).id


def begin(upload_id: int) -> None:
    """Have a film checked."""
    with db.transaction():
        operations.begin(upload_id, now=NOW)


def jobs_named(name: str, state: JobState = JobState.WAITING) -> list[Job]:
    """The jobs of a name that stand there."""
    return list(db.session().scalars(select(Job).where(Job.name == name, Job.state == state)))


def work(name: str) -> None:
    """Do the waiting jobs of a name."""
    ids = [job.id for job in jobs_named(name)]
    db.session().rollback()
    for job_id in ids:
        runner.run(job_id)


def screener_of(upload_id: int) -> Screener:
    """The screener as it stands in the database now."""
    found = queries.by_upload(upload_id)
    assert found
    db.session().refresh(found)
    return found
