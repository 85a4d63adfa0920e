"""The core of tus 1.0.0 and creation: begin, ask, append, and what is refused."""

import itertools
from contextlib import ExitStack, suppress

import flask
import pytest
from flask.testing import FlaskClient

from festival.uploads.seats import BusyError
from tests.uploads.conftest import BYTES, Uploader, metadata


def test_anyone_may_ask_what_we_speak(client: FlaskClient) -> None:
    answer = client.options("/files/")

    assert answer.status_code == 200
    assert client.options("/files").headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Max-Size"] == str(50 * 1024**3)
    assert answer.headers["Tus-Extension"].split(",")[0] == "creation"


def test_an_upload_grows_and_says_how_far_it_is(filmmaker: Uploader) -> None:
    url = filmmaker.begin(10, Upload_Metadata=metadata(filename="a.mov"))

    first = filmmaker.append(url, 0, b"abcd")
    asked = filmmaker.ask("HEAD", url)
    last = filmmaker.append(url, 4, b"efghij")

    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "4")
    assert asked.status_code == 200
    assert asked.headers["Upload-Offset"] == "4"
    assert asked.headers["Upload-Length"] == "10"
    assert asked.headers["Upload-Metadata"] == metadata(filename="a.mov")
    assert asked.headers["Cache-Control"] == "no-store"
    assert asked.headers["Tus-Resumable"] == "1.0.0"
    assert (last.status_code, last.headers["Upload-Offset"]) == (204, "10")
    assert "Upload-Expires" in first.headers


def test_an_append_from_another_offset_is_a_conflict(filmmaker: Uploader) -> None:
    url = filmmaker.begin(10)
    filmmaker.append(url, 0, b"abcd")

    answer = filmmaker.append(url, 2, b"x")

    assert (answer.status_code, answer.json and answer.json["code"]) == (409, "upload_conflict")
    assert filmmaker.ask("HEAD", url).headers["Upload-Offset"] == "4"


def test_what_was_received_takes_no_more(filmmaker: Uploader) -> None:
    url = filmmaker.send(b"abc")

    assert filmmaker.append(url, 3, b"").headers["Upload-Offset"] == "3"
    assert filmmaker.append(url, 3, b"x").status_code == 413
    assert filmmaker.append(url, 0, b"abc").status_code == 409
    assert filmmaker.ask("HEAD", url).headers["Upload-Offset"] == "3"


def test_an_empty_file_is_received_at_once(filmmaker: Uploader) -> None:
    url = filmmaker.begin(0)

    assert filmmaker.ask("HEAD", url).headers["Upload-Offset"] == "0"


def test_bytes_past_the_length_are_refused(filmmaker: Uploader) -> None:
    url = filmmaker.begin(3)

    assert filmmaker.append(url, 0, b"abcd").status_code == 413
    assert filmmaker.ask("HEAD", url).headers["Upload-Offset"] == "0"


def test_the_first_bytes_may_come_with_the_beginning(filmmaker: Uploader) -> None:
    answer = filmmaker.start_with(6, b"abc")

    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "3")
    assert filmmaker.append(answer.headers["Location"], 3, b"def").headers["Upload-Offset"] == "6"


def test_another_version_is_answered_with_ours(filmmaker: Uploader) -> None:
    answer = filmmaker.start(3, Tus_Resumable="0.2.2")

    assert (answer.status_code, answer.headers["Tus-Version"]) == (412, "1.0.0")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload_Length": ""}, 400),
        ({"Upload_Length": "-1"}, 400),
        ({"Upload_Length": "", "Upload_Defer_Length": "2"}, 400),
        ({"Upload_Defer_Length": "1"}, 400),
        ({"Upload_Metadata": "filename ???"}, 400),
        ({"Upload_Length": str(51 * 1024**3)}, 413),
    ],
)
def test_a_beginning_that_makes_no_sense_is_refused(
    headers: dict[str, str], status: int, filmmaker: Uploader
) -> None:
    assert filmmaker.start(3, **headers).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content_Type": "video/mp4"}, 415),
        ({"Upload_Offset": "x"}, 400),
        ({"Upload_Offset": ""}, 400),
        ({"Upload_Checksum": "sha512 YQ=="}, 400),
        ({"Tus_Resumable": ""}, 412),
    ],
)
def test_an_append_that_makes_no_sense_is_refused(
    headers: dict[str, str], status: int, filmmaker: Uploader
) -> None:
    url = filmmaker.begin(3)

    assert filmmaker.append(url, 0, b"abc", **headers).status_code == status
    assert filmmaker.ask("HEAD", url).headers["Upload-Offset"] == "0"


def test_a_post_may_stand_for_another_verb(filmmaker: Uploader) -> None:
    url = filmmaker.begin(3)
    as_patch = {"X-HTTP-Method-Override": "PATCH", "Tus-Resumable": "1.0.0", "Upload-Offset": "0"}

    sent = filmmaker.client.post(url, data=b"abc", headers=as_patch | {"Content-Type": BYTES})
    bare = filmmaker.ask("POST", url)
    removed = filmmaker.ask("POST", url, X_HTTP_Method_Override="DELETE")

    assert (sent.status_code, sent.headers["Upload-Offset"]) == (204, "3")
    assert (bare.status_code, removed.status_code) == (405, 204)


def test_no_file_is_ever_given_out_here(app: flask.Flask) -> None:
    readable = {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}

    hashes_alone = "/files/<string(length=32):key>/blocks"
    assert {rule for rule in readable if rule.startswith("/files")} == {"/files/unfinished", hashes_alone}


def test_past_the_cap_of_streams_one_is_asked_to_come_again(app: flask.Flask, filmmaker: Uploader) -> None:
    url = filmmaker.begin(3)
    seats = app.extensions["festival.uploads"].seats
    with ExitStack() as others:
        with suppress(BusyError):
            for number in itertools.count():
                others.enter_context(seats.taken(-number, f"key{number}", lambda: None))
        busy = filmmaker.append(url, 0, b"abc")
        assert (busy.status_code, busy.headers["Retry-After"]) == (503, "5")
        assert filmmaker.start(3).status_code == 201  # no bytes, no seat

    assert filmmaker.append(url, 0, b"abc").status_code == 204


def test_a_seat_is_given_back_whatever_happens(app: flask.Flask, filmmaker: Uploader) -> None:
    url = filmmaker.begin(3)
    for _ in range(10):
        assert filmmaker.append(url, 1, b"x").status_code == 409
