"""Facts of a file, and their trip through JSON."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from festival.screeners.media import probe
from festival.screeners.media.facts import Facts, Subtitles, from_probe
from festival.screeners.media.reading import Reading, Stretch
from tests.screeners.test_checks import FACTS, PICTURE, READING, SOUND


def test_facts_survive_json() -> None:
    full = replace(FACTS, subtitles=(Subtitles(2, "srt", "en"),))
    for facts in (full, replace(full, picture=None, sounds=(), header_seconds=None)):
        assert Facts.from_json(json.loads(json.dumps(facts.to_json()))) == facts


def test_a_reading_survives_json() -> None:
    reading = replace(READING, black=(Stretch(1.0, 2.5),), first_complaints=("bad",))
    assert Reading.from_json(json.loads(json.dumps(reading.to_json()))) == reading


@pytest.mark.parametrize(
    ("pixel_shape", "rotation", "expected"),
    [
        ((1, 1), 0, (1920, 1080)),
        ((4, 3), 0, (2560, 1080)),
        ((1, 1), 90, (1080, 1920)),
        ((1, 1), 180, (1920, 1080)),
        ((4, 3), 270, (1080, 2560)),
    ],
)
def test_the_size_is_what_a_viewer_sees(
    pixel_shape: tuple[int, int], rotation: int, expected: tuple[int, int]
) -> None:
    assert replace(PICTURE, pixel_shape=pixel_shape, rotation=rotation).shown_size == expected


@pytest.mark.parametrize(
    ("rate", "packets", "expected"),
    [
        ((24, 1), 2400, Fraction(24)),
        ((24000, 1001), 2398, Fraction(24000, 1001)),
        ((57600, 1), 2400, Fraction(24)),
        ((0, 1), 2500, Fraction(25)),
        ((120, 1), 12000, Fraction(60)),
        ((12, 1), 1200, Fraction(24)),
    ],
)
def test_the_screener_keeps_the_films_pace(rate: tuple[int, int], packets: int, expected: Fraction) -> None:
    assert replace(PICTURE, rate=rate, packets=packets).frame_rate == expected


def test_the_default_sound_track_plays() -> None:
    dubbed = replace(SOUND, index=2, is_default=False)
    assert [
        replace(FACTS, sounds=sounds).sound for sounds in ((dubbed, SOUND), (SOUND, dubbed), (dubbed,), ())
    ] == [SOUND, SOUND, dubbed, None]


def stream(**changes: object) -> dict[str, object]:
    """A picture stream as the probe describes it."""
    plain: dict[str, object] = {
        "index": 0,
        "type": "video",
        "codec": "h264",
        "tag": "avc1",
        "language": "und",
        "is_default": True,
        "is_attached": False,
        "frames_promised": 10,
        "packets": 10,
        "seconds": 1.0,
        "width": 320,
        "height": 180,
        "pixel_shape": [1, 1],
        "rate": [10, 1],
        "pixel_format": "yuv420p",
        "transfer": 1,
        "rotation": 0,
        "is_interlaced": False,
    }
    return plain | changes


def facts_of(*streams: dict[str, object]) -> Facts:
    return from_probe({"format": "mov", "header_seconds": None, "streams": list(streams)}, 1)


def test_a_cover_is_no_film() -> None:
    assert facts_of(stream(is_attached=True)).picture is None


def test_of_several_pictures_the_largest_that_has_frames_is_the_film() -> None:
    small, empty = stream(index=1, width=160), stream(index=2, width=640, packets=0)
    assert facts_of(small, empty, stream(index=3)).film.index == 3


@pytest.mark.parametrize("shape", [[0, 1], [1, 0], [-1, 1], [1, 1000], [1000, 1]])
def test_a_nonsensical_pixel_shape_is_taken_as_square(shape: list[int]) -> None:
    assert facts_of(stream(pixel_shape=shape)).film.shown_size == (320, 180)


def clocked(*packets: tuple[float | None, float]) -> tuple[int, float]:
    """Packets and seconds that the probe's clock counts."""
    clock = probe.Clock()
    for at, lasts in packets:
        clock.add(at, lasts)
    return clock.packets, round(clock.total, 3)


def test_length_is_added_up_from_packets() -> None:
    assert clocked((0.0, 0.5), (0.5, 0.5), (1.0, 0.5)) == (3, 1.5)


def test_a_jump_in_the_times_counts_as_one_frame() -> None:
    assert clocked((0.0, 0.5), (90_000.0, 0.5), (90_000.5, 0.5)) == (3, 1.5)
    assert clocked((10.0, 0.5), (0.0, 0.5), (0.5, 0.5)) == (3, 1.5)


def test_a_last_frame_that_claims_days_does_not_count_them() -> None:
    assert clocked((0.0, 0.5), (0.5, 86_400.0)) == (2, 1.0)


def test_packets_without_times_are_counted() -> None:
    assert clocked((None, 0.0), (None, 0.0)) == (2, 0.0)
