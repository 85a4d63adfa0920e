"""The bytes of an upload on their way in: a file that only grows at its end; its length is the progress."""

import errno
import fcntl
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from festival.kernel.clock import machine_now
from festival.uploads import pacing
from festival.uploads.checksums import Checksum, hasher
from festival.uploads.promises import promise

_NAME = re.compile(r"(?P<key>[A-Za-z0-9]+)\.(?P<length>[0-9]+)\.part", re.ASCII)
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_sync = getattr(os, "fdatasync", os.fsync)  # macOS has only fsync


FRESH_SECONDS = 60  # without a byte, before the sending counts as stopped: then a line is dead


class PartError(Exception):
    """What went wrong with a part; the part itself is unharmed."""


class MissingError(PartError):
    """There is no such part: never begun, or discarded."""


class ConflictError(PartError):
    """The part is not as long as the writer believes: go on from `offset`."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"{offset} bytes have arrived")
        self.offset = offset


class TooLongError(PartError):
    """More bytes came than were announced."""


class NoRoomError(PartError):
    """The disk cannot hold it."""


class MismatchError(PartError):
    """The bytes are not those that the checksum was made of."""


@dataclass(frozen=True)
class Part:
    """One file on its way in: a key of letters and digits, and the length in bytes it will have."""

    key: str
    length: int

    def __post_init__(self) -> None:
        if not (self.key.isascii() and self.key.isalnum()) or self.length < 0:
            raise ValueError(f"not a part: {self.key!r}, {self.length} bytes")


@dataclass(frozen=True, slots=True)
class Arrival:
    """How many bytes of a file are here, and whether some came within the last minute."""

    count: int
    is_fresh: bool


class Parts:
    """The folder of parts; any number of processes and threads may write to it at once.

    The announced length stands in the file's name. `spare` bytes of the disk are never promised.
    """

    def __init__(self, root: Path, *, spare: int = 0) -> None:
        self.root = root
        self.spare = spare
        root.mkdir(parents=True, exist_ok=True)

    def path(self, part: Part) -> Path:
        return self.root / f"{part.key}.{part.length}.part"

    def begin(self, part: Part, *, needed: int | None = None, claimed: Collection[str] = ()) -> None:
        """Make an empty part; raises NoRoomError when the disk lacks the bytes `needed`, usually all of it.

        `claimed` are the keys of the parts that belong to an entry.
        """
        with self._one_at_a_time():
            if (part.length if needed is None else needed) > self.room(claimed):
                raise NoRoomError(part.key)
            with _telling_no_room():
                os.close(os.open(self.path(part), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        self._sync_folder()

    def resize(self, part: Part, length: int) -> Part:
        """The same part with its true length, which was not known at first; raises TooLongError."""
        known = Part(part.key, length)
        with self._open(part) as descriptor, _locked(descriptor):
            if os.fstat(descriptor).st_size > length:
                raise TooLongError(part.key)
            self.path(part).rename(self.path(known))
        self._sync_folder()
        return known

    def room(self, claimed: Collection[str] = ()) -> int:
        """Bytes of the disk that are neither used nor promised to a part."""
        return shutil.disk_usage(self.root).free - self.promised(claimed) - self.spare

    def promised(self, claimed: Collection[str] = ()) -> int:
        """Bytes kept free for all parts that are on their way in."""
        now = machine_now()
        return sum(
            promise(part.length - size, size, idle=now - grown_at, is_claimed=part.key in claimed)
            for part, size, grown_at in self.listed()
        )

    def listed(self) -> Iterator[tuple[Part, int, datetime]]:
        """Every part with its size so far and the instant it last grew."""
        for entry in os.scandir(self.root):
            name = _NAME.fullmatch(entry.name)
            if name is None:
                continue
            try:
                status = entry.stat()
            except FileNotFoundError:  # discarded while we were reading the folder
                continue
            grown_at = datetime.fromtimestamp(status.st_mtime, UTC)
            yield Part(name["key"], int(name["length"])), status.st_size, grown_at

    def exists(self, part: Part) -> bool:
        return self.path(part).exists()

    def offset(self, part: Part) -> int:
        """How many bytes have arrived; raises MissingError."""
        try:
            return self.path(part).stat().st_size
        except FileNotFoundError as error:
            raise MissingError(part.key) from error

    def arrival(self, part: Part, now: datetime) -> Arrival | None:
        """How far a part has come at `now`, by the machine's clock; None where there is no such part."""
        try:
            status = self.path(part).stat()
        except FileNotFoundError:
            return None
        is_fresh = status.st_size > 0 and now.timestamp() - status.st_mtime < FRESH_SECONDS
        return Arrival(status.st_size, is_fresh)

    def append(self, part: Part, at: int, blocks: Iterable[bytes]) -> int:
        """Append the blocks from offset `at` and return the new offset, with the bytes on the disk.

        When the stream of blocks breaks, what came before is kept. No lock is held while waiting for a
        block, so a resumed upload always gets past its own dead connection, which then meets a ConflictError.
        """
        with self._open(part) as descriptor:
            _expect(descriptor, at)
            try:
                for block in blocks:
                    at = self._grow(descriptor, part, at, block)
            finally:
                with _telling_no_room():
                    _sync(descriptor)
        return at

    def append_verified(self, part: Part, at: int, blocks: Iterable[bytes], checksum: Checksum) -> int:
        """Like append, but adds nothing unless the whole stream has this checksum; raises MismatchError."""
        with self._open(part) as descriptor:
            _expect(descriptor, at)
        with tempfile.TemporaryFile(dir=self.root) as spool:
            if _spooled(spool, blocks, checksum.algorithm, part.length - at) != checksum.digest:
                raise MismatchError(part.key)
            return self.append(part, at, _read_back(spool))

    def concatenate(self, part: Part, sources: Sequence[Part]) -> None:
        """Make a whole of finished parts, in this order, or go on with it; raises NoRoomError.

        ConflictError or FileExistsError say that somebody else is about the same.
        """
        if not self.exists(part):
            self.begin(part)
        at, begins = self.offset(part), 0
        for source in sources:
            if at < begins + source.length:
                with self._open(source) as descriptor, open(descriptor, "rb", closefd=False) as file:
                    file.seek(at - begins)
                    at = self.append(part, at, _read_back(file))
            begins += source.length

    def sha256(self, part: Part) -> str:
        with self.path(part).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def discard(self, part: Part) -> None:
        """Remove the part; anyone who still writes to it meets MissingError at the next block."""
        try:
            with self._open(part) as descriptor, _locked(descriptor):
                self.path(part).unlink(missing_ok=True)
        except MissingError:
            return
        self._sync_folder()

    def _grow(self, descriptor: int, part: Part, at: int, block: bytes) -> int:
        if at + len(block) > part.length:
            raise TooLongError(part.key)
        with _locked(descriptor):
            _expect(descriptor, at)
            if not self.exists(part):  # its length was told meanwhile: the writer must ask again
                raise ConflictError(at)
            rest = memoryview(block)
            with _telling_no_room():
                while rest:
                    written = os.pwrite(descriptor, rest, at)
                    at, rest = at + written, rest[written:]
        return at

    @contextmanager
    def _open(self, part: Part) -> Iterator[int]:
        try:
            descriptor = os.open(self.path(part), os.O_RDWR)
        except FileNotFoundError as error:
            raise MissingError(part.key) from error
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        """Two uploads must not reserve the same space."""
        with (self.root / "promises.lock").open("a") as file, _locked(file.fileno()):
            yield

    def _sync_folder(self) -> None:
        """A file's name survives a power cut only once its folder is on the disk."""
        descriptor = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _locked(descriptor: int) -> Iterator[None]:
    # flock belongs to the open file, not to the process, so it also parts two threads.
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


@contextmanager
def _telling_no_room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise NoRoomError(error.strerror) from error
        raise


def _expect(descriptor: int, at: int) -> None:
    status = os.fstat(descriptor)
    if status.st_nlink == 0:
        raise MissingError("discarded")
    if status.st_size != at:
        raise ConflictError(status.st_size)


def _spooled(spool: IO[bytes], blocks: Iterable[bytes], algorithm: str, limit: int) -> bytes:
    """Write the blocks to the spool and return their digest; raises TooLongError past the limit."""
    digest = hasher(algorithm)
    with _telling_no_room():
        for block in blocks:
            limit -= len(block)
            if limit < 0:
                raise TooLongError("more than is missing")
            digest.update(block)
            spool.write(block)
        spool.seek(0)
    return digest.digest()


def _read_back(file: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: file.read(pacing.LARGEST), b"")
