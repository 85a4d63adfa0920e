"""A file that takes another's place is for the same people as the one before it."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from festival.adapters import named_files


@pytest.fixture
def usual_mask() -> Iterator[None]:
    """Anyone who makes a file here lets everybody read it."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("usual_mask")
@pytest.mark.parametrize("kept", [0o600, 0o640, 0o666])
def test_a_file_that_is_replaced_keeps_who_may_read_it(tmp_path: Path, kept: int) -> None:
    path, link = tmp_path / "scores.csv", tmp_path / "link.csv"
    modes: list[int] = []
    path.write_bytes(b"before")
    path.chmod(kept)
    link.symlink_to(path)

    def rows(word: bytes) -> Iterator[bytes]:
        modes.extend(mode(each) for each in tmp_path.glob(".*.part"))
        yield word

    named_files.write(path, rows(b"after"))
    assert (path.read_bytes(), mode(path)) == (b"after", kept)
    named_files.write(link, rows(b"by its link"))
    assert (path.read_bytes(), mode(path), link.is_symlink()) == (b"by its link", kept, True)
    assert modes == [kept, kept]


@pytest.mark.usefixtures("usual_mask")
def test_a_new_file_is_for_whom_new_files_are(tmp_path: Path) -> None:
    named_files.write(tmp_path / "plan.csv", [b"film,juror\n"])
    assert mode(tmp_path / "plan.csv") == 0o644
