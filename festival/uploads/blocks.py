"""What has arrived of an upload, as hashes of its blocks: to be compared with a file before it continues."""

import functools
import hashlib
from pathlib import Path

SIZE = 4 * 1024 * 1024
MOST = 16  # blocks in one answer: a quarter of a second of work, and 64 MiB read


def hashes(path: Path, arrived: int, first: int) -> list[str]:
    """SHA-256 in hex of at most MOST blocks of SIZE bytes, from block `first` on.

    The last one may be shorter: `arrived` is how many bytes of the file count. Raises FileNotFoundError.
    """
    count = -(-arrived // SIZE)
    return [_hash(path, arrived, number) for number in range(first, min(first + MOST, count))]


def _hash(path: Path, arrived: int, number: int) -> str:
    missing = max(0, (number + 1) * SIZE - arrived)
    return _read(path, number, SIZE - missing) if missing else _hash_of_whole(path, number)


@functools.lru_cache(maxsize=65_536)  # 256 GiB of films in some 10 MB
def _hash_of_whole(path: Path, number: int) -> str:
    """A part only grows, and no two have one name, so what a whole block holds never changes."""
    return _read(path, number, SIZE)


def _read(path: Path, number: int, length: int) -> str:
    with path.open("rb") as file:
        file.seek(number * SIZE)
        return hashlib.sha256(file.read(length)).hexdigest()
