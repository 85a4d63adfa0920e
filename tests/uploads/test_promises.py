"""Room on the disk is promised by what arrives, not by what is announced."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from festival.kernel.clock import machine_now
from festival.uploads.parts import NoRoomError, Part, Parts
from festival.uploads.promises import CLAIMED, MIB, UNCLAIMED, promise

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("rest", "arrived", "idle", "is_claimed", "expected"),
    [
        (50_000 * MIB, 0, timedelta(0), False, UNCLAIMED),
        (50_000 * MIB, 0, timedelta(0), True, CLAIMED),
        (50_000 * MIB, 0, HOUR, True, 0),
        (50_000 * MIB, 3_000 * MIB, timedelta(minutes=59), True, 3_000 * MIB),
        (50_000 * MIB, 3_000 * MIB, timedelta(minutes=59), False, 3_000 * MIB),
        (1_000 * MIB, 3_000 * MIB, timedelta(0), True, 1_000 * MIB),
        (7, 3, timedelta(0), False, 7),
        (0, 10, timedelta(0), True, 0),
    ],
)
def test_a_promise_follows_what_came(
    rest: int, arrived: int, idle: timedelta, is_claimed: bool, expected: int
) -> None:
    assert promise(rest, arrived, idle=idle, is_claimed=is_claimed) == expected


def test_announcing_whole_disks_keeps_nobody_out(tmp_path: Path) -> None:
    parts = Parts(tmp_path)
    free = parts.room()
    for number in range(20):
        parts.begin(Part(f"greedy{number}", free - 20 * UNCLAIMED))

    parts.begin(Part("film", free // 2))

    assert parts.promised() == 21 * UNCLAIMED


def test_what_cannot_fit_is_told_at_once(tmp_path: Path) -> None:
    parts = Parts(tmp_path)

    with pytest.raises(NoRoomError):
        parts.begin(Part("film", parts.room() + MIB))


def test_a_part_that_hears_nothing_for_an_hour_gives_its_room_back(tmp_path: Path) -> None:
    parts, part = Parts(tmp_path), Part("film", 100 * MIB)
    parts.begin(part)
    assert parts.promised(claimed=["film"]) == 100 * MIB

    an_hour_ago = (machine_now() - HOUR).timestamp()
    os.utime(parts.path(part), (an_hour_ago, an_hour_ago))

    assert parts.promised(claimed=["film"]) == 0
    parts.append(part, 0, [b"x" * 10])
    assert parts.promised() == UNCLAIMED
