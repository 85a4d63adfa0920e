"""Films as people really send them: trimmed on a phone, cut short on the way, with sound in many tracks."""

import struct
from pathlib import Path

from tests import media

QUICK = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
SOURCE = ("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration={seconds}")
TONE = ("-f", "lavfi", "-i", "sine=duration={seconds}")


def ordinary(name: str, seconds: float, *arguments: str) -> Path:
    """A film of 25 pictures a second with a tone, however it is to be encoded and wrapped."""
    inputs = [part.format(seconds=seconds) for part in (*SOURCE, *TONE)]
    return media.make(name, *inputs, *(arguments or QUICK))


def long_groups() -> Path:
    """Twenty seconds in which only the first picture can be decoded by itself."""
    return ordinary("groups.mp4", 20, *QUICK, "-g", "1000", "-sc_threshold", "0", "-c:a", "aac")


def trimmed(name: str, start: float = 14) -> Path:
    """Its last six seconds, cut without encoding it again: the rest is in the file, and hidden."""
    return media.make(name, "-ss", str(start), "-i", str(long_groups()), "-c", "copy")


def shortened() -> Path:
    """Its first five seconds, by the edit list alone, as QuickTime trims: all pictures stay in the file."""
    content = bytearray(long_groups().read_bytes())
    scale = struct.unpack(">I", content[content.index(b"mvhd") + 16 :][:4])[0]
    at = 0
    while (at := content.find(b"elst", at) + 4) > 3:
        content[at + 8 : at + 12] = struct.pack(">I", 5 * scale)
    return media.write("shortened.mov", bytes(content))


def fragmented() -> Path:
    """A film as a browser or a screen recorder writes it: in pieces, without a table of contents."""
    return media.make(
        "pieces.mp4", "-i", str(long_groups()), "-c", "copy", "-movflags", "frag_keyframe+empty_moov"
    )


def reordered_fragments() -> Path:
    """The same with pictures that are read before they are shown, which puts off the first by two."""
    arguments = (*QUICK, "-bf", "3", "-movflags", "frag_keyframe+empty_moov")
    return ordinary("reordered.mp4", 7, *arguments)


def uneven(name: str = "uneven.mkv") -> Path:
    """A screen recording: pictures only when something changes, once for twelve seconds not at all."""
    times = "setpts=if(lt(N\\,30)\\,N/25\\,12+N/10)/TB,settb=1/1000"
    inputs = ("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=2", "-vf", times)
    return media.make(name, *inputs, "-fps_mode", "vfr", *QUICK)


def late_picture() -> Path:
    """A film that begins with two seconds of sound in the dark."""
    inputs = [part.format(seconds=6) for part in ("-itsoffset", "2", *SOURCE, *TONE)]
    return media.make("late.mkv", *inputs, *QUICK, "-c:a", "aac")


def with_sounds(
    name: str, *sounds: tuple[float, float], late: float = 0, arguments: tuple[str, ...] = ()
) -> Path:
    """Six seconds of picture from `late` on, and for each sound a tone: when it begins, how long it lasts."""
    inputs = [part.format(seconds=6) for part in ("-itsoffset", str(late), *SOURCE)]
    maps = ["-map", "0:v"]
    for number, (begins, seconds) in enumerate(sounds, start=1):
        inputs += ["-itsoffset", str(begins), "-f", "lavfi", "-i", f"sine=duration={seconds}"]
        maps += ["-map", f"{number}:a"]
    return media.make(name, *inputs, *maps, *(arguments or (*QUICK, "-c:a", "aac")))


def trimmed_with_sounds(name: str, *sounds: tuple[float, float]) -> Path:
    """The same without its first two seconds, which stay in the file and are hidden."""
    whole = with_sounds(f"whole-{name}", *sounds, arguments=(*QUICK, "-g", "1000", "-c:a", "aac"))
    return media.make(name, "-ss", "2", "-i", str(whole), "-map", "0", "-c", "copy")


def cut(whole: Path, share: float) -> Path:
    """The first part of a file, as a broken copy leaves it."""
    content = whole.read_bytes()
    return media.write(f"cut-{share}-{whole.name}", content[: round(len(content) * share)])


def table_in_front() -> Path:
    """A film of twenty seconds with its table of contents in front."""
    return media.make("table.mp4", "-i", str(long_groups()), "-c", "copy", "-movflags", "+faststart")


def in_tracks(name: str, *sounds: str, arguments: tuple[str, ...] = ()) -> Path:
    """Three seconds of picture, and each sound (a source of ffmpeg's) in a track of its own."""
    inputs = [part.format(seconds=3) for part in SOURCE]
    maps = ["-map", "0:v"]
    for number, sound in enumerate(sounds, start=1):
        inputs += ["-f", "lavfi", "-t", "3", "-i", sound]
        maps += ["-map", f"{number}:a"]
    return media.make(name, *inputs, *maps, *QUICK, *arguments)


def unmarked_cover(name: str) -> Path:
    """A small film, and a large picture of a cover as a second stream that nothing marks as one."""
    still = ("-f", "lavfi", "-i", "color=red:size=1280x720:duration=1:rate=1")
    inputs = [part.format(seconds=3) for part in SOURCE]
    codecs = (*QUICK, "-c:v:1", "mjpeg", "-pix_fmt:v:1", "yuvj420p", "-frames:v:1", "1")
    return media.make(name, *inputs, *still, "-map", "0", "-map", "1", *codecs, "-disposition:v:1", "0")
