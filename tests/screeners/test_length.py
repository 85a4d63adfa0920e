"""A film is as long as it plays: as measured, as decoded, and as each of the screener's playlists says."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from festival.screeners.media import ffmpeg_command, inspect_film, making
from festival.screeners.media.facts import Facts
from festival.screeners.media.inspect_film import Tools
from tests import media
from tests.screeners import unusual

pytestmark = pytest.mark.process
VP9 = ("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus")
FILMS: dict[str, tuple[Callable[[], Path], float]] = {
    "mp4": (lambda: unusual.ordinary("plain.mp4", 3), 3.0),
    "mov": (lambda: unusual.ordinary("plain.mov", 3, *unusual.QUICK, "-c:a", "pcm_s16le"), 3.0),
    "mkv": (lambda: unusual.ordinary("plain.mkv", 3), 3.0),
    "webm": (lambda: unusual.ordinary("plain.webm", 3, *VP9), 3.0),
    "ts": (lambda: unusual.ordinary("plain.ts", 3), 3.0),
    "avi": (lambda: unusual.ordinary("plain.avi", 3, "-c:v", "mpeg4", "-bf", "2"), 3.0),
    "mpg": (lambda: unusual.ordinary("plain.mpg", 3, "-c:v", "mpeg2video"), 3.0),
    "mxf": (
        lambda: unusual.ordinary("plain.mxf", 3, "-c:v", "mpeg2video", "-c:a", "pcm_s16le", "-ar", "48000"),
        3.0,
    ),
    "trimmed mp4": (lambda: unusual.trimmed("trimmed.mp4"), 6.0),
    "trimmed mov": (lambda: unusual.trimmed("trimmed.mov"), 6.0),
    "trimmed within a picture": (lambda: unusual.trimmed("odd.mp4", start=14.03), 5.96),
    "shortened mov": (unusual.shortened, 5.0),
    "fragmented": (unusual.fragmented, 20.0),
    "uneven": (unusual.uneven, 16.9),
    "uneven mp4": (lambda: unusual.uneven("uneven.mp4"), 16.9),
    "sound first": (unusual.late_picture, 8.0),
    "reordered mkv": (lambda: unusual.ordinary("b.mkv", 7, *unusual.QUICK, "-bf", "3"), 7.0),
    "reordered fragments": (unusual.reordered_fragments, 7.08),
    "wmv": (lambda: unusual.ordinary("plain.wmv", 3, "-c:v", "wmv2", "-c:a", "wmav2"), 3.04),
    "flv": (lambda: unusual.ordinary("plain.flv", 3, "-c:v", "flv1"), 3.0),
    "longer sound": (lambda: unusual.with_sounds("longer.mp4", (0, 11)), 6.0),
    "longer sound ts": (lambda: unusual.with_sounds("longer.ts", (0, 11)), 6.0),
    "longer sound mkv": (lambda: unusual.with_sounds("longer.mkv", (0, 11)), 6.0),
    "shorter sound": (lambda: unusual.with_sounds("shorter.mp4", (0, 2)), 6.0),
    "late sound": (lambda: unusual.with_sounds("late-sound.mp4", (2, 4)), 6.0),
    "late sound mkv": (lambda: unusual.with_sounds("late-sound.mkv", (2, 3)), 6.0),
    "late sound ts": (lambda: unusual.with_sounds("late-sound.ts", (2, 9)), 6.0),
    "sound after the film": (lambda: unusual.with_sounds("after.mkv", (7, 3)), 6.0),
    "sound first mp4": (lambda: unusual.with_sounds("sound-first.mp4", (0, 11), late=2), 8.0),
    "several sounds": (lambda: unusual.with_sounds("several.mkv", (0, 3), (0, 9)), 6.0),
    "one sound in two late tracks": (lambda: unusual.with_sounds("two-tracks.mov", (2, 8), (2, 8)), 6.0),
    "another sound first": (lambda: unusual.with_sounds("another-first.mkv", (2, 8), (0, 9), late=2), 6.0),
    "trimmed with longer sound": (lambda: unusual.trimmed_with_sounds("cut-longer.mp4", (0, 11)), 4.0),
    "trimmed with late sounds": (
        lambda: unusual.trimmed_with_sounds("cut-late.mov", (3, 2), (3, 8)),
        4.0,
    ),
}


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools.here()


def playlist_seconds(playlist: Path) -> float:
    """How long a playlist's pieces last together."""
    return sum(float(each) for each in re.findall(r"#EXTINF:([\d.]+)", playlist.read_text()))


@pytest.mark.parametrize("kind", FILMS)
def test_all_lengths_agree_within_a_frame(kind: str, tools: Tools, tmp_path: Path) -> None:
    make, seconds = FILMS[kind]
    known = inspect_film.measure(make(), tools)
    assert isinstance(known, Facts)
    frame = 1 / 25 + 0.001
    assert known.seconds == pytest.approx(seconds, abs=frame)
    made = making.make(make(), known, tools, tmp_path / "screener", lambda played: None)
    assert inspect_film.judge(known, made.reading).reason is None
    for playlist in (tmp_path / "screener").glob("[0-9]/index.m3u8"):
        assert playlist_seconds(playlist) == pytest.approx(known.seconds, abs=frame)
    count = len(made.sizes) + bool(known.sound)
    assert len(list((tmp_path / "screener").glob("[0-9]/index.m3u8"))) == count


@pytest.mark.parametrize(
    ("kind", "silent", "said"),
    [
        ("longer sound", [], ["sound_goes_on"]),
        ("shorter sound", [(2, 6)], ["sound_length"]),
        ("late sound", [(0, 2)], []),
        ("late sound mkv", [(0, 2), (5, 6)], ["sound_length"]),
        ("sound after the film", [(0, 6)], ["sound_goes_on", "all_silent"]),
        ("sound first mp4", [], ["sound_goes_on"]),
        ("another sound first", [], ["sound_goes_on"]),
        ("one sound in two late tracks", [(0, 2)], ["sound_goes_on"]),
        ("trimmed with late sounds", [(0, 1), (3, 4)], []),
    ],
)
def test_sound_is_heard_where_it_is_in_the_film_and_what_goes_on_beyond_is_said(
    kind: str, silent: list[tuple[float, float]], said: list[str], tools: Tools
) -> None:
    known = inspect_film.measure(FILMS[kind][0](), tools)
    assert isinstance(known, Facts)
    reading = inspect_film.decode(FILMS[kind][0](), known, tools, ffmpeg_command.listening(known))
    ends = [each for stretch in reading.silent for each in (stretch.start, stretch.end)]
    assert ends == pytest.approx([each for stretch in silent for each in stretch], abs=0.1)
    assert [note.code for note in inspect_film.judge(known, reading).notes] == said


@pytest.mark.parametrize(
    ("make", "share", "missing"),
    [
        (unusual.table_in_front, 0.96, 1),
        (lambda: unusual.ordinary("to-cut.mkv", 20), 0.6, 8),
        (lambda: unusual.ordinary("to-cut.avi", 60, "-c:v", "mpeg4", "-g", "1"), 0.97, 2),
        (
            lambda: unusual.ordinary(
                "to-cut.mxf", 20, "-c:v", "mpeg2video", "-c:a", "pcm_s16le", "-ar", "48000"
            ),
            0.9,
            2,
        ),
    ],
    ids=["mp4", "mkv", "avi", "mxf"],
)
def test_a_missing_end_is_said_in_seconds(
    make: Callable[[], Path], share: float, missing: int, tools: Tools
) -> None:
    whole = inspect_film.check(make(), tools)
    assert [note.code for note in whole.outcome.notes] == []
    found = inspect_film.check(unusual.cut(make(), share), tools)
    assert found.facts
    [note] = [note for note in found.outcome.notes if note.code == "missing_end"]
    told = note.values["missing"]
    assert getattr(told, "count", 0) == pytest.approx(missing, abs=2)
    assert found.facts.seconds + found.facts.film.missing_seconds == pytest.approx(
        whole.facts.seconds if whole.facts else 0, abs=0.5
    )


def test_a_film_of_which_much_is_missing_is_refused_with_the_seconds(tools: Tools) -> None:
    found = inspect_film.check(unusual.cut(unusual.table_in_front(), 0.6), tools)
    assert found.outcome.refusal
    assert found.outcome.reason == "incomplete"
    assert getattr(found.outcome.refusal.message.values["promised"], "count", 0) == 20


@pytest.mark.parametrize("name", ["cover.mkv", "cover.mp4", "cover.mov"])
def test_a_cover_that_nobody_marked_is_not_the_film(name: str, tools: Tools) -> None:
    found = inspect_film.check(unusual.unmarked_cover(name), tools)
    assert found.facts
    assert (found.outcome.reason, found.facts.film.shown_size) == (None, (320, 180))


def test_a_false_header_is_no_missing_end(tools: Tools) -> None:
    found = inspect_film.check(media.lying_about_its_length(), tools)
    assert [note.code for note in found.outcome.notes] == []
