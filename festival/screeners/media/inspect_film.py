"""Looks at a film file in the box: what it is, how long, whether all of it can be read."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from festival.adapters import ffmpeg, sandbox
from festival.kernel.refusals import Refusal
from festival.screeners.media import checks, ffmpeg_command, identify, notes, probe_answers
from festival.screeners.media.checks import Outcome, Verdict
from festival.screeners.media.facts import Facts
from festival.screeners.media.reading import Listener, Reading

PROBE = Path(__file__).with_name("probe.py")
PROBE_LIMITS = sandbox.Limits(cpu_seconds=1800, wall_seconds=3600)
KILLED = 128
LEAST_SECONDS, SECONDS_A_FILM_SECOND = 600, 30
LEAST_OUTPUT_BYTES, OUTPUT_BYTES_A_SECOND = sandbox.GIB, 1_000_000

Played = Callable[[float], None]


class ProbeFailedError(Exception):
    """The probe itself is broken here; it is not the film's fault."""


@dataclass(frozen=True)
class Tools:
    """What this machine reads films with: ffmpeg, a way to close the box, a virus scanner (host:port)."""

    ffmpeg: str
    mode: sandbox.Mode
    clamd: str = ""

    @classmethod
    def here(cls, ffmpeg_setting: str = "", sandbox_setting: str = "auto", clamd: str = "") -> "Tools":
        """The tools that the settings choose. Raises ffmpeg.MissingError."""
        return cls(ffmpeg.find(ffmpeg_setting), sandbox.chosen(sandbox_setting), clamd)


@dataclass(frozen=True)
class Check:
    """A finished check: the facts, if the file could be opened as a film, and how it ended."""

    facts: Facts | None
    outcome: Outcome


def measure(film: Path, tools: Tools) -> Facts | Refusal:
    """The facts of a file, or why it is no film. Raises ProbeFailedError, or sandbox.OverLimitError."""
    found = probed(film, tools)
    if "error" in found:
        with film.open("rb") as opened:
            return identify.refusal_of(opened.read(identify.HEAD_BYTES))
    return probe_answers.facts(found, film.stat().st_size)


def probed(film: Path, tools: Tools) -> dict[str, Any]:
    """The probe's answer. A file that kills the probe is an answer too."""
    answer: list[bytes] = []
    told: list[bytes] = []
    command = [sys.executable, "-I", str(PROBE), ",".join(ffmpeg.FORMATS), str(film)]
    inside = sandbox.Box(tools.mode, (PROBE, film), limits=PROBE_LIMITS)
    code = sandbox.run(command, inside, on_output=answer.append, on_error=told.append)
    if code < 0 or code > KILLED:
        return {"error": "killed"}
    if code:
        raise ProbeFailedError(b"\n".join(told[-3:]).decode("utf-8", "replace"))
    found: dict[str, Any] = json.loads(answer[-1])
    return found


def decode(
    film: Path,
    known: Facts,
    tools: Tools,
    arguments: list[str],
    *,
    folder: Path | None = None,
    on_played: Played = lambda seconds: None,
) -> Reading:
    """Decode the whole of a measured film once, with ffmpeg's output arguments.

    Raises ffmpeg.FailedError where the trouble is ours: a film of which no frame can be decoded ends
    with a reading of no frames.
    """
    listener = Listener(known.film.index)
    inside = sandbox.Box(tools.mode, (film,), folder, limits(known))
    try:
        ffmpeg.run(tools.ffmpeg, film, arguments, inside=inside, on_played=on_played, on_told=listener.hear)
    except ffmpeg.NoRoomError:
        raise
    except ffmpeg.FailedError:
        if listener.frames:
            raise
    return listener.reading(known.seconds)


def limits(known: Facts) -> sandbox.Limits:
    """Time for a slow machine: thirty times the film's length, on eight processors, at 8 Mbit a second."""
    wall = LEAST_SECONDS + known.seconds * SECONDS_A_FILM_SECOND
    return sandbox.Limits(
        memory_bytes=8 * sandbox.GIB,
        cpu_seconds=round(wall * 8),
        output_bytes=round(LEAST_OUTPUT_BYTES + known.seconds * OUTPUT_BYTES_A_SECOND),
        wall_seconds=wall,
    )


def judge(known: Facts, reading: Reading) -> Outcome:
    """The verdict on a film that was decoded."""
    refusal = checks.needs_readable_pictures(known.film, reading)
    if refusal:
        return Outcome(Verdict.REFUSED, refusal)
    return Outcome(Verdict.READY, None, notes.notes(known, reading))


def check(film: Path, tools: Tools) -> Check:
    """What the worker would say of a file, without making a screener. Raises OSError if it is not there."""
    known = measure(film, tools)
    if isinstance(known, Refusal):
        return Check(None, Outcome(Verdict.REFUSED, known))
    refusal = checks.decode(known)
    if refusal:
        return Check(known, Outcome(Verdict.REFUSED, refusal))
    reading = decode(film, known, tools, ffmpeg_command.listening(known))
    return Check(known, judge(known, reading))
