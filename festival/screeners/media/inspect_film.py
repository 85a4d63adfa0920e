"""Looks at a film file in the box: what it is, how long, whether all of it can be read."""

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from festival.adapters import ffmpeg, sandbox
from festival.kernel.refusals import Refusal
from festival.screeners.media import checks, ffmpeg_command, identify, notes, probe_answers, probe_operations
from festival.screeners.media.checks import Outcome, Verdict
from festival.screeners.media.facts import Facts
from festival.screeners.media.reading import Listener, Reading

TRIAL_LIMITS = sandbox.Limits(memory_bytes=8 * sandbox.GIB, cpu_seconds=900, wall_seconds=300)
LACKS_DECODER = re.compile(r"[Dd]ecoder .*not found|no decoder found|not implemented|not supported", re.ASCII)
LEAST_SECONDS, SECONDS_A_FILM_SECOND = 600, 30
LEAST_OUTPUT_BYTES, OUTPUT_BYTES_A_SECOND = sandbox.GIB, 1_000_000

Played = Callable[[float], None]


@dataclass(frozen=True)
class Tools:
    """What this machine reads films with: ffmpeg, a way to close the box, a virus scanner (host:port).

    `others` are more ffmpegs, asked for a second opinion before a film is called damaged.
    """

    ffmpeg: str
    mode: sandbox.Mode
    clamd: str = ""
    others: tuple[str, ...] = ()

    @classmethod
    def here(cls, ffmpeg_setting: str = "", sandbox_setting: str = "auto", clamd: str = "") -> "Tools":
        """The tools that the settings choose. Raises ffmpeg.MissingError."""
        binary = ffmpeg.find(ffmpeg_setting)
        return cls(binary, sandbox.chosen(sandbox_setting), clamd, ffmpeg.others(binary))

    @property
    def each(self) -> list["Tools"]:
        """The same tools with each ffmpeg, the chosen one first."""
        return [self, *(replace(self, ffmpeg=binary, others=()) for binary in self.others)]


@dataclass(frozen=True)
class Check:
    """A finished check: the facts, if the file could be opened as a film, and how it ended."""

    facts: Facts | None
    outcome: Outcome


def measure(film: Path, tools: Tools) -> Facts | Refusal:
    """The facts of a file, or why it is no film.

    Raises probe_operations.ProbeFailedError or sandbox.OverLimitError.
    """
    found = probe_operations.probed(film, tools.ffmpeg, tools.mode)
    if "error" in found:
        return identify.REFUSALS[identify.of_file(film)]
    return probe_answers.facts(found, film.stat().st_size)


def able(film: Path, known: Facts, tools: Tools) -> Tools | Refusal:
    """The tools that can read this film's picture, tried on its first second, before hours are spent.

    A film of which nobody reads a picture there may still have some later on, unless none knows its kind.
    """
    readings = [Reading.of_nothing()]
    for one in tools.each:
        readings.append(first_second(film, known, one))
        if readings[-1].frames and not readings[-1].complaints:
            return one
    best = max(readings, key=lambda reading: reading.frames)
    if best.frames:
        return tools.each[readings.index(best) - 1]
    lacking = [any(map(LACKS_DECODER.search, reading.first_complaints)) for reading in readings[1:]]
    return checks.unknown_codec(known.film.codec) if all(lacking) else tools


def first_second(film: Path, known: Facts, tools: Tools) -> Reading:
    """What one ffmpeg makes of a film's first second."""
    listener = Listener(known.film.index)
    inside = sandbox.Box(tools.mode, (film,), limits=TRIAL_LIMITS)
    arguments = ["-map", f"0:{known.film.index}", "-t", "1", "-f", "null", "-"]
    with contextlib.suppress(ffmpeg.FailedError, sandbox.OverLimitError):
        ffmpeg.run(tools.ffmpeg, film, arguments, inside=inside, on_told=listener.hear)
    return listener.reading(1.0)


def decode_by_any(
    film: Path,
    known: Facts,
    tools: Tools,
    arguments: Callable[[Tools], list[str]],
    *,
    folder: Path | None = None,
    on_played: Played = lambda seconds: None,
) -> Reading:
    """Decode a film; before it is called damaged, the next ffmpeg is asked."""
    for one in tools.each:
        reading = decode(film, known, one, arguments(one), folder=folder, on_played=on_played)
        if checks.needs_readable_pictures(known.film, reading) is None:
            break
    return reading


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
    except ffmpeg.FailedError as error:
        if listener.frames and error.code != ffmpeg.TOO_MANY_ERRORS:
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
    fit = able(film, known, tools)
    if isinstance(fit, Refusal):
        return Check(known, Outcome(Verdict.REFUSED, fit))
    reading = decode_by_any(film, known, fit, lambda one: ffmpeg_command.listening(known))
    return Check(known, judge(known, reading))
