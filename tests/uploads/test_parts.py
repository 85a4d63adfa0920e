"""A part grows only at its end, keeps what arrived, and refuses what does not fit."""

import errno
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from festival.uploads.checksums import Checksum
from festival.uploads.parts import (
    ConflictError,
    MismatchError,
    MissingError,
    NoRoomError,
    Part,
    Parts,
    TooLongError,
)


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    return Parts(tmp_path / "parts")


@pytest.fixture
def film(parts: Parts) -> Part:
    part = Part("film", 10)
    parts.begin(part)
    return part


def sha1(data: bytes) -> Checksum:
    return Checksum("sha1", hashlib.sha1(data, usedforsecurity=False).digest())


def breaking_line(*blocks: bytes) -> Iterator[bytes]:
    yield from blocks
    raise ConnectionResetError


def test_blocks_are_appended_and_the_length_is_the_offset(parts: Parts, film: Part) -> None:
    assert parts.append(film, 0, [b"abc", b"de"]) == 5
    assert parts.offset(film) == 5
    assert parts.append(film, 5, [b"fghij"]) == 10
    assert parts.path(film).read_bytes() == b"abcdefghij"
    assert parts.sha256(film) == hashlib.sha256(b"abcdefghij").hexdigest()


@pytest.mark.parametrize("at", [0, 2, 4, 10])
def test_an_append_elsewhere_than_at_the_end_is_a_conflict(parts: Parts, film: Part, at: int) -> None:
    parts.append(film, 0, [b"abc"])

    with pytest.raises(ConflictError):
        parts.append(film, at, [b"x"])

    assert parts.path(film).read_bytes() == b"abc"


def test_a_conflict_is_told_before_the_first_block_is_awaited(parts: Parts, film: Part) -> None:
    with pytest.raises(ConflictError):
        parts.append(film, 3, breaking_line())


def test_what_came_before_the_line_broke_is_kept(parts: Parts, film: Part) -> None:
    with pytest.raises(ConnectionResetError):
        parts.append(film, 0, breaking_line(b"abc", b"d"))

    assert parts.offset(film) == 4


def test_more_than_announced_is_refused_and_adds_nothing(parts: Parts, film: Part) -> None:
    with pytest.raises(TooLongError):
        parts.append(film, 0, [b"abcdefgh", b"ijk"])

    assert parts.offset(film) == 8


def test_a_resumed_upload_overtakes_its_own_dead_connection(parts: Parts, film: Part) -> None:
    def dead_connection() -> Iterator[bytes]:
        yield b"abc"
        assert parts.append(film, 3, [b"def"]) == 6  # the client came back while we waited here
        yield b"def"

    with pytest.raises(ConflictError):
        parts.append(film, 0, dead_connection())

    assert parts.path(film).read_bytes() == b"abcdef"


def test_a_part_discarded_in_mid_append_stops_its_writer(parts: Parts, film: Part) -> None:
    def line() -> Iterator[bytes]:
        yield b"abc"
        parts.discard(film)
        yield b"def"

    with pytest.raises(MissingError):
        parts.append(film, 0, line())

    assert list(parts.listed()) == []


def test_a_part_never_begun_is_missing(parts: Parts) -> None:
    unknown = Part("unknown", 1)

    with pytest.raises(MissingError):
        parts.append(unknown, 0, [b"x"])
    with pytest.raises(MissingError):
        parts.offset(unknown)
    parts.discard(unknown)


@pytest.mark.parametrize("key", ["", "../x", "a.b", "a/b", "ä"])
def test_a_key_that_could_leave_the_folder_is_no_part(key: str) -> None:
    with pytest.raises(ValueError, match="not a part"):
        Part(key, 1)


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "md5"])
def test_bytes_with_the_right_checksum_are_appended(parts: Parts, film: Part, algorithm: str) -> None:
    digest = hashlib.new(algorithm, b"abcdef").digest()

    assert parts.append_verified(film, 0, [b"abc", b"def"], Checksum(algorithm, digest)) == 6


def test_crc32_is_the_four_bytes_most_significant_first(parts: Parts, film: Part) -> None:
    checksum = Checksum("crc32", bytes.fromhex("cbf43926"))  # the well-known value of 123456789

    assert parts.append_verified(film, 0, [b"12345", b"6789"], checksum) == 9


def test_damaged_bytes_add_nothing_and_leave_no_spool(parts: Parts, film: Part) -> None:
    with pytest.raises(MismatchError):
        parts.append_verified(film, 0, [b"abX"], sha1(b"abc"))

    assert parts.offset(film) == 0
    assert sorted(os.listdir(parts.root)) == ["film.10.part", "promises.lock"]


def test_a_verified_append_is_never_spooled_past_what_is_missing(parts: Parts, film: Part) -> None:
    parts.append(film, 0, [b"abcdefgh"])

    with pytest.raises(TooLongError):
        parts.append_verified(film, 8, breaking_line(b"ijk"), sha1(b"ijk"))


def test_a_verified_append_asks_for_the_offset_first(parts: Parts, film: Part) -> None:
    with pytest.raises(ConflictError):
        parts.append_verified(film, 1, breaking_line(), sha1(b""))


def test_pieces_become_a_whole_in_the_order_given(parts: Parts) -> None:
    first, second, whole = Part("first", 3), Part("second", 2), Part("whole", 5)
    for piece, content in ((first, b"abc"), (second, b"de")):
        parts.begin(piece)
        parts.append(piece, 0, [content])

    parts.concatenate(whole, [second, first])

    assert parts.path(whole).read_bytes() == b"deabc"


def test_room_is_promised_once(tmp_path: Path) -> None:
    parts = Parts(tmp_path, spare=0)
    free = parts.room()
    parts.begin(Part("small", 10_000))

    with pytest.raises(NoRoomError):
        parts.begin(Part("more", free))

    assert [part.key for part, _, _ in parts.listed()] == ["small"]
    assert parts.promised() == 10_000


def test_the_promise_shrinks_as_bytes_arrive_and_ends_with_the_part(parts: Parts, film: Part) -> None:
    parts.append(film, 0, [b"abc"])
    assert parts.promised() == 7

    parts.discard(film)
    assert parts.promised() == 0


def test_spare_room_is_never_promised(tmp_path: Path) -> None:
    everything = Parts(tmp_path).room() * 2

    with pytest.raises(NoRoomError):
        Parts(tmp_path, spare=everything).begin(Part("film", 0))


def test_a_full_disk_keeps_what_fitted(parts: Parts, film: Part, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.pwrite

    def a_nearly_full_disk(descriptor: int, data: bytes, at: int) -> int:
        if at >= 4:
            raise OSError(errno.ENOSPC, "no space left")
        return write(descriptor, bytes(data)[: 4 - at], at)

    monkeypatch.setattr(os, "pwrite", a_nearly_full_disk)

    with pytest.raises(NoRoomError):
        parts.append(film, 0, [b"abcdefgh"])

    assert parts.path(film).read_bytes() == b"abcd"


def test_foreign_files_in_the_folder_are_left_alone(parts: Parts, film: Part) -> None:
    (parts.root / "notes.part").write_text("")

    assert [part for part, _, _ in parts.listed()] == [film]
