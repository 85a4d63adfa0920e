"""What tus lets a sender tell later: the length of a file, and pieces that are still on their way."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from festival.kernel.clock import machine_now
from festival.uploads.parts import ConflictError, MissingError, Part
from festival.uploads.places import intake
from festival.uploads.states import UploadState
from tests.uploads.conftest import BYTES, Uploader, claim, the_upload, waiting_jobs

pytestmark = pytest.mark.usefixtures("context", "own_clock")


def deferred(filmmaker: Uploader, **headers: str) -> str:
    return filmmaker.start(0, Upload_Length="", Upload_Defer_Length="1", **headers).headers["Location"]


def test_a_length_may_come_with_the_last_bytes(filmmaker: Uploader) -> None:
    url = deferred(filmmaker)
    assert filmmaker.append(url, 0, b"abc").status_code == 204
    asked = filmmaker.ask("HEAD", url).headers
    assert (asked["Upload-Defer-Length"], asked["Upload-Offset"], "Upload-Length" in asked) == (
        "1",
        "3",
        False,
    )

    assert filmmaker.append(url, 3, b"def", Upload_Length="6").status_code == 204

    asked = filmmaker.ask("HEAD", url).headers
    assert (asked["Upload-Length"], "Upload-Defer-Length" in asked) == ("6", False)
    upload = the_upload(url)
    assert (upload.state, upload.length) == (UploadState.RECEIVED, 6)
    assert intake().parts.path(upload.part).read_bytes() == b"abcdef"
    assert ("uploads.store", upload.id) in waiting_jobs()


def test_a_length_may_come_without_bytes(filmmaker: Uploader) -> None:
    url = deferred(filmmaker)
    filmmaker.append(url, 0, b"abc")

    assert filmmaker.append(url, 3, b"", Upload_Length="3").status_code == 204
    assert the_upload(url).state is UploadState.RECEIVED


@pytest.mark.parametrize(
    ("length", "status", "code"),
    [
        ("2", 413, "upload_longer"),
        (str(51 * 1024**3), 413, "upload_too_large"),
        ("x", 400, "upload_protocol"),
    ],
)
def test_a_length_that_cannot_be_is_refused_and_the_bytes_stay(
    filmmaker: Uploader, length: str, status: int, code: str
) -> None:
    url = deferred(filmmaker)
    filmmaker.append(url, 0, b"abc")

    answer = filmmaker.append(url, 3, b"", Upload_Length=length)

    assert (answer.status_code, answer.json and answer.json["code"]) == (status, code)
    assert filmmaker.ask("HEAD", url).headers["Upload-Offset"] == "3"


def test_a_length_that_is_known_stays(filmmaker: Uploader) -> None:
    url = filmmaker.begin(6)

    assert filmmaker.append(url, 0, b"abc", Upload_Length="6").status_code == 204
    answer = filmmaker.append(url, 3, b"def", Upload_Length="7")

    assert (answer.status_code, answer.json and answer.json["code"]) == (403, "upload_length")


def test_an_announcement_says_one_thing_of_its_length(filmmaker: Uploader) -> None:
    assert filmmaker.start(5, Upload_Defer_Length="1").status_code == 400
    assert filmmaker.start(5, Upload_Length="", Upload_Defer_Length="2").status_code == 400


def test_a_whole_may_be_announced_before_its_pieces_are_complete(filmmaker: Uploader) -> None:
    first = filmmaker.send(b"abc", Upload_Concat="partial")
    second = filmmaker.begin(3, Upload_Concat="partial")
    whole = filmmaker.join(first, second).headers["Location"]
    assert "Upload-Offset" not in filmmaker.ask("HEAD", whole).headers
    assert the_upload(whole).state is UploadState.RECEIVING

    filmmaker.append(second, 0, b"def")

    asked = filmmaker.ask("HEAD", whole).headers
    assert (asked["Upload-Offset"], asked["Upload-Length"]) == ("6", "6")
    assert intake().parts.path(the_upload(whole).part).read_bytes() == b"abcdef"
    assert filmmaker.ask("HEAD", second).status_code == 410


def test_joining_goes_on_where_a_crash_stopped_it(filmmaker: Uploader) -> None:
    first = filmmaker.send(b"abc", Upload_Concat="partial")
    second = filmmaker.begin(3, Upload_Concat="partial")
    whole = filmmaker.join(first, second).headers["Location"]
    part = the_upload(whole).part
    intake().parts.begin(part)
    intake().parts.append(part, 0, [b"ab"])

    filmmaker.append(second, 0, b"def")

    assert filmmaker.ask("HEAD", whole).headers["Upload-Offset"] == "6"
    assert intake().parts.path(part).read_bytes() == b"abcdef"


def test_a_whole_has_no_length_of_its_own_and_no_piece_of_unknown_length(filmmaker: Uploader) -> None:
    piece = filmmaker.send(b"abc", Upload_Concat="partial")
    open_ended = deferred(filmmaker, Upload_Concat="partial")

    concat = {"Upload_Concat": f"final;{piece}"}
    assert filmmaker.ask("POST", "/files/", Upload_Length="3", **concat).status_code == 400
    assert filmmaker.join(piece, open_ended).status_code == 400


def test_the_address_is_whole_and_needs_no_slash(filmmaker: Uploader) -> None:
    answer = filmmaker.client.post("/files", headers={"Tus-Resumable": "1.0.0", "Upload-Length": "3"})

    assert answer.status_code == 201
    assert answer.headers["Location"].startswith("http://localhost/files/")


def test_a_conflict_says_where_to_go_on(filmmaker: Uploader) -> None:
    url = filmmaker.start_with(6, b"abc").headers["Location"]

    answer = filmmaker.append(url, 1, b"x", Content_Type=BYTES)

    assert (answer.status_code, answer.headers["Upload-Offset"]) == (409, "3")


def test_pieces_have_the_time_of_their_whole_and_no_more(filmmaker: Uploader) -> None:
    first = filmmaker.send(b"abc", Upload_Concat="partial")
    second = filmmaker.begin(3, Upload_Concat="partial")
    whole = filmmaker.join(first, second).headers["Location"]
    until = machine_now() + timedelta(hours=1)
    claim(whole, filmmaker, accept_until=until)
    assert {the_upload(url).accept_until for url in (first, second, whole)} == {until}

    with time_machine.travel(until):
        assert filmmaker.append(second, 0, b"def").status_code == 410
        assert the_upload(whole).state is UploadState.RECEIVING


def test_a_join_that_comes_too_late_harms_no_film(filmmaker: Uploader) -> None:
    piece = filmmaker.send(b"abc", Upload_Concat="partial")
    whole = filmmaker.join(piece).headers["Location"]
    upload = the_upload(whole)
    part = upload.part
    assert upload.state is UploadState.RECEIVED
    intake().parts.discard(the_upload(piece).part)

    with pytest.raises(MissingError):  # as a request that read the rows before
        intake().parts.concatenate(Part(f"{part.key}0", 3), [the_upload(piece).part])
    assert filmmaker.ask("HEAD", whole).headers["Upload-Offset"] == "3"


def test_a_writer_who_knew_another_length_must_ask_again(filmmaker: Uploader) -> None:
    url = deferred(filmmaker)
    filmmaker.append(url, 0, b"abc")
    before = the_upload(url).part

    def blocks() -> Iterator[bytes]:
        yield b"def"
        intake().parts.resize(before, 6)
        yield b"ghijkl"

    with pytest.raises(ConflictError):
        intake().parts.append(before, 3, blocks())
    assert intake().parts.offset(Part(before.key, 6)) == 6
