"""A screener is made: every size plays, and nothing in it tells whose film it is."""

from collections.abc import Callable
from pathlib import Path

import av
import pytest
from PIL import Image

from festival.screeners import inspection, making
from festival.screeners.facts import Facts
from festival.screeners.inspection import Tools
from festival.screeners.making import Made
from festival.screeners.reading import Reading
from tests import media


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools.here()


def make(film: Path, tools: Tools, folder: Path) -> tuple[Made, Reading, list[float]]:
    known, played = measured(film, tools), list[float]()
    made, reading = making.make(film, known, tools, folder, played.append)
    return made, reading, played


def measured(film: Path, tools: Tools) -> Facts:
    known = inspection.measure(film, tools)
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
    made, reading, _ = make(film(), tools, tmp_path / "screener")
    *found, length = playing(tmp_path / "screener")
    assert found == [sizes, channels]
    assert length == pytest.approx(seconds, abs=0.2)
    assert [(one.width, one.height) for one in made.renditions] == sizes
    assert reading.frames == reading.packets > 0


def test_progress_is_told_up_to_the_end(tools: Tools, tmp_path: Path) -> None:
    _, _, played = make(media.film(), tools, tmp_path / "screener")
    assert played == sorted(played)
    assert played[-1] == pytest.approx(2, abs=0.2)


def test_posters_and_the_scrubbers_sheet_are_pictures(tools: Tools, tmp_path: Path) -> None:
    made, _, _ = make(media.film("twelve.mp4", seconds=12), tools, tmp_path / "screener")
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


def test_what_an_interrupted_making_left_behind_is_replaced(tools: Tools, tmp_path: Path) -> None:
    rest = tmp_path / "screener.making"
    rest.mkdir()
    (rest / "half.m4s").write_bytes(b"half")
    make(media.film(), tools, tmp_path / "screener")
    assert [rest.exists(), (tmp_path / "screener" / "half.m4s").exists()] == [False, False]


def test_black_and_silence_are_heard_while_making(tools: Tools, tmp_path: Path) -> None:
    film = media.black_and_silent()
    _, reading, _ = make(film, tools, tmp_path / "screener")
    notes = inspection.judge(measured(film, tools), reading).notes
    assert [note.code for note in notes] == ["all_black", "all_silent"]


def test_subtitles_within_come_out_as_text(tools: Tools, tmp_path: Path) -> None:
    film = media.with_subtitles()
    known = measured(film, tools)
    found = making.subtitles_inside(film, known, tools, tmp_path)
    assert list(found) == list(known.subtitles)
    assert b"Hello" in found[known.subtitles[0]]
