"""Runs ffmpeg in the box: finds it, tells how far it is, hands over what it says about the film."""

import contextlib
import errno
import functools
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import imageio_ffmpeg

from festival.adapters import sandbox

# What a stranger's file may be, by the demuxer's own name. No playlist is among them: a playlist can name
# other people's files, and only this list stops ffmpeg from reading them.
FORMATS = ("mov", "matroska", "avi", "mpegts", "mpeg", "mxf", "asf", "flv", "ogg", "dv")
QUIET = ("-hide_banner", "-nostdin", "-nostats", "-y", "-loglevel", "repeat+level+verbose")
CAREFUL = ("-protocol_whitelist", "file", "-format_whitelist", ",".join(FORMATS))

NO_ROOM = tuple(os.strerror(number) for number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG))

TOO_MANY_ERRORS = 69  # the exit code of an ffmpeg that could decode less than a third of a film

Told = Callable[[str], None]
Played = Callable[[float], None]


class MissingError(Exception):
    """There is no ffmpeg: neither set, nor on PATH, nor in the imageio-ffmpeg package."""


class FailedError(Exception):
    """ffmpeg gave up; the text is the last thing it said. `code` is its exit code."""

    def __init__(self, said: str, code: int = 1) -> None:
        super().__init__(said)
        self.code = code


class NoRoomError(FailedError):
    """The disk is full: nothing is wrong with the film."""


def find(setting: str = "") -> str:
    """The path of the ffmpeg to use: the given setting, else the one on PATH, else imageio-ffmpeg's."""
    found = shutil.which(setting or "ffmpeg")
    if found:
        return found
    if setting:
        raise MissingError(f"There is no ffmpeg at {setting}.")
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise MissingError("There is no ffmpeg. Install it, or the Python package imageio-ffmpeg.") from error


def others(binary: str) -> tuple[str, ...]:
    """What else on this machine is an ffmpeg: the one on PATH, and imageio-ffmpeg's, which is often newer."""
    found = [shutil.which("ffmpeg")]
    with contextlib.suppress(RuntimeError):
        found.append(str(imageio_ffmpeg.get_ffmpeg_exe()))
    return tuple(dict.fromkeys(path for path in found if path and path != binary))


def ffprobe(binary: str) -> str | None:
    """The path of ffprobe: beside the ffmpeg in use, else the one on PATH; none where there is none."""
    return shutil.which(str(Path(binary).with_name("ffprobe"))) or shutil.which("ffprobe")


@functools.cache
def has_filter(binary: str, name: str) -> bool:
    """Whether this ffmpeg was built with a filter of that name."""
    lines: list[bytes] = []
    listing = [binary, "-hide_banner", "-filters"]
    sandbox.run(listing, sandbox.Box(sandbox.Mode.LIMITS, reads=()), on_output=lines.append)
    return any(name.encode() in line.split()[1:2] for line in lines)


def run(
    binary: str,
    film: Path,
    arguments: list[str],
    *,
    inside: sandbox.Box,
    on_played: Played = lambda seconds: None,
    on_told: Told = lambda line: None,
) -> None:
    """Run ffmpeg over a film with the output arguments given.

    `on_played` is called about twice a second with the seconds of film done, `on_told` with each line of the
    log. Raises FailedError (NoRoomError where the disk is full), or sandbox.OverLimitError.
    """
    said = ["ffmpeg said nothing"]

    def told(line: bytes) -> None:
        text = line.decode("utf-8", "replace")
        if is_complaint(text) and not is_about_room(said[0]):
            said[0] = text
        on_told(text)

    command = [binary, *QUIET, "-progress", "pipe:1", "-stats_period", "0.5", *CAREFUL, "-i", str(film)]
    code = sandbox.run(
        [*command, *arguments],
        inside,
        on_output=lambda line: report(line, on_played),
        on_error=told,
    )
    if code and is_about_room(said[0]):
        raise NoRoomError(f"There is no room on the festival's disk for what is made of this film. {said[0]}")
    if code:
        raise FailedError(f"{said[0]} (exit code {code})", code)


def is_complaint(line: str) -> bool:
    """Whether a line of the log is an error."""
    return "[error] " in line or "[fatal] " in line


def is_about_room(line: str) -> bool:
    """Whether a line of the log says that the disk took no more."""
    return line.endswith(NO_ROOM)


def report(line: bytes, on_played: Played) -> None:
    """Pass on the position from a line of ffmpeg's progress output; it is "N/A" before the first frame."""
    key, _, value = line.decode("ascii", "replace").partition("=")
    if key == "out_time_us" and value.strip().isdigit():
        on_played(int(value) / 1_000_000)
