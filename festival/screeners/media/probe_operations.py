"""Asks what is in a film file: our own probe first, and ffprobe before anything is said against the file."""

import json
import sys
from pathlib import Path
from typing import Any

from festival.adapters import ffmpeg, sandbox
from festival.screeners.media import ffprobe, identify
from festival.screeners.media.identify import Kind

PROBE = Path(__file__).with_name("probe.py")
PROBE_LIMITS = sandbox.Limits(cpu_seconds=1800, wall_seconds=3600)
KILLED = 128
DOUBTFUL = (Kind.INCOMPLETE, Kind.UNKNOWN)


class ProbeFailedError(Exception):
    """The probe itself is broken here; it is not the film's fault."""


def probed(film: Path, binary: str, mode: sandbox.Mode) -> dict[str, Any]:
    """What is in a file, or `error`. A probe that dies of a file says nothing against the file.

    `binary` is the ffmpeg in use. Raises ProbeFailedError where nothing here could look into the file.
    """
    found = by_probe(film, mode)
    if is_clear(found) or not ("streams" in found or identify.of_file(film) in DOUBTFUL):
        return found
    second = by_ffprobe(film, binary, mode)
    if second is None and "killed" in found:
        raise ProbeFailedError("The probe died of this file, and there is no ffprobe to ask.")
    return second if second and "streams" in second else found


def is_clear(found: dict[str, Any]) -> bool:
    """Whether the file opened, and every picture in it is of a kind that the probe knows."""
    return "streams" in found and all(
        one["codec"] for one in found["streams"] if one["type"] == "video" and not one["is_attached"]
    )


def by_probe(film: Path, mode: sandbox.Mode) -> dict[str, Any]:
    """Our own probe's answer; with `killed` where the file was the end of it."""
    answer: list[bytes] = []
    told: list[bytes] = []
    command = [sys.executable, "-I", str(PROBE), ",".join(ffmpeg.FORMATS), str(film)]
    inside = sandbox.Box(mode, (PROBE, film), limits=PROBE_LIMITS)
    code = sandbox.run(command, inside, on_output=answer.append, on_error=told.append)
    if code < 0 or code > KILLED:
        return {"error": "killed", "killed": True}
    if code:
        raise ProbeFailedError(b"\n".join(told[-3:]).decode("utf-8", "replace"))
    found: dict[str, Any] = json.loads(answer[-1])
    return found


def by_ffprobe(film: Path, binary: str, mode: sandbox.Mode) -> dict[str, Any] | None:
    """The answer of ffprobe; nothing where there is none, or where it died, too."""
    program = ffmpeg.ffprobe(binary)
    if program is None:
        return None
    answer = ffprobe.Answer()
    command = [program, *ffprobe.ASKS, *ffmpeg.CAREFUL, str(film)]
    inside = sandbox.Box(mode, (film,), limits=PROBE_LIMITS)
    code = sandbox.run(command, inside, on_output=answer.hear)
    return None if code < 0 or code > KILLED else answer.found()
