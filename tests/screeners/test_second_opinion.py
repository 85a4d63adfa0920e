"""Ours or theirs: what this machine cannot read is not called damaged; what is no viewing copy is named."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import imageio_ffmpeg
import pytest

from festival.adapters import ffmpeg
from festival.screeners.media import inspect_film, probe_operations
from festival.screeners.media.facts import Facts
from festival.screeners.media.inspect_film import Tools
from tests import media
from tests.screeners import unusual

pytestmark = pytest.mark.process
KILLS_ITSELF = b"import os\nos.kill(os.getpid(), 9)\n"


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools.here()


def renamed(film: Path, old: bytes, new: bytes) -> Path:
    """The same film under another codec's name."""
    return media.write(f"{new.decode()}-{film.name}", film.read_bytes().replace(old, new))


def surround_in_quicktime() -> Path:
    """QuickTime with eight channels in one track of PCM."""
    sound = (
        "-f",
        "lavfi",
        "-i",
        "anoisesrc=a=0.2:d=2,aformat=channel_layouts=mono,pan=7.1|"
        + "|".join(f"c{number}=c0" for number in range(8)),
    )
    picture = [part.format(seconds=2) for part in unusual.SOURCE]
    return media.make("eight.mov", *picture, *sound, *unusual.QUICK, "-c:a", "pcm_s24le")


def test_a_file_that_kills_the_probe_is_read_by_another(tools: Tools) -> None:
    assert "killed" in probe_operations.by_probe(surround_in_quicktime(), tools.mode)
    found = inspect_film.check(surround_in_quicktime(), tools)
    assert found.facts
    assert (found.outcome.reason, found.outcome.notes) == (None, ())
    assert (found.facts.seconds, [sound.channels for sound in found.facts.sounds]) == (2.0, [8])


@pytest.mark.parametrize(
    "make",
    [
        media.film,
        media.surround,
        media.rotated,
        media.odd_size,
        media.wide_pixels,
        media.with_subtitles,
        lambda: unusual.trimmed("trimmed.mp4"),
        lambda: unusual.ordinary("plain.ts", 3),
    ],
)
def test_both_probes_say_the_same(
    make: Callable[[], Path], tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = inspect_film.measure(make(), tools)
    monkeypatch.setattr(probe_operations, "PROBE", media.write("suicide.py", KILLS_ITSELF))
    second = inspect_film.measure(make(), tools)
    assert isinstance(first, Facts)
    assert isinstance(second, Facts)
    assert second.seconds == pytest.approx(first.seconds, abs=0.04)
    assert second.film.shown_size == first.film.shown_size
    assert second.film.frame_rate == first.film.frame_rate
    assert [each.channels for each in second.sounds] == [each.channels for each in first.sounds]
    assert [each.language for each in second.subtitles] == [each.language for each in first.subtitles]


def test_where_nothing_can_look_into_a_file_it_is_our_fault(
    tools: Tools, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probe_operations, "PROBE", media.write("suicide.py", KILLS_ITSELF))
    monkeypatch.setattr(ffmpeg, "ffprobe", lambda binary: None)
    with pytest.raises(probe_operations.ProbeFailedError):
        inspect_film.measure(media.write("killer.bin", b"?"), tools)


def newer_film() -> Path:
    """A film in H.266, which only a new ffmpeg can make and read."""
    path = media.folder() / "newer.mp4"
    source = ("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=1")
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(),
        "-v",
        "error",
        "-y",
        *source,
        "-c:v",
        "libvvenc",
        "-preset",
        "faster",
    ]
    if subprocess.run([*command, str(path)], check=False).returncode:
        pytest.skip("no ffmpeg here can make H.266")
    return path


def test_what_one_ffmpeg_cannot_read_is_read_by_another_or_named(tools: Tools) -> None:
    film = newer_film()
    assert inspect_film.check(film, tools).outcome.reason is None
    alone = inspect_film.check(film, Tools(tools.ffmpeg, tools.mode))
    if alone.outcome.refusal:
        assert alone.outcome.reason == "unknown_codec"
        assert alone.outcome.refusal.message.values == {"codec": "H.266"}


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (
            lambda: media.picture_of("cinema.mxf", "testsrc2=size=320x180:duration=1", "-c:v", "jpeg2000"),
            "dcp",
        ),
        (lambda: renamed(unusual.ordinary("plain.mov", 3), b"avc1", b"brst"), "camera_raw"),
        (lambda: renamed(unusual.ordinary("plain.mov", 3), b"avc1", b"zzzz"), "unknown_codec"),
        (
            lambda: media.make(
                "sound.mxf", "-f", "lavfi", "-i", "sine=d=1:r=48000", "-c:a", "pcm_s24le", "-f", "mxf_opatom"
            ),
            "no_picture",
        ),
    ],
    ids=["dcp", "raw", "unknown", "sound"],
)
def test_what_is_no_viewing_copy_is_named_at_once(
    make: Callable[[], Path], reason: str, tools: Tools
) -> None:
    assert inspect_film.check(make(), tools).outcome.reason == reason
