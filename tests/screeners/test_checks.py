"""Ready or refused, on facts alone."""

from dataclasses import replace

import pytest

from festival.screeners.media import checks, notes
from festival.screeners.media.facts import Facts, Picture
from festival.screeners.media.reading import Reading, Stretch
from festival.screeners.media.sounds import Sound

PICTURE = Picture(
    index=0,
    codec="h264",
    width=1920,
    height=1080,
    pixel_shape=(1, 1),
    rotation=0,
    rate=(24, 1),
    pixel_format="yuv420p",
    transfer=1,
    is_interlaced=False,
    is_encrypted=False,
    frames_promised=2400,
    packets=2400,
    seconds=100.0,
)
SOUND = Sound(
    index=1, codec="aac", channels=2, sample_rate=48000, language="", is_default=True, seconds=100.0
)
FACTS = Facts(
    format="mov,mp4,m4a,3gp,3g2,mj2",
    size_bytes=1_000_000,
    seconds=100.0,
    header_seconds=100.0,
    picture=PICTURE,
    sounds=(SOUND,),
    subtitles=(),
)
READING = Reading(packets=2400, frames=2400, complaints=0, first_complaints=(), black=(), silent=(), still=())


def reason(**changes: object) -> str | None:
    """Why a film that differs from an ordinary one like this is refused."""
    refusal = checks.decode(replace(FACTS, picture=replace(PICTURE, **changes)))  # type: ignore[arg-type]
    return refusal.code if refusal else None


def told(facts: Facts = FACTS, reading: Reading = READING) -> list[tuple[str, dict[str, object]]]:
    """The notes on a film that is ready."""
    return [(note.code, dict(note.values)) for note in notes.notes(facts, reading)]


def test_an_ordinary_film_is_ready_without_a_word() -> None:
    assert (checks.decode(FACTS), checks.needs_readable_pictures(PICTURE, READING), told()) == (
        None,
        None,
        [],
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"is_encrypted": True}, "encrypted"),
        ({"packets": 0}, "incomplete"),
        ({"packets": 1200}, "incomplete"),
        ({"packets": 2399}, None),
        ({"packets": 1, "frames_promised": 0}, "still"),
        ({"packets": 2, "frames_promised": 0}, None),
        ({"width": 12000, "height": 64}, "frame_too_large"),
        ({"width": 8192, "height": 8192}, "frame_too_large"),
        ({"width": 8192, "height": 4320}, None),
        ({"codec": ""}, "unknown_codec"),
        ({"tag": "brvn"}, "camera_raw"),
        ({"tag": "dvh1", "transfer": 2}, "dolby_vision"),
        ({"tag": "dvh1", "transfer": 18}, None),
        ({"tag": "hvc1", "transfer": 2}, None),
    ],
)
def test_what_is_refused_before_decoding(changes: dict[str, object], expected: str | None) -> None:
    assert reason(**changes) == expected


def test_sound_without_picture_is_no_film() -> None:
    refusal = checks.decode(replace(FACTS, picture=None))
    assert refusal
    assert refusal.code == "no_picture"


def test_a_film_longer_than_a_day_is_a_mistake() -> None:
    refusal = checks.decode(replace(FACTS, seconds=86_401.0))
    assert refusal
    assert refusal.code == "too_long"


@pytest.mark.parametrize(
    ("frames", "expected"), [(0, "undecodable"), (1199, "damaged"), (1200, None), (2400, None)]
)
def test_decoded_frames_are_held_against_packets(frames: int, expected: str | None) -> None:
    refusal = checks.needs_readable_pictures(PICTURE, replace(READING, frames=frames))
    assert (refusal.code if refusal else None) == expected


def test_hidden_pictures_and_half_pictures_are_no_damage() -> None:
    hidden = replace(PICTURE, packets=12_000, shown=2400)
    assert checks.needs_readable_pictures(hidden, replace(READING, packets=12_000)) is None
    woven = replace(PICTURE, is_interlaced=True, packets=4800, shown=4800)
    assert checks.needs_readable_pictures(woven, replace(READING, packets=4800, frames=2400)) is None


def test_the_numbers_of_a_damaged_film_are_said() -> None:
    refusal = checks.needs_readable_pictures(PICTURE, replace(READING, frames=600))
    assert refusal
    assert str(refusal).startswith("Only 600 of 2400 pictures")


def test_what_the_decoder_complained_of_is_noted() -> None:
    assert told(reading=replace(READING, complaints=14)) == [("some_damage", {"count": 14})]


def test_a_black_and_silent_film_is_noted_not_refused() -> None:
    all_of_it = (Stretch(0.0, 50.0), Stretch(50.0, 99.0))
    reading = replace(READING, black=all_of_it, silent=all_of_it)
    assert (checks.needs_readable_pictures(PICTURE, reading), told(reading=reading)) == (
        None,
        [("all_black", {}), ("all_silent", {})],
    )


def test_a_picture_that_never_moves_is_noted_unless_it_is_black() -> None:
    all_of_it = (Stretch(0.0, 99.0),)
    assert told(reading=replace(READING, still=all_of_it)) == [("all_still", {})]
    assert told(reading=replace(READING, still=all_of_it, black=all_of_it)) == [("all_black", {})]
    assert told(reading=replace(READING, still=(Stretch(0.0, 60.0),))) == []


@pytest.mark.parametrize("every", [3, 7, 20, 50])
def test_a_film_of_slides_is_no_still_picture(every: int) -> None:
    slides = tuple(Stretch(start, start + every - 0.04) for start in range(0, 100, every))
    assert told(reading=replace(READING, still=slides)) == []


def test_only_long_black_stretches_are_worth_a_note() -> None:
    reading = replace(READING, black=(Stretch(0.0, 4.9), Stretch(30.0, 42.0)))
    assert [code for code, _ in told(reading=reading)] == ["black"]


def test_a_header_that_lies_is_noted_with_both_lengths() -> None:
    [note] = notes.notes(replace(FACTS, header_seconds=143_165.0), READING)
    assert note.code == "header_differs"
    assert {name: getattr(value, "count", None) for name, value in note.values.items()} == {
        "claimed": 143_165,
        "length": 100,
    }


def test_sound_that_ends_early_and_no_sound_are_noted() -> None:
    short = replace(FACTS, sounds=(replace(SOUND, seconds=60.0),))
    assert [code for code, _ in told(short)] == ["sound_length"]
    assert [code for code, _ in told(replace(FACTS, sounds=()))] == ["no_sound"]
