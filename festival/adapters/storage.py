"""Where finished files rest: films, subtitles and what is made of them, each under a key that we chose."""

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

_SAFE_KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*", re.ASCII)
_LONGEST_KEY = 512
_CANNOT_LINK = {errno.EXDEV, errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP}


class NotStoredError(LookupError):
    """Nothing rests under this key."""


class Storage(Protocol):
    """Files under keys such as `originals/4f1c…`: parts of letters, digits, `.`, `_` and `-`, joined by `/`.

    A key that is anything else raises ValueError; a key that holds nothing raises NotStoredError, except on
    `delete` and `exists`. A file is stored whole or not at all.
    """

    def put_file(self, key: str, path: Path) -> None:
        """Store the file, replacing what was there; `path` stays, and must not change afterwards."""

    def open(self, key: str) -> BinaryIO:
        """The bytes, readable and seekable; the caller closes it."""

    def local_copy(self, key: str) -> AbstractContextManager[Path]:
        """A path to read the file at while the context lasts; never write to it."""

    def size(self, key: str) -> int:
        """Its length in bytes."""

    def exists(self, key: str) -> bool: ...

    def delete(self, key: str) -> None:
        """Remove it; it is no error when it is gone already."""

    def keys(self, prefix: str) -> Iterator[str]:
        """Every key below `prefix/`, in no particular order."""


def checked(key: str) -> str:
    """The key, when it is safe as a path and as an object's name; otherwise ValueError."""
    if len(key) > _LONGEST_KEY or not _SAFE_KEY.fullmatch(key):
        raise ValueError(f"not a storage key: {key!r}")
    return key


class LocalStorage:
    """Files in a folder of this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._incoming = root / ".incoming"
        self._incoming.mkdir(parents=True, exist_ok=True)

    def put_file(self, key: str, path: Path) -> None:
        target = self._path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._incoming) as folder:
            fresh = Path(folder) / "file"
            _link_or_copy(path, fresh)
            fresh.replace(target)
        _sync_folder(target.parent)

    def open(self, key: str) -> BinaryIO:
        return self._found(key).open("rb")

    @contextmanager
    def local_copy(self, key: str) -> Iterator[Path]:
        yield self._found(key)

    def size(self, key: str) -> int:
        return self._found(key).stat().st_size

    def exists(self, key: str) -> bool:
        return self._path(key).is_file()

    def delete(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def keys(self, prefix: str) -> Iterator[str]:
        for path in self._path(prefix).rglob("*"):
            if path.is_file():
                yield path.relative_to(self.root).as_posix()

    def _path(self, key: str) -> Path:
        return self.root / checked(key)

    def _found(self, key: str) -> Path:
        path = self._path(key)
        if not path.is_file():
            raise NotStoredError(key)
        return path


def _link_or_copy(source: Path, target: Path) -> None:
    """A second name for the same bytes costs nothing; another disk needs a copy that has reached it."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _CANNOT_LINK:
            raise
        shutil.copyfile(source, target)
        with target.open("rb") as file:
            os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """A file's name survives a power cut only once its folder is on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
