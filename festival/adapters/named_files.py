"""Files that somebody names on the command line: only ordinary ones are read, and no other is replaced.

Whatever is in the way raises Invalid with one line that names the file.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from festival.kernel.invalid import Invalid

MOST_MEGABYTES = 256


def read(path: Path) -> bytes:
    """The content of an ordinary file, or of the one that a link leads to."""
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise refused(path, "cannot be read: it is not an ordinary file.")
            if found.st_size > MOST_MEGABYTES * 1_000_000:
                raise refused(path, f"cannot be read: it is larger than {MOST_MEGABYTES} MB.")
            return file.read()
    except OSError as error:
        raise refused(path, f"cannot be read: {error.strerror}.") from error


def refuse_place(path: Path, inputs: Iterable[Path] = ()) -> None:
    """Refuse what `write` would refuse, with nothing replaced: a file is laid beside it and taken away."""
    with _saying_why_not(path):
        _refuse_to_replace(path, inputs)
        beside = _beside(path)
        beside.touch(exist_ok=False)
        beside.unlink()


def write(path: Path, chunks: Iterable[bytes], inputs: Iterable[Path] = ()) -> None:
    """Write a file whole or not at all, in place of an ordinary one at most, and never of an input.

    A link to an ordinary file stays a link: the file it leads to is replaced.
    """
    with _saying_why_not(path):
        _refuse_to_replace(path, inputs)
        _replace(path, chunks)


def refused(path: Path, words: str) -> Invalid:
    """What is said of a file, in one line."""
    return Invalid("file_refused", "{line}", line=" ".join(f"{path.name or path}: {words}".split()))


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; a pipe to which nobody writes is opened, too, instead of waiting for ever."""
    return os.open(path, flags | os.O_NONBLOCK)


def _refuse_to_replace(path: Path, inputs: Iterable[Path]) -> None:
    if not path.parent.is_dir():
        raise refused(path, f"cannot be written: there is no folder {path.parent}.")
    if not path.is_file():
        if os.path.lexists(path):
            raise refused(path, "cannot be written: it is not an ordinary file.")
    elif any(path.samefile(each) for each in inputs):
        raise refused(path, "cannot be written: it is one of the files that are read.")


def _replace(path: Path, chunks: Iterable[bytes]) -> None:
    beside = _beside(path)
    try:
        with beside.open("xb") as file:
            _keep_mode(file.fileno(), path)
            file.writelines(chunks)
        beside.replace(_led_to(path))
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise


def _keep_mode(file: int, path: Path) -> None:
    """Let anyone who could read the file that is replaced read the new one, and nobody else, ever."""
    if path.is_file():
        os.fchmod(file, stat.S_IMODE(path.stat().st_mode))


def _beside(path: Path) -> Path:
    """Where the new file is written first: in the same folder, so that it takes its place in one step."""
    place = _led_to(path)
    return place.parent / f".{place.name}.{os.getpid()}.part"


def _led_to(path: Path) -> Path:
    return path.resolve() if path.is_symlink() else path


@contextmanager
def _saying_why_not(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise refused(path, f"cannot be written: {error.strerror}.") from error
