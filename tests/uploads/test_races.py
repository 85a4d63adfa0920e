"""Anyone who writes at the same time, a part ends as exactly the bytes that were sent."""

import hashlib
import multiprocessing
import random
import tempfile
import threading
from collections.abc import Callable
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.uploads.parts import ConflictError, NoRoomError, Part, Parts
from festival.uploads.promises import UNCLAIMED

FILM = hashlib.shake_128(b"film").digest(3_200_000)
PART = Part("film", len(FILM))


@given(
    content=st.binary(max_size=200),
    turns=st.lists(st.tuples(st.integers(0, 3), st.integers(1, 40), st.booleans()), max_size=60),
)
def test_any_interleaving_of_writers_yields_the_exact_bytes(
    content: bytes, turns: list[tuple[int, int, bool]]
) -> None:
    """Each of four writers remembers an offset; at its turn it asks anew, or writes where it believes."""
    with tempfile.TemporaryDirectory() as folder:
        parts, part = Parts(Path(folder)), Part("film", len(content))
        parts.begin(part)
        believed = [0, 0, 0, 0]
        for writer, size, asks in turns:
            at = believed[writer]
            arrived = parts.offset(part)
            if asks:
                believed[writer] = arrived
            elif at == arrived:
                believed[writer] = parts.append(part, at, [content[at : at + size]])
            else:
                with pytest.raises(ConflictError):
                    parts.append(part, at, [content[at : at + size]])
            assert parts.path(part).read_bytes() == content[: parts.offset(part)]


def stubborn_writer(root: Path, seed: int) -> None:
    """Ask for the offset and send from there in blocks of any size, until all has arrived."""
    parts, chance = Parts(root), random.Random(seed)  # noqa: S311 (no secret)
    while (at := parts.offset(PART)) < len(FILM):
        sizes = [chance.randrange(1, 100_000) for _ in range(5)]
        ends = accumulate(sizes, initial=at)
        try:
            parts.append(PART, at, (FILM[start:end] for start, end in pairwise(ends)))
        except ConflictError:
            continue


def run_all(kind: Callable[..., threading.Thread | multiprocessing.Process], root: Path) -> None:
    writers = [kind(target=stubborn_writer, args=(root, seed)) for seed in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()


@pytest.mark.parametrize("kind", [threading.Thread, multiprocessing.get_context("spawn").Process])
def test_racing_writers_yield_the_exact_bytes(
    kind: Callable[..., threading.Thread | multiprocessing.Process], tmp_path: Path
) -> None:
    parts = Parts(tmp_path)
    parts.begin(PART)

    run_all(kind, tmp_path)

    assert parts.sha256(PART) == hashlib.sha256(FILM).hexdigest()


def test_two_large_uploads_at_once_are_not_promised_the_same_space(tmp_path: Path) -> None:
    parts = Parts(tmp_path)
    most = parts.room() - UNCLAIMED // 2
    refused = []

    def begin(key: str) -> None:
        try:
            parts.begin(Part(key, most))
        except NoRoomError:
            refused.append(key)

    threads = [threading.Thread(target=begin, args=(f"film{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 7
