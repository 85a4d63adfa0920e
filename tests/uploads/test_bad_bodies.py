"""Offsets beyond the end, and bodies that stop being HTTP: the right answer, and what was good stays."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.http.body import Body, ChunkedReader
from gunicorn.http.errors import InvalidHeader
from gunicorn.http.unreader import IterUnreader
from werkzeug.test import TestResponse

from festival.uploads.places import intake
from tests.uploads.conftest import BYTES, Uploader, the_upload
from tests.uploads.test_tus_extensions import sha1

pytestmark = pytest.mark.usefixtures("context", "own_clock")
GOOD = b"a" * 70_000
CHUNK = b"11170\r\n" + GOOD + b"\r\n"
BAD = [
    (b"zz\r\nrest\r\n0\r\n\r\n",),
    (b"-5\r\nrest\r\n0\r\n\r\n",),
    (b"4\r\nrestXX0\r\n\r\n",),
    (b"4;=\r\nrest\r\n0\r\n\r\n",),
    (b"0\r\nno header\r\n\r\n",),
]


def chunked(filmmaker: Uploader, url: str, body: Sequence[bytes], **headers: str) -> TestResponse:
    """A PATCH whose body the reader of our web server takes apart."""
    request = SimpleNamespace(limit_request_field_size=0, max_buffer_headers=0, parse_headers=_no_trailers)
    environ: dict[str, Any] = {
        "wsgi.input": Body(ChunkedReader(request, IterUnreader(body))),
        "wsgi.input_terminated": True,
        "HTTP_TRANSFER_ENCODING": "chunked",
    }
    said = {"Tus-Resumable": "1.0.0", "Content-Type": BYTES, "Upload-Offset": "0"} | headers
    return filmmaker.client.patch(url, headers=said, environ_overrides=environ)


def _no_trailers(data: bytes, from_trailer: bool = False) -> list[tuple[str, str]]:
    raise InvalidHeader(data)


def test_a_chunked_body_arrives(filmmaker: Uploader) -> None:
    url = filmmaker.begin(len(GOOD))
    answer = chunked(filmmaker, url, [CHUNK, b"0\r\n\r\n"])
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, "70000")


@pytest.mark.parametrize("bad", BAD, ids=["size", "negative", "end", "extension", "trailer"])
def test_a_bad_chunk_is_refused_and_what_came_before_is_kept(
    filmmaker: Uploader, bad: tuple[bytes, ...]
) -> None:
    url = filmmaker.begin(200_000)
    answer = chunked(filmmaker, url, [CHUNK, *bad])
    assert (answer.status_code, answer.json and answer.json["code"]) == (400, "upload_protocol")
    kept = intake().parts.path(the_upload(url).part).read_bytes()
    assert kept[: len(GOOD)] == GOOD and kept[len(GOOD) :] in (b"", b"rest")
    assert filmmaker.ask("HEAD", url).headers["Upload-Offset"] == str(len(kept))
    rest = b"b" * (200_000 - len(kept))
    assert filmmaker.append(url, len(kept), rest).status_code == 204


def test_a_line_that_breaks_within_a_chunk_keeps_what_came(filmmaker: Uploader) -> None:
    url = filmmaker.begin(200_000)
    answer = chunked(filmmaker, url, [CHUNK, b"ffff\r\n", b"half"])
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, "70004")


def test_a_bad_chunk_in_bytes_with_a_checksum_adds_nothing(filmmaker: Uploader) -> None:
    url = filmmaker.begin(200_000)
    answer = chunked(filmmaker, url, [CHUNK, b"zz\r\n"], **{"Upload-Checksum": sha1(GOOD)})
    assert answer.status_code == 400
    assert filmmaker.ask("HEAD", url).headers["Upload-Offset"] == "0"


@pytest.mark.parametrize("at", [0, 3, 5, 10, 11, 10**17])
@pytest.mark.parametrize("body", [b"", b"x", b"x" * 20])
def test_another_offset_is_a_conflict_also_beyond_the_end(filmmaker: Uploader, at: int, body: bytes) -> None:
    url = filmmaker.start_with(10, b"abcd").headers["Location"]
    answer = filmmaker.append(url, at, body)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (409, "4")
    assert filmmaker.append(url, 4, b"efghij").status_code == 204


def test_more_than_is_missing_at_the_right_offset_is_too_much(filmmaker: Uploader) -> None:
    url = filmmaker.start_with(10, b"abcd").headers["Location"]
    assert filmmaker.append(url, 4, b"efghijk").status_code == 413
    assert filmmaker.ask("HEAD", url).headers["Upload-Offset"] == "4"
