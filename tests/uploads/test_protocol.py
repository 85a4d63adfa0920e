"""The headers of tus 1.0.0 are read strictly and written as other programs expect them."""

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.uploads import protocol
from festival.uploads.checksums import Checksum
from festival.uploads.protocol import Announcement, ProtocolError


def status_of(error: pytest.ExceptionInfo[ProtocolError]) -> int:
    return error.value.status


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def test_discovery_names_all_that_we_speak() -> None:
    assert protocol.discovery(max_size=1000) == {
        "Tus-Version": "1.0.0",
        "Tus-Extension": "creation,creation-defer-length,creation-with-upload,expiration,checksum,"
        "termination,concatenation,concatenation-unfinished",
        "Tus-Max-Size": "1000",
        "Tus-Checksum-Algorithm": "sha1,sha256,md5,crc32",
    }


@pytest.mark.parametrize("value", [None, "", "0.2.2", "1.0.0 "])
def test_another_version_is_known_as_others(value: str | None) -> None:
    with pytest.raises(ProtocolError) as error:
        protocol.check_version(value)
    assert status_of(error) == 412


@pytest.mark.parametrize(
    ("sent", "override", "meant"),
    [
        ("POST", "PATCH", "PATCH"),
        ("POST", "delete", "DELETE"),
        ("POST", None, "POST"),
        ("POST", "PUT", "POST"),
        ("GET", "DELETE", "GET"),
    ],
)
def test_only_a_post_can_stand_for_another_method(sent: str, override: str | None, meant: str) -> None:
    assert protocol.method(sent, override) == meant


@pytest.mark.parametrize("value", [None, "", "-1", "+1", "1.5", "0x10", "١", " 1", "1 ", "9" * 19])
def test_an_offset_is_a_plain_whole_number(value: str | None) -> None:
    with pytest.raises(ProtocolError) as error:
        protocol.parse_offset(value)
    assert status_of(error) == 400


@given(st.integers(0, 10**18 - 1))
def test_any_length_of_a_file_can_be_read(length: int) -> None:
    assert protocol.parse_length({"Upload-Length": str(length)}) == length


def test_a_length_may_be_deferred_or_told_and_not_both() -> None:
    assert protocol.parse_length({"Upload-Defer-Length": "1"}) is None
    for headers in ({"Upload-Defer-Length": "1", "Upload-Length": "5"}, {"Upload-Defer-Length": "yes"}):
        with pytest.raises(ProtocolError) as error:
            protocol.parse_length(headers)
        assert status_of(error) == 400


def test_a_body_must_be_called_an_upload() -> None:
    protocol.check_content_type("application/offset+octet-stream")
    with pytest.raises(ProtocolError) as error:
        protocol.check_content_type("application/octet-stream")
    assert status_of(error) == 415


def test_metadata_are_words_by_key_and_a_value_may_be_missing() -> None:
    value = f"filename {encoded('الهجرة.mov')}, is_draft,type {encoded('video/quicktime')}"

    assert protocol.parse_metadata(value) == {
        "filename": "الهجرة.mov",
        "is_draft": "",
        "type": "video/quicktime",
    }
    assert protocol.parse_metadata(None) == {}


@pytest.mark.parametrize(
    "value", ["filename ???", "a YQ==,a YQ==", "ä YQ==", "a " + "QUFB" * 2000, "a YQ== YQ=="]
)
def test_metadata_that_are_not_metadata_are_refused(value: str) -> None:
    with pytest.raises(ProtocolError) as error:
        protocol.parse_metadata(value)
    assert status_of(error) == 400


@given(st.dictionaries(st.text("abcXYZ_-", min_size=1), st.text(max_size=40), max_size=5))
def test_metadata_survive_the_journey(words: dict[str, str]) -> None:
    value = ",".join(f"{key} {encoded(text)}" for key, text in words.items())

    assert protocol.parse_metadata(value) == words


def test_a_whole_names_its_pieces_by_path_or_address() -> None:
    addresses = "/files/a1 https://laurel.example/files/b2"

    assert protocol.parse_pieces(None, "/files/") == ()
    assert protocol.parse_pieces("partial", "/files/") == ()
    assert protocol.parse_pieces(f"final;{addresses}", "/files/") == ("a1", "b2")


def test_an_announcement_keeps_its_headers_as_they_came() -> None:
    headers = {"Upload-Length": "7", "Upload-Metadata": f"filename {encoded('a.mov')}"}

    assert protocol.parse_announcement(headers, "/files/") == Announcement(
        7, headers["Upload-Metadata"], {"filename": "a.mov"}, None, ()
    )


def test_a_whole_needs_no_length_of_its_own() -> None:
    headers = {"Upload-Concat": "final;/files/a1"}

    assert protocol.parse_announcement(headers, "/files/") == Announcement(
        0, "", {}, "final;/files/a1", ("a1",)
    )


@pytest.mark.parametrize(
    "value",
    [
        "",
        "whole",
        "final",
        "final;",
        "final; ",
        "final;/other/a",
        "final;/files/",
        "final;/files/../a",
        "final;//[",
    ],
)
def test_a_whole_of_anything_else_is_refused(value: str) -> None:
    with pytest.raises(ProtocolError) as error:
        protocol.parse_pieces(value, "/files/")
    assert status_of(error) == 400


def test_a_checksum_is_an_algorithm_and_a_digest() -> None:
    assert protocol.parse_checksum("crc32 AQIDBA==") == Checksum("crc32", b"\x01\x02\x03\x04")
    assert protocol.parse_checksum(None) is None


@pytest.mark.parametrize("value", ["", "sha1", "sha512 YQ==", "SHA1 YQ==", "sha1 ???", "sha1  "])
def test_a_checksum_we_cannot_read_is_refused_rather_than_ignored(value: str) -> None:
    with pytest.raises(ProtocolError) as error:
        protocol.parse_checksum(value)
    assert status_of(error) == 400


def test_the_expiry_is_an_http_date() -> None:
    assert (
        protocol.format_expires(datetime(2020, 6, 23, 22, 0, tzinfo=UTC)) == "Tue, 23 Jun 2020 22:00:00 GMT"
    )
