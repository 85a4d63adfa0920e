"""Colours arrive as they were: patches of every kind of film, as a screen of BT.709 shows its screener."""

import colorsys
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from festival.adapters import ffmpeg
from festival.screeners.media import inspect_film, making
from festival.screeners.media.facts import Facts
from festival.screeners.media.inspect_film import Tools
from tests import media

pytestmark = pytest.mark.process
COLOURS = (
    (255, 0, 0),
    (0, 255, 0),
    (0, 0, 255),
    (70, 148, 73),
    (194, 150, 130),
    (128, 128, 128),
    (235, 235, 235),
    (20, 20, 20),
)
MILD = COLOURS[3:]
SIDE = 80
H264 = ("-c:v", "libx264", "-preset", "veryfast", "-qp", "4")


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools.here()


def patches(colours: tuple[tuple[int, int, int], ...]) -> tuple[str, ...]:
    """A film of one second, 25 pictures, with a square of each colour side by side, as ffmpeg's source."""
    columns = [f"between(X,{SIDE * n},{SIDE * (n + 1) - 1})" for n in range(len(colours))]
    channels = [
        "+".join(f"{colour[channel]}*{column}" for colour, column in zip(colours, columns, strict=True))
        for channel in range(3)
    ]
    size = f"{SIDE * len(colours)}x360"
    red, green, blue = (channel.replace(",", "\\,") for channel in channels)
    still = f"color=black:size={size}:rate=25:duration=0.04,format=gbrp,geq=r={red}:g={green}:b={blue}"
    return ("-f", "lavfi", "-i", f"{still},loop=24:1,setpts=N/25/TB")


def film(name: str, steps: str, *arguments: str, colours: tuple[tuple[int, int, int], ...] = COLOURS) -> Path:
    """The patches as a film, after filters that bring them to its colours."""
    return media.make(name, *patches(colours), "-vf", steps, *arguments)


def shown(path: Path, tools: Tools, folder: Path, count: int) -> list[tuple[int, int, int]]:
    """The colours of the screener as a screen of BT.709 shows them; those of its poster must be the same."""
    known = inspect_film.measure(path, tools)
    assert isinstance(known, Facts)
    making.make(path, known, tools, folder, lambda played: None)
    with av.open(str(folder / "master.m3u8"), options={"allowed_extensions": "ALL"}) as opened:
        stream = max(opened.streams.video, key=lambda one: one.codec_context.width)
        frame = list(opened.decode(stream))[12]
        assert (frame.colorspace, frame.color_primaries, frame.color_trc, frame.color_range) == (1, 1, 1, 1)
        screen = frame.to_ndarray(format="yuv444p").astype(float)
    with Image.open(folder / "poster-1.jpg") as opened_poster:
        poster = np.asarray(opened_poster.convert("RGB")).astype(float)
    width = screen.shape[2] / count
    found = []
    for number in range(count):
        middle = slice(round(width * (number + 0.4)), round(width * (number + 0.6)))
        found.append(rgb(*screen[:, 100:200, middle].mean(axis=(1, 2))))
        assert poster[100:200, middle].mean(axis=(0, 1)) == pytest.approx(found[-1], abs=6)
    return found


def rgb(luma: float, blue: float, red: float) -> tuple[int, int, int]:
    """BT.709, limited range, as red, green and blue of 0 to 255."""
    light, b, r = (luma - 16) / 219, (blue - 128) / 224, (red - 128) / 224
    mixed = (light + 1.5748 * r, light - 0.18732 * b - 0.46812 * r, light + 1.8556 * b)
    return tuple(round(min(max(each, 0.0), 1.0) * 255) for each in mixed)  # type: ignore[return-value]


def tagged(matrix: str, primaries: str, transfer: str) -> tuple[str, ...]:
    return ("-colorspace", matrix, "-color_primaries", primaries, "-color_trc", transfer)


ZSCALE = "zscale=min=gbr:pin=709:tin=709:rin=full:m={m}:p={p}:t={t}:r={r},format={f}"
ORDINARY: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "rgb": ("rgb.mov", "format=rgb24", ("-c:v", "qtrle")),
    "rgb png": ("png.mov", "format=rgb24", ("-c:v", "png")),
    "rgb planar": ("planar.mkv", "format=gbrp10le", ("-c:v", "ffv1")),
    "bt.709": (
        "709.mp4",
        "scale=out_color_matrix=bt709,format=yuv420p",
        (*H264, *tagged("bt709", "bt709", "bt709")),
    ),
    "bt.709 full range": (
        "full.mp4",
        "scale=out_color_matrix=bt709:out_range=pc,format=yuv420p",
        (*H264, *tagged("bt709", "bt709", "bt709"), "-color_range", "pc"),
    ),
    "bt.601 by its matrix alone": (
        "601.mp4",
        "scale=out_color_matrix=bt601,format=yuv420p",
        (*H264, "-colorspace", "smpte170m"),
    ),
    "bt.601 of NTSC": (
        "170.mp4",
        ZSCALE.format(m="170m", p="170m", t="601", r="limited", f="yuv420p"),
        (*H264, *tagged("smpte170m", "smpte170m", "smpte170m")),
    ),
    "bt.601 of PAL": (
        "470.mp4",
        ZSCALE.format(m="bt470bg", p="bt470bg", t="601", r="limited", f="yuv420p"),
        (*H264, *tagged("bt470bg", "bt470bg", "smpte170m")),
    ),
    "small and not described": ("small.mp4", "scale=out_color_matrix=bt601,format=yuv420p", H264),
    "large and not described": (
        "large-patches.mp4",
        "scale=1280:720:flags=neighbor:out_color_matrix=bt709,format=yuv420p",
        H264,
    ),
    "bt.2020": (
        "2020.mp4",
        ZSCALE.format(m="2020_ncl", p="2020", t="2020_10", r="limited", f="yuv420p10le"),
        (*H264, *tagged("bt2020nc", "bt2020", "bt2020-10")),
    ),
    "prores 4:2:2 10 bit": (
        "prores.mov",
        "scale=1280:720:flags=neighbor:out_color_matrix=bt709,format=yuv422p10le",
        ("-c:v", "prores_ks", *tagged("bt709", "bt709", "bt709")),
    ),
    "odd sides": (
        "odd.webm",
        "scale=641:361:flags=neighbor,"
        + ZSCALE.format(m="170m", p="170m", t="601", r="limited", f="yuv444p")
        + ",format=yuv420p",
        (
            "-c:v",
            "libvpx-vp9",
            "-crf",
            "4",
            "-b:v",
            "0",
            "-deadline",
            "realtime",
            "-cpu-used",
            "8",
            *tagged("smpte170m", "smpte170m", "smpte170m"),
        ),
    ),
    "p3": (
        "p3.mp4",
        ZSCALE.format(m="709", p="smpte432", t="709", r="limited", f="yuv420p10le"),
        (*H264, *tagged("bt709", "smpte432", "bt709")),
    ),
}


@pytest.mark.parametrize("kind", ORDINARY)
def test_an_ordinary_film_keeps_its_colours(kind: str, tools: Tools, tmp_path: Path) -> None:
    name, steps, arguments = ORDINARY[kind]
    colours = MILD if "zscale" in steps else COLOURS  # the purest do not exist there, or only just
    found = shown(film(name, steps, *arguments, colours=colours), tools, tmp_path / "s", len(colours))
    wrong = [
        (colour, seen)
        for colour, seen in zip(colours, found, strict=True)
        if max(abs(one - other) for one, other in zip(colour, seen, strict=True)) > 3
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "transfer", "tag"),
    [("hlg.mkv", "arib-std-b67", "arib-std-b67"), ("pq.mkv", "smpte2084", "smpte2084")],
)
def test_a_bright_film_keeps_its_hues(
    name: str, transfer: str, tag: str, tools: Tools, tmp_path: Path
) -> None:
    if not ffmpeg.has_filter(tools.ffmpeg, "zscale"):
        pytest.skip("this ffmpeg shows bright films as they are")
    steps = ZSCALE.format(m="2020_ncl", p="2020", t=f"{transfer}:npl=203", r="limited", f="yuv420p10le")
    colours = ("-c:v", "libx265", "-x265-params", "log-level=none:qp=4", *tagged("bt2020nc", "bt2020", tag))
    path = film(name, steps, *colours, colours=MILD)
    for colour, seen in zip(MILD, shown(path, tools, tmp_path / "s", len(MILD)), strict=True):
        hue, strength, _ = colorsys.rgb_to_hsv(*(each / 255 for each in colour))
        seen_hue, seen_strength, _ = colorsys.rgb_to_hsv(*(each / 255 for each in seen))
        assert seen_strength == pytest.approx(strength, abs=0.1), (colour, seen)
        if strength > 0.1:
            assert abs((hue - seen_hue + 0.5) % 1 - 0.5) * 360 < 4, (colour, seen)
