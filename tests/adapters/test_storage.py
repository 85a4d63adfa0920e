"""Whatever rests in storage comes back byte for byte, on this machine's disk and on a real S3 server."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from festival.adapters.s3 import S3Storage
from festival.adapters.storage import LocalStorage, NotStoredError, Storage
from tests.adapters import seaweed

pytestmark = pytest.mark.process

ESCAPES = ["", "/etc/passwd", "../x", "a/../b", "a//b", "a/"]
UNSAFE = [*ESCAPES, ".hidden", "a/.b", "a b", "ä", "a\n", "a\x00", "x" * 600]


@pytest.fixture(scope="session")
def s3_endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with seaweed.running(tmp_path_factory.mktemp("weed")) as endpoint:
        yield endpoint


@pytest.fixture(params=["local", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "local":
        return LocalStorage(tmp_path / "stored")
    return S3Storage(
        seaweed.BUCKET,
        scratch=tmp_path / "scratch",
        prefix=tmp_path.name,
        endpoint_url=request.getfixturevalue("s3_endpoint"),
        region="us-east-1",
        access_key=seaweed.ACCESS_KEY,
        secret_key=seaweed.SECRET_KEY,
    )


def file_of(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "source"
    path.write_bytes(content)
    return path


def test_a_file_comes_back_whole_by_every_way_of_reading(storage: Storage, tmp_path: Path) -> None:
    source = file_of(tmp_path, b"a film")

    storage.put_file("originals/1", source)

    with storage.open("originals/1") as file:
        assert (file.read(), file.seek(2), file.read()) == (b"a film", 2, b"film")
    with storage.local_copy("originals/1") as path:
        assert path.read_bytes() == b"a film"
    assert (storage.size("originals/1"), storage.exists("originals/1")) == (6, True)
    assert source.read_bytes() == b"a film"


def test_a_file_larger_than_one_piece_arrives_unharmed(storage: Storage, tmp_path: Path) -> None:
    content = os.urandom(2**20) * 70

    storage.put_file("large", file_of(tmp_path, content))

    with storage.local_copy("large") as path:
        assert path.read_bytes() == content


def test_storing_again_replaces(storage: Storage, tmp_path: Path) -> None:
    storage.put_file("x", file_of(tmp_path, b"first"))
    (tmp_path / "second").write_bytes(b"second!")

    storage.put_file("x", tmp_path / "second")

    with storage.open("x") as file:
        assert file.read() == b"second!"


def test_an_empty_file_can_be_stored(storage: Storage, tmp_path: Path) -> None:
    storage.put_file("empty", file_of(tmp_path, b""))

    assert storage.size("empty") == 0


def test_a_deleted_file_is_gone_and_may_be_deleted_again(storage: Storage, tmp_path: Path) -> None:
    storage.put_file("x", file_of(tmp_path, b"1"))

    storage.delete("x")
    storage.delete("x")

    assert not storage.exists("x")
    with pytest.raises(NotStoredError):
        storage.open("x")
    with pytest.raises(NotStoredError), storage.local_copy("x"):
        pass
    with pytest.raises(NotStoredError):
        storage.size("x")


def test_keys_are_listed_below_a_prefix_only(storage: Storage, tmp_path: Path) -> None:
    source = file_of(tmp_path, b"1")
    for key in ("made/7/a", "made/7/hls/b.m4s", "made/70/c", "other"):
        storage.put_file(key, source)

    assert sorted(storage.keys("made/7")) == ["made/7/a", "made/7/hls/b.m4s"]
    assert list(storage.keys("made/8")) == []


@pytest.mark.parametrize("key", UNSAFE)
def test_an_unsafe_key_is_refused_whatever_is_asked(key: str, storage: Storage, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a storage key"):
        storage.put_file(key, file_of(tmp_path, b"1"))
    with pytest.raises(ValueError, match="not a storage key"):
        storage.open(key)
    with pytest.raises(ValueError, match="not a storage key"):
        storage.delete(key)


def test_local_storage_copies_where_it_cannot_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def another_disk(*_: object) -> None:
        raise OSError(errno.EXDEV, "another disk")

    monkeypatch.setattr(os, "link", another_disk)
    storage = LocalStorage(tmp_path / "stored")

    storage.put_file("x", file_of(tmp_path, b"film"))

    with storage.open("x") as file:
        assert file.read() == b"film"
