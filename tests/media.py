"""Films for tests, made by ffmpeg: ordinary ones, and every kind of file that only poses as one."""

import functools
import random
import struct
import subprocess
import tempfile
import zipfile
from pathlib import Path

from festival.adapters import ffmpeg

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "media"
BARS = "testsrc2=size={size}:rate={rate}:duration={seconds}"
TONE = "sine=frequency=440:sample_rate=48000:duration={seconds}"
SMALL_H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")


def corpus(folder: str) -> list[Path]:
    """The files of a folder of the shared corpus; none where there is no corpus."""
    return sorted((CORPUS / folder).glob("*"))


@functools.cache
def folder() -> Path:
    """Where the media of this test session lie."""
    return Path(tempfile.mkdtemp(prefix="laurel-media-"))


def make(name: str, *arguments: str) -> Path:
    """A file made by ffmpeg, once a session."""
    path = folder() / name
    if not path.exists():
        command = [
            ffmpeg.find(),
            "-hide_banner",
            "-loglevel",
            "error",
            "-nostdin",
            "-y",
            *arguments,
            str(path),
        ]
        subprocess.run(command, check=True, timeout=60)
    return path


def write(name: str, content: bytes) -> Path:
    """A file with given bytes."""
    path = folder() / name
    path.write_bytes(content)
    return path


def film(name: str = "film.mp4", *, seconds: float = 2, size: str = "320x180", rate: int = 24) -> Path:
    """An ordinary small film with a tone."""
    picture, tone = BARS.format(size=size, rate=rate, seconds=seconds), TONE.format(seconds=seconds)
    return make(name, "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", tone, *SMALL_H264, "-c:a", "aac")


def picture_of(name: str, source: str, *arguments: str) -> Path:
    """A film without sound from one of ffmpeg's own sources."""
    return make(name, "-f", "lavfi", "-i", source, *(arguments or SMALL_H264))


def black_and_silent() -> Path:
    """A film in which nothing is seen or heard for six seconds."""
    black, silence = "color=black:size=320x180:rate=24:duration=6", "anullsrc=cl=stereo:sample_rate=48000"
    inputs = ("-f", "lavfi", "-i", black, "-f", "lavfi", "-i", silence)
    return make("black.mp4", *inputs, "-t", "6", *SMALL_H264, "-c:a", "aac")


def still() -> Path:
    """A single picture, wrapped as MP4."""
    return picture_of("still.mp4", "testsrc2=size=320x180", "-frames:v", "1", *SMALL_H264)


def photograph_that_lasts() -> Path:
    """One picture, shown for five seconds."""
    return picture_of("slide.mp4", "smptebars=size=320x180:rate=24:duration=5", *SMALL_H264)


def jpeg() -> Path:
    """A photograph named as a film."""
    picture = picture_of("photograph.jpg", "testsrc2=size=320x180", "-frames:v", "1")
    return write("photograph.mp4", picture.read_bytes())


def large_picture() -> Path:
    """A film whose frames are 12000 pixels wide."""
    return picture_of("large.mp4", "color=red:size=12000x64:rate=5:duration=1")


def playlist(names: Path) -> Path:
    """A playlist named as a film, that names another file."""
    lines = ["#EXTM3U", "#EXT-X-TARGETDURATION:1", "#EXTINF:1,", str(names), "#EXT-X-ENDLIST", ""]
    return write("playlist.mp4", "\n".join(lines).encode())


def concat_script(names: Path) -> Path:
    """ffmpeg's own kind of playlist, named as a film."""
    return write("concat.mov", f"ffconcat version 1.0\nfile '{names}'\n".encode())


def page() -> Path:
    """A web page named as a film."""
    return write("page.mp4", b"<!DOCTYPE html><script>alert(1)</script>")


def archive() -> Path:
    """A ZIP named as a film."""
    path = folder() / "archive.mp4"
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr("film.mp4", b"film")
    return path


def sound_alone() -> Path:
    """A film file without a picture."""
    return make("sound.mp4", "-f", "lavfi", "-i", TONE.format(seconds=1), "-c:a", "aac")


def cut_short() -> Path:
    """A film of which only the first half arrived; its table of contents stands in front."""
    whole = make(
        "front.mp4", "-i", str(film(seconds=2)), "-c", "copy", "-movflags", "+faststart"
    ).read_bytes()
    return write("half.mp4", whole[: len(whole) // 2])


def heavy(name: str, *, seconds: float, ballast: int) -> Path:
    """A short film that is long to send: its file ends in so many random bytes, which players skip."""
    content = film(f"light-{seconds}.mp4", seconds=seconds).read_bytes()
    rest = random.Random(1).randbytes(ballast)  # noqa: S311  (noise)
    return write(name, content + struct.pack(">I4s", ballast + 8, b"free") + rest)


def garbled() -> Path:
    """A film whose frames are all noise."""
    content = bytearray(film(seconds=2).read_bytes())
    start, end = content.index(b"mdat") + 4, content.index(b"moov") - 4
    content[start:end] = random.Random(1).randbytes(end - start)  # noqa: S311  (noise)
    return write("garbled.mp4", bytes(content))


def lying_about_its_length() -> Path:
    """A film of two seconds whose header claims about twelve days."""
    content = bytearray(film(seconds=2).read_bytes())
    at = content.index(b"mvhd") + 4
    scale = struct.unpack(">I", content[at + 12 : at + 16])[0]
    content[at + 16 : at + 20] = struct.pack(">I", min(1_048_576 * scale, 2**32 - 1))
    return write("lying.mp4", bytes(content))


def surround() -> Path:
    """A film with 5.1 sound."""
    tones = "sine=duration=1[a];[a]pan=5.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0"
    bars = BARS.format(size="320x180", rate=24, seconds=1)
    inputs = ("-f", "lavfi", "-i", bars, "-filter_complex", tones)
    return make("surround.mkv", *inputs, *SMALL_H264, "-c:a", "aac")


def rotated() -> Path:
    """A film shot with the camera held upright: the picture is stored lying and marked as turned."""
    upright = make("upright.mp4", "-i", str(film()), "-c", "copy").read_bytes()
    at = upright.index(b"tkhd") + 44
    quarter_turn = struct.pack(">9i", 0, 1 << 16, 0, -1 << 16, 0, 0, 0, 0, 1 << 30)
    return write("rotated.mp4", upright[:at] + quarter_turn + upright[at + 36 :])


def odd_size() -> Path:
    """A film with odd numbers of pixels."""
    return picture_of(
        "odd.mkv", "testsrc2=size=322x242:rate=15:duration=1,format=yuv444p,scale=161:121", "-c:v", "ffv1"
    )


def wide_pixels() -> Path:
    """A film whose pixels are twice as wide as high."""
    return picture_of("wide.mp4", "testsrc2=size=320x360:rate=24:duration=1,setsar=2", *SMALL_H264)


def interlaced() -> Path:
    """A film from a video camera, in half pictures."""
    woven = "testsrc2=size=720x576:rate=50:duration=1,interlace"
    return picture_of("woven.mpg", woven, "-c:v", "mpeg2video", "-flags", "+ildct+ilme", "-b:v", "4M")


def high_dynamic_range() -> Path:
    """A film for bright screens (HDR10)."""
    colours = ("-color_trc", "smpte2084", "-color_primaries", "bt2020", "-colorspace", "bt2020nc")
    source = "testsrc2=size=320x180:rate=24:duration=1,format=yuv420p10le"
    return picture_of("bright.mkv", source, "-c:v", "libx265", "-x265-params", "log-level=none", *colours)


def with_subtitles() -> Path:
    """A film that carries English subtitles within."""
    text = write("inside.srt", b"1\n00:00:00,500 --> 00:00:01,500\nHello <b>there</b>\n")
    inputs = ("-i", str(film()), "-i", str(text), "-map", "0", "-map", "1")
    return make("subtitled.mkv", *inputs, "-c", "copy", "-metadata:s:s:0", "language=eng")


def long_with_subtitles() -> Path:
    """A film of twenty seconds that carries English subtitles within."""
    text = write("long.srt", b"1\n00:00:00,500 --> 00:00:03,500\nHello there\n")
    inputs = (
        "-i",
        str(film("long.mp4", seconds=20, size="640x360")),
        "-i",
        str(text),
        "-map",
        "0",
        "-map",
        "1",
    )
    return make("long.mkv", *inputs, "-c", "copy", "-metadata:s:s:0", "language=eng")
