"""A screener is made: every size plays, and nothing in it tells whose film it is."""

from collections.abc import Callable
from pathlib import Path

import av
import pytest
from PIL import Image

from festival.screeners.media import inspect_film, making
from festival.screeners.media.facts import Facts
from festival.screeners.media.inspect_film import Tools
from festival.screeners.media.made import Made
from tests import media

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools.here()


def make(film: Path, tools: Tools, folder: Path, played: list[float] | None = None) -> Made:
    told = (played if played is not None else []).append
    return making.make(film, measured(film, tools), tools, folder, told)


def measured(film: Path, tools: Tools) -> Facts:
    known = inspect_film.measure(film, tools)
    assert isinstance(known, Facts)
    return known


def size(picture: Path) -> tuple[int, int]:
    with Image.open(picture) as opened:
        return opened.size


def playing(folder: Path) -> tuple[list[tuple[int, int]], list[int], float]:
    """What a player finds behind the one playlist: sizes, sound channels, seconds."""
    with av.open(str(folder / "master.m3u8"), options={"allowed_extensions": "ALL"}) as opened:
        sizes = sorted({(one.codec_context.width, one.codec_context.height) for one in opened.streams.video})
        channels = [one.codec_context.channels for one in opened.streams.audio[:1]]
        return sizes, channels, (opened.duration or 0) / av.time_base


@pytest.mark.parametrize(
    ("film", "sizes", "channels", "seconds"),
    [
        (lambda: media.film("larger.mp4", seconds=5, size="640x360"), [(426, 240), (640, 360)], [2], 5),
        (media.surround, [(320, 180)], [2], 1),
        (media.rotated, [(180, 320)], [2], 2),
        (media.odd_size, [(160, 120)], [], 1),
        (media.wide_pixels, [(426, 240), (640, 360)], [], 1),
        (media.interlaced, [(300, 240), (720, 576)], [], 1),
        (media.high_dynamic_range, [(320, 180)], [], 1),
    ],
    ids=["plain", "surround", "rotated", "odd", "wide pixels", "interlaced", "hdr"],
)
def test_a_film_becomes_a_screener(
    film: Callable[[], Path],
    sizes: list[tuple[int, int]],
    channels: list[int],
    seconds: float,
    tools: Tools,
    tmp_path: Path,
) -> None:
    made = make(film(), tools, tmp_path / "screener")
    *found, length = playing(tmp_path / "screener")
    assert found == [sizes, channels]
    assert length == pytest.approx(seconds, abs=0.2)
    assert [(one.width, one.height) for one in made.sizes] == sizes
    assert made.reading.frames == made.reading.packets > 0


def test_progress_is_told_up_to_the_end(tools: Tools, tmp_path: Path) -> None:
    played: list[float] = []
    make(media.film(), tools, tmp_path / "screener", played)
    assert played == sorted(played)
    assert played[-1] == pytest.approx(2, abs=0.2)


def test_posters_and_the_scrubbers_sheet_are_pictures(tools: Tools, tmp_path: Path) -> None:
    made = make(media.film("twelve.mp4", seconds=12), tools, tmp_path / "screener")
    posters = [tmp_path / "screener" / name for name in made.posters]
    weights = [path.stat().st_size for path in posters]
    assert (len(posters), weights) == (4, sorted(weights, reverse=True))
    assert {size(path) for path in posters} == {(320, 180)}
    assert size(tmp_path / "screener" / "sheet.jpg") == (1600, 180)
    assert (made.sheet.every, made.sheet.count, made.sheet.rows) == (1.0, 12, 2)


def test_names_and_contents_say_nothing_of_the_film(tools: Tools, tmp_path: Path) -> None:
    titled = media.make("Secret Title.mp4", "-i", str(media.film()), "-metadata", "title=Secret Title")
    make(titled, tools, tmp_path / "screener")
    files = [path for path in (tmp_path / "screener").rglob("*") if path.is_file()]
    assert len(files) > 5
    assert not [path for path in files if b"Secret" in str(path).encode() + path.read_bytes()]


def test_what_an_interrupted_making_left_behind_is_cleared(tools: Tools, tmp_path: Path) -> None:
    left = tmp_path / "screener.abc.making"
    left.mkdir()
    (left / "half.m4s").write_bytes(b"half")
    make(media.film(), tools, tmp_path / "screener")
    assert [path.name for path in tmp_path.iterdir()] == ["screener"]


def test_what_was_made_before_is_kept(tools: Tools, tmp_path: Path) -> None:
    first = make(media.film(), tools, tmp_path / "screener")
    written = (tmp_path / "screener" / "master.m3u8").stat().st_mtime_ns
    assert make(media.film(), tools, tmp_path / "screener") == first
    assert (tmp_path / "screener" / "master.m3u8").stat().st_mtime_ns == written


def test_of_a_film_without_a_readable_frame_nothing_is_left(tools: Tools, tmp_path: Path) -> None:
    made = make(media.garbled(), tools, tmp_path / "screener")
    assert (made.reading.frames, list(tmp_path.iterdir())) == (0, [])


def test_black_and_silence_are_heard_while_making(tools: Tools, tmp_path: Path) -> None:
    film = media.black_and_silent()
    made = make(film, tools, tmp_path / "screener")
    notes = inspect_film.judge(measured(film, tools), made.reading).notes
    assert [note.code for note in notes] == ["all_black", "all_silent"]


def test_subtitles_within_come_out_as_text(tools: Tools, tmp_path: Path) -> None:
    film = media.with_subtitles()
    known = measured(film, tools)
    [(source, text)] = making.subtitles_inside(film, known, tools)
    assert (source, b"Hello" in text) == (known.subtitles[0], True)
