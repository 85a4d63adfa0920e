"""Checksum, expiration, termination and concatenation, as tus 1.0.0 describes them."""

import base64
import hashlib
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
import time_machine

from festival.kernel.clock import machine_now
from festival.uploads.places import intake
from festival.uploads.states import UploadState
from tests.uploads.conftest import Uploader, the_upload, waiting_jobs, work

pytestmark = pytest.mark.usefixtures("context", "own_clock")


def sha1(content: bytes) -> str:
    return "sha1 " + base64.b64encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode()


def days_from_now(days: float) -> datetime:
    return machine_now() + timedelta(days=days)


def test_a_checksum_that_fits_lets_the_bytes_in(filmmaker: Uploader) -> None:
    url = filmmaker.begin(3)

    assert filmmaker.append(url, 0, b"abc", Upload_Checksum=sha1(b"abc")).status_code == 204


def test_damaged_bytes_stay_out_and_can_be_sent_again(filmmaker: Uploader) -> None:
    url = filmmaker.begin(3)

    damaged = filmmaker.append(url, 0, b"abX", Upload_Checksum=sha1(b"abc"))

    assert damaged.status == "460 Checksum Mismatch"
    assert filmmaker.ask("HEAD", url).headers["Upload-Offset"] == "0"
    assert filmmaker.append(url, 0, b"abc", Upload_Checksum=sha1(b"abc")).status_code == 204


def test_the_expiry_is_named_and_kept(filmmaker: Uploader) -> None:
    answer = filmmaker.start_with(6, b"abc")
    url, expires = answer.headers["Location"], parsedate_to_datetime(answer.headers["Upload-Expires"])
    assert expires == the_upload(url).accept_until.replace(microsecond=0)

    with time_machine.travel(days_from_now(13.9)):
        assert filmmaker.append(url, 3, b"d").status_code == 204
    with time_machine.travel(days_from_now(14)):
        late = filmmaker.append(url, 4, b"ef")
        assert filmmaker.ask("HEAD", url).status_code == 410
    assert (late.status_code, late.json and late.json["code"]) == (410, "upload_expired")


def test_a_terminated_upload_is_gone_with_its_bytes(filmmaker: Uploader) -> None:
    url = filmmaker.start_with(6, b"abc").headers["Location"]
    part = the_upload(url).part

    assert filmmaker.ask("DELETE", url).status_code == 204
    work()

    assert not intake().parts.exists(part)
    assert [filmmaker.ask(verb, url).status_code for verb in ("HEAD", "DELETE")] == [410, 410]
    assert filmmaker.append(url, 3, b"def").status_code == 410


def test_pieces_are_joined_in_the_order_given(filmmaker: Uploader) -> None:
    second = filmmaker.send(b"def", Upload_Concat="partial")
    first = filmmaker.send(b"abc", Upload_Concat="partial")
    concat = f"final;{first} http://localhost{second}"

    answer = filmmaker.join(first, f"http://localhost{second}")
    whole = the_upload(answer.headers["Location"])

    assert answer.status_code == 201
    assert (whole.state, whole.length) == (UploadState.RECEIVED, 6)
    assert intake().parts.path(whole.part).read_bytes() == b"abcdef"
    asked = filmmaker.ask("HEAD", answer.headers["Location"])
    assert (asked.headers["Upload-Concat"], asked.headers["Upload-Offset"]) == (concat, "6")
    assert filmmaker.ask("HEAD", first).status_code == 410
    assert ("uploads.store", whole.id) in waiting_jobs()


def test_a_piece_says_that_it_is_one_and_is_never_stored(filmmaker: Uploader) -> None:
    url = filmmaker.send(b"abc", Upload_Concat="partial")

    assert filmmaker.ask("HEAD", url).headers["Upload-Concat"] == "partial"
    assert waiting_jobs() == []


def test_only_pieces_are_joined(filmmaker: Uploader) -> None:
    no_piece = filmmaker.send(b"abc")

    answer = filmmaker.join(no_piece)

    assert (answer.status_code, answer.json and answer.json["code"]) == (400, "upload_pieces")


def test_nobody_sends_bytes_to_a_whole(filmmaker: Uploader) -> None:
    piece = filmmaker.send(b"abc", Upload_Concat="partial")
    whole = filmmaker.join(piece).headers["Location"]

    answer = filmmaker.append(whole, 3, b"d")

    assert (answer.status_code, answer.json and answer.json["code"]) == (403, "upload_of_pieces")
