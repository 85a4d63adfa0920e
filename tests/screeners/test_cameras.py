"""Films as cameras and phones write them: half pictures, open groups, 4:2:2, upright and very large."""

from collections.abc import Callable
from pathlib import Path

import pytest

from festival.screeners.media import inspect_film, making
from festival.screeners.media.facts import Facts
from festival.screeners.media.inspect_film import Tools
from tests import media
from tests.screeners import half_pictures, unusual
from tests.screeners.test_length import playlist_seconds

pytestmark = pytest.mark.process
DEEP = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv422p10le")
OPEN = ("-c:v", "libx264", "-preset", "veryfast", "-x264-params", "open-gop=1:keyint=25:bframes=3", "-an")
HEVC = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none", "-tag:v", "hvc1")


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools.here()


def made(film: Path, tools: Tools, folder: Path) -> tuple[Facts, float, str | None]:
    """The facts, the seconds of the screener's first playlist, and why it is refused, if it is."""
    known = inspect_film.measure(film, tools)
    assert isinstance(known, Facts)
    done = making.make(film, known, tools, folder, lambda played: None)
    return (
        known,
        playlist_seconds(folder / "0" / "index.m3u8"),
        inspect_film.judge(known, done.reading).reason,
    )


def test_a_camcorders_half_pictures_are_one_film_at_its_own_pace(tools: Tools, tmp_path: Path) -> None:
    known, seconds, reason = made(half_pictures.film(), tools, tmp_path / "s")
    assert (known.film.packets, known.film.is_interlaced, float(known.film.frame_rate)) == (100, True, 25.0)
    assert (known.seconds, reason) == (2.0, None)
    assert seconds == pytest.approx(2.0, abs=0.04)


def test_half_pictures_of_which_some_are_lost_are_still_a_film(tools: Tools) -> None:
    whole = bytearray(half_pictures.film().read_bytes())
    for at in range(len(whole) // 3 // 188 * 188, len(whole) // 2, 188 * 5):
        whole[at + 4 : at + 188] = bytes(184)
    found = inspect_film.check(media.write("scratched.mts", bytes(whole)), tools)
    assert (found.outcome.reason, [note.code for note in found.outcome.notes][:1]) == (None, ["some_damage"])


def after_the_first_group(film: Path) -> Path:
    """The same recording from a little later on, as a camera's second file begins: amid an open group."""
    content = film.read_bytes()
    return media.write(f"later-{film.name}", content[len(content) // 4 // 188 * 188 :])


@pytest.mark.parametrize(
    ("make", "size", "seconds"),
    [
        (lambda: unusual.ordinary("deep.mov", 2, *DEEP, "-c:a", "pcm_s24le"), (320, 180), 2.0),
        (
            lambda: unusual.ordinary("deep.mxf", 2, "-c:v", "mpeg2video", "-pix_fmt", "yuv422p", "-an"),
            (320, 180),
            2.0,
        ),
        (lambda: unusual.ordinary("open.ts", 4, *OPEN), (320, 180), 4.0),
        (lambda: unusual.ordinary("open.mp4", 4, *OPEN), (320, 180), 4.0),
        (
            lambda: media.picture_of("upright.mov", "testsrc2=size=2160x3840:rate=30:duration=0.2", *HEVC),
            (2160, 3840),
            0.2,
        ),
        (
            lambda: media.picture_of("quick.mov", "testsrc2=size=1280x720:rate=240:duration=0.5", *HEVC),
            (1280, 720),
            0.5,
        ),
    ],
    ids=["4:2:2", "4:2:2 mxf", "open groups", "open groups mp4", "upright 4K", "240 pictures a second"],
)
def test_what_cameras_and_phones_write_is_ready(
    make: Callable[[], Path], size: tuple[int, int], seconds: float, tools: Tools, tmp_path: Path
) -> None:
    known, played, reason = made(make(), tools, tmp_path / "s")
    assert (known.film.shown_size, reason) == (size, None)
    assert known.seconds == pytest.approx(seconds, abs=0.04)
    assert played == pytest.approx(known.seconds, abs=0.04)


def test_a_recording_that_begins_amid_an_open_group_is_ready(tools: Tools) -> None:
    found = inspect_film.check(after_the_first_group(unusual.ordinary("open.ts", 4, *OPEN)), tools)
    assert found.facts
    assert found.outcome.reason is None
    assert found.facts.seconds == pytest.approx(3.0, abs=0.3)
