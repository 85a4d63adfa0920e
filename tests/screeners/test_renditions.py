"""Which sizes are made of a film."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.screeners.media.ffmpeg_command import fit, ladder, sheet
from tests.screeners.test_checks import PICTURE


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (1920, 1080, [("240p", 426, 240), ("480p", 854, 480), ("720p", 1280, 720)]),
        (1998, 1080, [("230p", 426, 230), ("462p", 854, 462), ("692p", 1280, 692)]),
        (1080, 1920, [("240p", 240, 426), ("480p", 480, 854), ("720p", 720, 1280)]),
        (1280, 720, [("240p", 426, 240), ("480p", 854, 480), ("720p", 1280, 720)]),
        (640, 360, [("240p", 426, 240), ("360p", 640, 360)]),
        (900, 500, [("236p", 426, 236), ("500p", 900, 500)]),
        (161, 121, [("120p", 160, 120)]),
        (1, 1, [("2p", 2, 2)]),
    ],
)
def test_the_ladder_never_rises_above_the_source(
    width: int, height: int, expected: list[tuple[str, int, int]]
) -> None:
    sizes = ladder(replace(PICTURE, width=width, height=height))
    assert [(one.name, one.width, one.height) for one in sizes] == expected


@given(width=st.integers(2, 8192), height=st.integers(2, 8192))
def test_every_size_is_even_and_no_larger_than_the_film(width: int, height: int) -> None:
    sizes = ladder(replace(PICTURE, width=width, height=height))
    assert 1 <= len(sizes) <= 3
    assert all(one.width % 2 == one.height % 2 == 0 for one in sizes)
    assert all(2 <= one.width <= width and 2 <= one.height <= height for one in sizes)


def test_the_scrubber_has_one_picture_a_second_or_a_hundred_in_all() -> None:
    assert [(one.every, one.count, one.rows) for one in (sheet(12.3, PICTURE), sheet(7200.0, PICTURE))] == [
        (1.0, 13, 2),
        (72.0, 100, 10),
    ]
    assert fit(PICTURE, 160, 90) == (160, 90)
