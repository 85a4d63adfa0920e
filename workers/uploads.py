"""Takes what has arrived to where it rests, and clears away what nobody waits for any more."""

from datetime import timedelta

from festival import clock, db
from festival.adapters.stores import storage
from festival.jobs import operations as jobs
from festival.kernel.clock import machine_now
from festival.uploads import operations, queries
from festival.uploads.places import intake
from festival.uploads.states import UploadState
from workers.registry import Work, job, sweep

SWEEP_SECONDS = 300
ORPHANED_AFTER = timedelta(hours=1)  # a part is a moment older than its row


@job("uploads.store")
def store(work: Work) -> None:
    """Hash it, move it to storage, and tell anyone who claimed it."""
    upload = queries.by_id(work.arguments["upload_id"])
    if upload is None or upload.state is not UploadState.RECEIVED or upload.is_stored:
        with work.settling():
            return
    upload_id, part, storage_key = upload.id, upload.part, f"originals/{upload.key}"
    db.session().rollback()
    parts = intake().parts
    sha256 = parts.sha256(part)
    storage().put_file(storage_key, parts.path(part))
    with work.settling():
        upload = queries.held(upload_id)
        if upload and upload.state is UploadState.RECEIVED:
            operations.store(upload, sha256=sha256, storage_key=storage_key, now=clock.now())
            jobs.later("entries.upload_received", upload_id=upload_id)  # that feature knows what it is for
        else:  # removed while we carried it
            storage().delete(storage_key)
    parts.discard(part)


@job("uploads.discard")
def discard(work: Work) -> None:
    """Remove the bytes of an upload that is no longer here."""
    upload = queries.by_id(work.arguments["upload_id"])
    if upload and upload.state in (UploadState.EXPIRED, UploadState.GONE):
        intake().parts.discard(upload.part)
        storage().delete(f"originals/{upload.key}")
    with work.settling():
        pass


@sweep("uploads.sweep", every=SWEEP_SECONDS)
def tidy(work: Work) -> None:
    """Receive what is whole, let go what is overdue, remove parts that belong to nothing."""
    _receive_whole()
    while _expire_some() == queries.PORTION:
        pass
    with work.settling():
        pass
    _remove_orphans()


def _receive_whole() -> None:
    """What a crash kept from being received."""
    whole = [part.key for part, size, _ in intake().parts.listed() if size == part.length]
    with db.transaction():
        for upload in queries.receiving(whole):
            if not upload.is_whole_of_pieces and not upload.is_length_deferred:
                operations.receive(upload, now=clock.now())


def _expire_some() -> int:
    """Let one portion go; how many that were."""
    with db.transaction():
        now = clock.now()
        overdue = queries.overdue(now)
        for upload in overdue:
            operations.expire(upload, now=now)
        return len(overdue)


def _remove_orphans() -> None:
    parts, wanted = intake().parts, queries.keys_with_parts()
    for part, _, grown_at in list(parts.listed()):
        if part.key not in wanted and machine_now() - grown_at > ORPHANED_AFTER:
            parts.discard(part)
