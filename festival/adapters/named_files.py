"""Files that somebody names on the command line: only ordinary ones are read, and no other is replaced.

Whatever is in the way raises Invalid with one line that names the file.
"""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from festival.kernel.invalid import Invalid

MOST_MEGABYTES = 256


def read(path: Path) -> bytes:
    """The content of an ordinary file, or of the one that a link leads to."""
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise refused(path, "cannot be read: it is no ordinary file.")
            if found.st_size > MOST_MEGABYTES * 1_000_000:
                raise refused(path, f"cannot be read: it is larger than {MOST_MEGABYTES} MB.")
            return file.read()
    except OSError as error:
        raise refused(path, f"cannot be read: {error.strerror}.") from error


def write(path: Path, chunks: Iterable[bytes], inputs: Iterable[Path] = ()) -> None:
    """Write a file whole or not at all, in place of an ordinary one at most, and never of an input.

    A link to an ordinary file stays a link: the file it leads to is replaced.
    """
    try:
        _refuse_to_replace(path, inputs)
        _replace(path.resolve() if path.is_symlink() else path, chunks)
    except OSError as error:
        raise refused(path, f"cannot be written: {error.strerror}.") from error


def refused(path: Path, words: str) -> Invalid:
    """What is said of a file, in one line."""
    return Invalid("file_refused", "{line}", line=" ".join(f"{path.name or path}: {words}".split()))


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; a pipe to which nobody writes is opened, too, instead of waiting for ever."""
    return os.open(path, flags | os.O_NONBLOCK)


def _refuse_to_replace(path: Path, inputs: Iterable[Path]) -> None:
    if not path.is_file():
        if os.path.lexists(path):
            raise refused(path, "cannot be written: what stands there is no ordinary file.")
    elif any(path.samefile(each) for each in inputs):
        raise refused(path, "cannot be written: it is one of the files that are read.")


def _replace(path: Path, chunks: Iterable[bytes]) -> None:
    beside = path.parent / f".{path.name}.{os.getpid()}.part"
    try:
        with beside.open("xb") as file:
            file.writelines(chunks)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise
