"""A person, an entry and the disk can each be full, and each says so in its own words."""

import io

import flask
import pytest

from festival.config import Config
from festival.uploads import streams
from festival.uploads.rules import MOST_UNCLAIMED
from festival.uploads.states import UploadState
from tests.uploads.conftest import BYTES, Uploader, claim, refusal_of_claiming, the_upload
from workers.uploads import _receive_whole


@pytest.fixture
def config(config: Config) -> Config:
    return config.model_copy(
        update={"upload_limit": 100, "upload_quota_person": 150, "upload_quota_entry": 120}
    )


def test_a_file_over_the_limit_is_refused_with_both_numbers(filmmaker: Uploader) -> None:
    answer = filmmaker.start(101)

    assert answer.status_code == 413
    assert answer.json == {
        "code": "upload_too_large",
        "error": "This file has 101 B; a file may have 100 B. Make a smaller export and choose it.",
    }


def test_a_persons_files_together_have_a_limit(filmmaker: Uploader, stranger: Uploader) -> None:
    filmmaker.begin(100)

    assert filmmaker.start(51).json["code"] == "upload_quota"  # type: ignore[index]
    assert filmmaker.start(50).status_code == 201
    assert stranger.start(100).status_code == 201


def test_removing_a_file_makes_room(filmmaker: Uploader) -> None:
    url = filmmaker.begin(100)
    filmmaker.ask("DELETE", url)

    assert filmmaker.start(100).status_code == 201


def test_joining_pieces_does_not_count_them_twice(filmmaker: Uploader) -> None:
    piece = filmmaker.send(b"x" * 100, Upload_Concat="partial")

    assert filmmaker.join(piece).status_code == 201


def test_a_piece_is_used_once(filmmaker: Uploader) -> None:
    piece = filmmaker.send(b"x" * 40, Upload_Concat="partial")

    twice = filmmaker.join(piece, piece)

    assert (twice.status_code, twice.json) == (
        400,
        {"code": "upload_pieces", "error": "Each piece can be used once."},
    )
    assert filmmaker.join(piece).status_code == 201


def test_files_that_belong_to_no_entry_are_not_without_number(
    filmmaker: Uploader, stranger: Uploader
) -> None:
    begun = [filmmaker.begin(0) for _ in range(MOST_UNCLAIMED)]

    refused = filmmaker.start(0)

    assert (refused.status_code, refused.json) == (
        429,
        {
            "code": "upload_too_many",
            "error": "Files here that belong to none of your entries: 100. Use or remove some first.",
        },
    )
    assert stranger.start(0).status_code == 201
    filmmaker.ask("DELETE", begun[0])
    assert filmmaker.start(0).status_code == 201


def test_pieces_are_not_without_number_and_can_still_be_joined(filmmaker: Uploader) -> None:
    pieces = [filmmaker.send(b"x", Upload_Concat="partial") for _ in range(MOST_UNCLAIMED)]

    assert filmmaker.start(1, Upload_Concat="partial").status_code == 429
    assert filmmaker.join(*pieces).status_code == 201


@pytest.mark.usefixtures("context")
def test_an_entry_has_a_quota_of_its_own(filmmaker: Uploader) -> None:
    claim(filmmaker.begin(70), filmmaker)
    second = filmmaker.begin(51)

    assert refusal_of_claiming(second, filmmaker) == "upload_entry_quota"
    claim(second, filmmaker, "entry:13")


def test_a_disk_without_room_is_told_at_the_beginning(app: flask.Flask, filmmaker: Uploader) -> None:
    app.extensions["festival.uploads"].parts.spare = 2**60

    answer = filmmaker.start(50)

    assert (answer.status_code, answer.json and answer.json["code"]) == (507, "upload_no_room")
    assert filmmaker.ask("GET", "/files/unfinished").json == {"uploads": []}


def defer(uploader: Uploader) -> str:
    answer = uploader.start(0, Upload_Length="", Upload_Defer_Length="1")
    assert answer.status_code == 201
    return answer.headers["Location"]


def test_files_of_unknown_length_count_as_what_has_arrived_of_them(filmmaker: Uploader) -> None:
    idle = [defer(filmmaker) for _ in range(8)]
    filmmaker.append(idle[0], 0, b"x" * 30)

    assert filmmaker.start(121).json["code"] == "upload_too_large"  # type: ignore[index]
    assert filmmaker.start(100).status_code == 201
    assert filmmaker.start(21).json["code"] == "upload_quota"  # type: ignore[index]
    assert filmmaker.start(20).status_code == 201


def test_a_file_of_unknown_length_stops_where_its_owner_has_no_room_and_goes_on_when_there_is(
    filmmaker: Uploader,
) -> None:
    url, other = defer(filmmaker), filmmaker.begin(100)
    assert filmmaker.append(url, 0, b"x" * 50).status_code == 204

    refused = filmmaker.append(url, 50, b"x")

    assert (refused.status_code, refused.json) == (
        413,
        {
            "code": "upload_quota",
            "error": "Your files would take 151 B together; there is space for 150 B. Remove one first.",
        },
    )
    assert filmmaker.append(url, 50, b"", Upload_Length="51").status_code == 413
    no_more = filmmaker.start(0, Upload_Length="", Upload_Defer_Length="1")
    assert (no_more.status_code, no_more.json and no_more.json["code"]) == (413, "upload_quota")
    filmmaker.ask("DELETE", other)
    assert filmmaker.append(url, 50, b"x" * 10, Upload_Length="60").status_code == 204
    assert filmmaker.ask("HEAD", url).headers["Upload-Length"] == "60"


def test_a_body_of_unknown_length_stops_where_its_owner_has_no_room(
    filmmaker: Uploader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "BITE", 10)
    url = defer(filmmaker)
    filmmaker.begin(100)
    body = {"wsgi.input": io.BytesIO(b"x" * 90), "wsgi.input_terminated": True}
    said = {"Tus-Resumable": "1.0.0", "Content-Type": BYTES, "Upload-Offset": "0"}
    answer = filmmaker.client.patch(url, headers=said, environ_overrides=body)
    assert (answer.status_code, answer.json and answer.json["code"]) == (413, "upload_quota")


@pytest.mark.usefixtures("context")
def test_a_file_of_unknown_length_is_not_taken_for_whole(filmmaker: Uploader) -> None:
    url = defer(filmmaker)
    filmmaker.append(url, 0, b"x" * 100)
    _receive_whole()
    assert the_upload(url).state is UploadState.RECEIVING
    assert filmmaker.append(url, 100, b"", Upload_Length="100").status_code == 204
    assert the_upload(url).state is UploadState.RECEIVED
