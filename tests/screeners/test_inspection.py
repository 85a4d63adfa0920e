"""Real files: each ends ready or refused, with a true reason."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from festival.adapters import sandbox
from festival.adapters.sandbox import Limits, Mode
from festival.screeners.media import inspect_film, probe_operations
from festival.screeners.media.inspect_film import Tools
from tests import media
from tests.screeners import unusual

pytestmark = pytest.mark.process

POSING: dict[Callable[[], Path], str] = {
    media.still: "still",
    media.jpeg: "picture",
    media.large_picture: "frame_too_large",
    media.page: "page",
    media.archive: "archive",
    media.sound_alone: "no_picture",
    media.cut_short: "incomplete",
    media.garbled: "undecodable",
}
CORPUS: dict[str, str | None] = {
    "damaged/black_silent.mp4": None,
    "damaged/empty.mp4": "empty",
    "damaged/encrypted_widevine.mp4": "encrypted",
    "damaged/header_only.mp4": "incomplete",
    "damaged/lying_duration.mp4": None,
    "damaged/malformed_free_box.mp4": "incomplete",
    "damaged/missing_keyframe_labels.ts": None,
    "damaged/no_timescale.mp4": None,
    "damaged/tiny_262_bytes.mp4": "no_picture",
    "damaged/truncated_half.mp4": "incomplete",
    "damaged/vp9_invalid_bitstream.webm": "undecodable",
    "posing/audio_only.mp4": "no_picture",
    "posing/hls_lfi_as.mp4": "playlist",
    "posing/html_as.mp4": "page",
    "posing/jpeg_as.mp4": "picture",
    "posing/zip_as.mkv": "archive",
}
FILES = [path for folder in ("damaged", "posing", "video") for path in media.corpus(folder)]


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools.here()


def reason(film: Path, tools: Tools) -> str | None:
    return inspect_film.check(film, tools).outcome.reason


@pytest.mark.parametrize("film", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_file_of_the_corpus_ends_with_its_reason(film: Path, tools: Tools) -> None:
    assert reason(film, tools) == CORPUS.get(f"{film.parent.name}/{film.name}")


@pytest.mark.parametrize("make", POSING, ids=lambda make: make.__name__)
def test_what_only_poses_as_a_film_is_refused(make: Callable[[], Path], tools: Tools) -> None:
    assert reason(make(), tools) == POSING[make]


@pytest.mark.parametrize("mode", [Mode.LIMITS, sandbox.best()])
@pytest.mark.parametrize("make", [media.playlist, media.concat_script])
def test_a_playlist_reads_nobodys_film(make: Callable[[Path], Path], mode: Mode, tools: Tools) -> None:
    theirs = media.film("theirs.mp4")
    before = os.stat(theirs).st_atime_ns
    found = inspect_film.check(make(theirs), Tools(tools.ffmpeg, mode))
    assert (found.facts, found.outcome.reason) == (None, "playlist")
    assert os.stat(theirs).st_atime_ns == before


@pytest.mark.parametrize(
    ("make", "size", "channels"),
    [
        (media.film, (320, 180), [1]),
        (media.surround, (320, 180), [6]),
        (media.rotated, (180, 320), [1]),
        (media.odd_size, (161, 121), []),
        (media.wide_pixels, (640, 360), []),
        (media.interlaced, (720, 576), []),
        (media.high_dynamic_range, (320, 180), []),
    ],
)
def test_unusual_films_are_ready(
    make: Callable[[], Path], size: tuple[int, int], channels: list[int], tools: Tools
) -> None:
    found = inspect_film.check(make(), tools)
    assert found.facts
    assert (found.outcome.reason, found.facts.film.shown_size) == (None, size)
    assert [sound.channels for sound in found.facts.sounds] == channels


def test_the_length_is_measured_not_believed(tools: Tools) -> None:
    found = inspect_film.check(media.lying_about_its_length(), tools)
    assert found.facts
    assert found.facts.seconds == pytest.approx(2, abs=0.05)


def test_black_and_silence_are_noted(tools: Tools) -> None:
    found = inspect_film.check(media.black_and_silent(), tools)
    assert [note.code for note in found.outcome.notes] == ["all_black", "all_silent"]


def test_a_photograph_that_lasts_is_noted(tools: Tools) -> None:
    found = inspect_film.check(media.photograph_that_lasts(), tools)
    assert [note.code for note in found.outcome.notes] == ["no_sound", "all_still"]


SMALL = "size=160x90:rate=25"
GRAIN = "noise=alls=12:allf=0"  # a photograph's, which stays where it is
STILLS = {
    "a drawing": f"smptebars={SMALL}:duration=40",
    "a photograph": f"testsrc2={SMALL}:duration=1,loop=-1:1:0,setpts=N/25/TB,{GRAIN},trim=duration=40",
    "a photograph that fades in": f"smptebars={SMALL}:duration=40,{GRAIN},fade=in:duration=1.5",
}
MOVING = {
    **{
        f"slides of {each} s": f"testsrc2=size=160x90:rate=1/{each}:duration=60,fps=25" for each in (3, 7, 20)
    },
    "a slow fade": f"smptebars={SMALL}:duration=30,fade=in:duration=15",
    "slides that fade into one another": (
        "testsrc2=size=160x90:rate=1/7:duration=42,framerate=fps=25:interp_start=0:interp_end=255:scene=100"
    ),
    "one slide and then another": "testsrc2=size=160x90:rate=1/40:duration=80,fps=25,trim=duration=60",
    "colours that turn": f"smptebars={SMALL}:duration=30,hue=H=2*PI*t/30",
    "lines of text that change": (  # smaller ones cannot be told from what an encoder does to a still
        f"color=silver:{SMALL}:duration=40[ground];life=size=40x12:rate=1/5:random_seed=7,trim=duration=40[words];"
        "[ground][words]overlay=x=40:y=80"
    ),
    "a small figure on a white ground": (
        f"color=white:{SMALL}:duration=20[ground];color=black:size=10x12:rate=25:duration=20[figure];"
        "[ground][figure]overlay=x=4*t:y=40"
    ),
}


@pytest.mark.parametrize("kind", [*STILLS, *MOVING])
def test_only_a_picture_that_stays_the_same_to_the_end_is_noted(kind: str, tools: Tools) -> None:
    source = STILLS.get(kind) or MOVING[kind]
    name = f"{kind.replace(' ', '-')}.mkv"
    film = media.make(name, "-filter_complex", f"{source}[v]", "-map", "[v]", *unusual.QUICK)
    found = inspect_film.check(film, tools)
    assert [note.code for note in found.outcome.notes] == ["no_sound", *["all_still"] * (kind in STILLS)]


def test_subtitles_within_are_found(tools: Tools) -> None:
    found = inspect_film.check(media.with_subtitles(), tools)
    assert found.facts
    assert [(track.codec, track.language) for track in found.facts.subtitles] == [("srt", "eng")]


def test_a_file_that_kills_the_probe_is_refused(tools: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        probe_operations, "PROBE", media.write("suicide.py", b"import os\nos.kill(os.getpid(), 9)\n")
    )
    monkeypatch.setattr(probe_operations, "PROBE_LIMITS", Limits(cpu_seconds=5))
    assert reason(media.write("killer.bin", b"?"), tools) == "unreadable"


def test_a_broken_probe_is_our_fault(tools: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe_operations, "PROBE", media.write("broken.py", b"raise SystemExit('no PyAV')\n"))
    with pytest.raises(probe_operations.ProbeFailedError, match="no PyAV"):
        reason(media.film(), tools)
