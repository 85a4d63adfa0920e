"""The whole way of one film file, from its bytes to a screener: scan, identify, measure, check, make."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from festival.adapters import clamd
from festival.kernel.refusals import Refusal
from festival.screeners.media import checks, inspect_film, making, notes
from festival.screeners.media.checks import Outcome, Verdict
from festival.screeners.media.facts import Facts, Subtitles
from festival.screeners.media.inspect_film import Tools
from festival.screeners.media.made import Made
from festival.screeners.media.subtitles import operations as subtitles
from festival.screeners.media.subtitles.values import Options, Track


@dataclass(frozen=True)
class Result:
    """How it ended, what was made, and which subtitles were found inside."""

    outcome: Outcome
    made: Made | None = None
    inside: tuple[tuple[Subtitles, Track], ...] = ()


def process(
    film: Path,
    known: Facts | None,
    folder: Path,
    tools: Tools,
    *,
    on_measured: Callable[[Facts], None],
    on_percent: Callable[[int], None],
) -> Result:
    """Take one film all the way; what an earlier attempt found or made (`known`, `folder`) is used again.

    Raises where the trouble is ours: clamd.ClamdError, probe_operations.ProbeFailedError, ffmpeg.FailedError,
    sandbox.OverLimitError.
    """
    scan = clamd.scan(tools.clamd, film)
    if scan.verdict is clamd.Verdict.INFECTED:
        return Result(Outcome(Verdict.REFUSED, checks.infected(scan.virus)))
    found = known or inspect_film.measure(film, tools)
    if isinstance(found, Refusal):
        return Result(Outcome(Verdict.REFUSED, found))
    on_measured(found)
    refusal = checks.decode(found)
    if refusal:
        return Result(Outcome(Verdict.REFUSED, refusal))
    fit = inspect_film.able(film, found, tools)
    if isinstance(fit, Refusal):
        return Result(Outcome(Verdict.REFUSED, fit))
    made = making.make(
        film, found, fit, folder, lambda played: on_percent(round(played / found.seconds * 100))
    )
    outcome = inspect_film.judge(found, made.reading)
    if scan.verdict is clamd.Verdict.TOO_LARGE:
        outcome = replace(outcome, notes=(*outcome.notes, notes.not_scanned()))
    return Result(outcome, made, tuple(inside(film, found, fit)))


def inside(film: Path, known: Facts, tools: Tools) -> list[tuple[Subtitles, Track]]:
    """The subtitles inside a film file that could be read."""
    texts = making.subtitles_inside(film, known, tools)
    as_made = Options(encoding="utf-8")
    converted = [(source, subtitles.read_bytes(text, as_made, tools.mode)) for source, text in texts]
    return [(source, track) for source, track in converted if isinstance(track, Track)]
