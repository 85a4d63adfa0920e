"""From the first byte to rest: received once, claimed once, removed when nobody waits for it."""

import hashlib
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine

from festival.adapters.stores import storage
from festival.kernel.clock import machine_now
from festival.uploads.models import Upload
from festival.uploads.parts import Parts
from festival.uploads.places import intake
from festival.uploads.states import UploadState
from tests.uploads.conftest import (
    GRACE_ENDS,
    Uploader,
    claim,
    metadata,
    refusal_of_claiming,
    release,
    the_upload,
    waiting_jobs,
    work,
)
from workers import runner

pytestmark = pytest.mark.usefixtures("context", "own_clock")


def days_from_now(days: float) -> datetime:
    return machine_now() + timedelta(days=days)


def sweep() -> None:
    runner.sweep()
    work()
    work()


def test_what_was_received_comes_to_rest_with_its_hash(filmmaker: Uploader) -> None:
    url = filmmaker.send(b"a film", Upload_Metadata=metadata(filename="فيلم\0.mov", filetype="video/mp4"))
    part = the_upload(url).part

    work()

    upload = the_upload(url)
    assert (upload.state, upload.sha256) == (UploadState.RECEIVED, hashlib.sha256(b"a film").hexdigest())
    assert (upload.filename, upload.declared_type) == ("فيلم.mov", "video/mp4")
    assert upload.storage_key
    with storage().open(upload.storage_key) as file:
        assert file.read() == b"a film"
    assert not intake().parts.exists(part)
    assert waiting_jobs() == [("entries.upload_received", upload.id)]
    assert filmmaker.ask("HEAD", url).headers["Upload-Offset"] == "6"


def test_what_is_removed_while_it_is_carried_to_rest_does_not_stay_there(
    filmmaker: Uploader, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = filmmaker.send(b"a film")

    def hash_slowly(*_: object) -> str:
        filmmaker.ask("DELETE", url)
        return "0" * 64

    monkeypatch.setattr(Parts, "sha256", hash_slowly)
    work()

    assert the_upload(url).state is UploadState.GONE
    assert list(storage().keys("originals")) == []


def test_the_last_byte_counts_once_however_often_it_is_said(filmmaker: Uploader) -> None:
    url = filmmaker.send(b"a film")
    filmmaker.ask("HEAD", url)
    filmmaker.append(url, 6, b"")

    assert waiting_jobs() == [("uploads.store", the_upload(url).id)]


def test_a_crash_before_the_row_was_written_is_mended_when_somebody_asks(filmmaker: Uploader) -> None:
    url = filmmaker.begin(6)
    intake().parts.append(the_upload(url).part, 0, [b"a film"])

    assert filmmaker.ask("HEAD", url).headers["Upload-Offset"] == "6"
    assert the_upload(url).state is UploadState.RECEIVED


def test_a_crash_before_the_row_was_written_is_mended_by_the_sweep(filmmaker: Uploader) -> None:
    url = filmmaker.begin(6)
    intake().parts.append(the_upload(url).part, 0, [b"a film"])

    sweep()

    assert the_upload(url).is_stored


def test_the_unfinished_are_listed_for_another_device(filmmaker: Uploader) -> None:
    filmmaker.send(b"done")
    filmmaker.begin(3, Upload_Concat="partial")
    url = filmmaker.start_with(6, b"abc").headers["Location"]
    named = filmmaker.begin(9, Upload_Metadata=metadata(filename="b.mov", fingerprint="f00"))

    claim(url, filmmaker)

    listed = filmmaker.ask("GET", "/files/unfinished").json

    assert listed == {
        "uploads": [
            {
                "url": named,
                "filename": "b.mov",
                "fingerprint": "f00",
                "length": 9,
                "offset": 0,
                "claimed_for": None,
                "accept_until": the_upload(named).accept_until.isoformat(),
            },
            {
                "url": urlsplit(url).path,
                "filename": "",
                "fingerprint": "",
                "length": 6,
                "offset": 3,
                "claimed_for": "entry:12",
                "accept_until": the_upload(url).accept_until.isoformat(),
            },
        ]
    }


def test_a_claim_decides_until_when_bytes_are_accepted(filmmaker: Uploader) -> None:
    url = filmmaker.begin(6)
    claim(url, filmmaker)
    claim(url, filmmaker)

    with time_machine.travel(GRACE_ENDS - timedelta(seconds=1)):
        assert filmmaker.append(url, 0, b"abc").status_code == 204
    with time_machine.travel(GRACE_ENDS):
        assert filmmaker.append(url, 3, b"def").status_code == 410


def test_an_upload_is_claimed_by_one_entry_of_its_owner(filmmaker: Uploader, stranger: Uploader) -> None:
    url = filmmaker.send(b"abc")
    assert refusal_of_claiming(url, stranger) == "hidden"

    claim(url, filmmaker)

    assert refusal_of_claiming(url, filmmaker, "entry:13") == "upload_claimed"
    assert filmmaker.ask("DELETE", url).status_code == 403


def test_a_piece_cannot_be_claimed(filmmaker: Uploader) -> None:
    url = filmmaker.send(b"abc", Upload_Concat="partial")

    assert refusal_of_claiming(url, filmmaker) == "upload_is_piece"


def test_a_released_upload_can_be_claimed_again(filmmaker: Uploader) -> None:
    url = filmmaker.send(b"abc")
    claim(url, filmmaker)
    release(url, filmmaker)

    claim(url, filmmaker, "entry:13")

    assert the_upload(url).claimed_for == "entry:13"


def test_what_did_not_arrive_in_time_is_removed(filmmaker: Uploader) -> None:
    url = filmmaker.start_with(6, b"abc").headers["Location"]
    part = the_upload(url).part

    with time_machine.travel(days_from_now(14)):
        sweep()

    assert the_upload(url).state is UploadState.EXPIRED
    assert not intake().parts.exists(part)


def test_what_nobody_claimed_is_removed_and_what_was_claimed_stays(filmmaker: Uploader) -> None:
    unclaimed, claimed = filmmaker.send(b"abc"), filmmaker.send(b"def")
    work()
    claim(claimed, filmmaker)
    key = the_upload(unclaimed).storage_key
    assert key

    with time_machine.travel(days_from_now(14)):
        sweep()

    assert (the_upload(unclaimed).state, the_upload(claimed).state) == (
        UploadState.GONE,
        UploadState.RECEIVED,
    )
    assert not storage().exists(key)


def test_a_part_without_a_row_is_removed_after_a_while(filmmaker: Uploader) -> None:
    from_nowhere = Upload(key="f" * 32, length=5).part
    intake().parts.begin(from_nowhere)
    wanted = the_upload(filmmaker.begin(5)).part

    sweep()
    assert intake().parts.exists(from_nowhere)

    with time_machine.travel(days_from_now(0.1)):
        sweep()
    assert (intake().parts.exists(from_nowhere), intake().parts.exists(wanted)) == (False, True)
