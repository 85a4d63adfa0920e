"""A slow line is read in small bites, so that little is lost when it breaks."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.uploads import pacing


@pytest.mark.parametrize(
    ("size", "seconds", "expected"),
    [
        (pacing.FIRST, 0.1, 2 * pacing.FIRST),
        (pacing.FIRST, 0.5, pacing.FIRST),
        (pacing.FIRST, 1.5, pacing.FIRST // 2),
        (pacing.LARGEST, 0.0, pacing.LARGEST),
        (pacing.SMALLEST, 9.0, pacing.SMALLEST),
    ],
)
def test_the_next_bite_follows_the_line(size: int, seconds: float, expected: int) -> None:
    assert pacing.next_size(size, seconds) == expected


@given(st.binary(max_size=500_000))
def test_the_blocks_are_the_stream(content: bytes) -> None:
    assert b"".join(pacing.blocks(io.BytesIO(content).read)) == content


def test_a_fast_line_is_soon_read_a_mebibyte_at_a_time() -> None:
    sizes = [len(block) for block in pacing.blocks(io.BytesIO(bytes(6 * 2**20)).read, clock=lambda: 0.0)]

    assert sizes[:8] == [2**14, 2**15, 2**16, 2**17, 2**18, 2**19, 2**20, 2**20]


def test_a_line_of_20_kilobytes_a_second_loses_at_most_a_second_of_work() -> None:
    asked: list[int] = []

    def read(size: int) -> bytes:
        asked.append(size)
        return bytes(size) if len(asked) < 10 else b""

    list(pacing.blocks(read, clock=lambda: sum(asked) / 20_000))

    assert asked[-1] <= 20_000
