"""Facts of a file, and their trip through JSON."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from festival.screeners.media import probe, probe_answers
from festival.screeners.media.facts import Facts, Subtitles
from festival.screeners.media.reading import Reading, Stretch
from festival.screeners.media.sounds import Sound
from tests.screeners.test_checks import FACTS, PICTURE, READING, SOUND


def test_facts_survive_json() -> None:
    full = replace(FACTS, subtitles=(Subtitles(2, "srt", "en"),))
    for facts in (full, replace(full, picture=None, sounds=(), header_seconds=None)):
        assert Facts.from_json(json.loads(json.dumps(facts.to_json()))) == facts


def test_facts_that_were_kept_before_more_was_known_can_be_read() -> None:
    row = FACTS.to_json()
    for name in ("shown", "starts", "missing_seconds", "tag", "matrix", "primaries", "range"):
        del row["picture"][name]
    for name in ("starts", "title", "marks", "layout"):
        del row["sounds"][0][name]
    del row["sound_choice"]
    facts = Facts.from_json(row)
    assert (facts.film.pictures, facts.film.missing_seconds, heard(*facts.sounds)) == (2400, 0.0, [1])


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


def heard(*sounds: Sound) -> list[int]:
    """The streams that are heard of a film with these sounds."""
    sound = replace(FACTS, sounds=sounds).sound
    return [track.index for track in sound.tracks] if sound else []


def test_the_default_sound_track_plays() -> None:
    dubbed = replace(SOUND, index=2, is_default=False)
    assert [heard(dubbed, SOUND), heard(SOUND, dubbed), heard(dubbed), heard()] == [[1], [1], [2], []]


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
        "matrix": 1,
        "primaries": 1,
        "range": 1,
        "rotation": 0,
        "is_interlaced": False,
        "shown": 10,
        "starts": 0.0,
        "missing_seconds": 0.0,
        "said_seconds": None,
        "is_indexed": True,
    }
    return plain | changes


def facts_of(*streams: dict[str, object]) -> Facts:
    return probe_answers.facts({"format": "mov", "header_seconds": None, "streams": list(streams)}, 1)


def test_a_cover_is_no_film() -> None:
    assert facts_of(stream(is_attached=True)).picture is None


@pytest.mark.parametrize(
    "other",
    [
        {"width": 160},
        {"width": 3840, "packets": 0},
        {"width": 3840, "packets": 1, "seconds": 1.0},
        {"width": 3840, "packets": 2, "seconds": 3600.0},
        {"width": 3840, "packets": 7, "seconds": 0.3},
        {"width": 3840, "packets": 12, "seconds": 0.2},
        {"width": 3840, "packets": 3, "seconds": 1.0},
    ],
)
def test_of_several_pictures_what_lasts_and_moves_is_the_film(other: dict[str, object]) -> None:
    assert facts_of(stream(index=1, **other), stream(index=3)).film.index == 3
    assert facts_of(stream(index=3), stream(index=4, **other)).film.index == 3


def test_of_two_films_alike_the_larger_is_the_film() -> None:
    assert facts_of(stream(index=1), stream(index=3, width=1920, packets=11)).film.index == 3
    assert facts_of(stream(index=1, width=1920), stream(index=3, packets=11)).film.index == 1


@pytest.mark.parametrize("shape", [[0, 1], [1, 0], [-1, 1], [1, 1000], [1000, 1]])
def test_a_nonsensical_pixel_shape_is_taken_as_square(shape: list[int]) -> None:
    assert facts_of(stream(pixel_shape=shape)).film.shown_size == (320, 180)


def clocked(*packets: tuple[float | None, float], jump: float = float("inf")) -> tuple[int, float]:
    """Packets and seconds that the probe's clock counts, where a step longer than `jump` does not play."""
    clock = probe.Clock(jump)
    for at, lasts in packets:
        clock.add(at, at, lasts)
    return clock.packets, round(clock.total, 3)


def test_length_is_from_the_first_picture_to_the_end_of_the_last() -> None:
    assert clocked((0.0, 0.5), (0.5, 0.5), (1.0, 0.5)) == (3, 1.5)
    assert clocked((0.0, 0.0), (0.5, 0.0), (1.0, 0.0)) == (3, 1.5)
    assert clocked((0.0, 0.5), (120.0, 0.5)) == (2, 120.5)


def test_pictures_are_timed_as_they_are_shown_not_as_they_are_read() -> None:
    clock = probe.Clock()
    for shown_at, read_at in ((1.0, 0.0), (4.0, 1.0), (2.0, 2.0), (3.0, 3.0)):
        clock.add(shown_at, read_at, 1.0)
    assert (clock.starts, clock.total) == (1.0, 4.0)


def test_packets_that_do_not_say_when_they_are_read_are_no_jump() -> None:
    clock = probe.Clock()
    for shown_at, read_at in ((0.0, None), (0.16, None), (0.08, 0.0), (0.04, 0.04), (0.12, 0.08)):
        clock.add(shown_at, read_at, 0.04)
    assert (clock.starts, round(clock.total, 3)) == (0.0, 0.2)


def test_hidden_pictures_are_counted_and_do_not_play() -> None:
    clock = probe.Clock()
    for at in range(10):
        clock.add(float(at), float(at), 1.0, is_shown=at >= 7)
    assert (clock.packets, clock.shown, clock.starts, clock.total) == (10, 3, 7.0, 3.0)


def test_in_a_broadcast_a_jump_in_the_times_counts_as_one_frame() -> None:
    assert clocked((0.0, 0.5), (90_000.0, 0.5), (90_000.5, 0.5), jump=10) == (3, 1.5)
    assert clocked((10.0, 0.5), (0.0, 0.5), (0.5, 0.5), jump=10) == (3, 1.5)


def test_a_last_frame_that_claims_days_does_not_count_them() -> None:
    assert clocked((0.0, 0.5), (0.5, 86_400.0)) == (2, 1.0)


def test_packets_without_times_are_counted() -> None:
    assert clocked((None, 0.0), (None, 0.0)) == (2, 0.0)


def test_sound_before_the_picture_belongs_to_the_film() -> None:
    late = replace(PICTURE, starts=2.0)
    sounds = (replace(SOUND, index=1), replace(SOUND, index=2, starts=2.0, is_default=False))
    facts = replace(FACTS, picture=late, sounds=sounds).choosing(None)
    assert (facts.lead, facts.seconds, facts.choosing(2).seconds) == (2.0, 102.0, 100.0)


def test_half_pictures_with_packets_of_their_own_are_no_faster_film() -> None:
    woven = replace(PICTURE, is_interlaced=True, rate=(25, 1), packets=5000, shown=5000)
    assert woven.frame_rate == Fraction(25)
