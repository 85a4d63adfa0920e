"""Reads a stranger's subtitle file in the box, in bounded time and memory."""

import json
import sys
import tempfile
from pathlib import Path

from festival.adapters import sandbox
from festival.kernel import message_rows
from festival.kernel.refusals import Refusal
from festival.screeners.media.subtitles import in_the_box, limits
from festival.screeners.media.subtitles.values import Options, Question, Report, Track, samples

PROGRAM = Path(in_the_box.__file__)
LIMITS = sandbox.Limits(memory_bytes=2 * sandbox.GIB, cpu_seconds=90, output_bytes=2**27, wall_seconds=180)
KILLED = 128


class ReaderFailedError(Exception):
    """The program that reads is broken here; it is not the file's fault."""


def read(file: Path, options: Options, mode: sandbox.Mode) -> Track | Question | Refusal:
    """What a subtitle file holds. Raises ReaderFailedError."""
    told: list[bytes] = []
    with tempfile.TemporaryDirectory(prefix="laurel-subtitles-") as folder:
        command = [sys.executable, "-I", str(PROGRAM), folder, str(file), json.dumps(options.to_json())]
        box = sandbox.Box(mode, (in_the_box.PACKAGE, file), Path(folder), LIMITS)
        try:
            code = sandbox.run(command, box, on_error=told.append)
        except sandbox.OverLimitError:
            return limits.too_hard()
        if code < 0 or code > KILLED or b"MemoryError" in b"".join(told[-1:]):
            return limits.too_hard()
        if code:
            raise ReaderFailedError(b"\n".join(told[-3:]).decode("utf-8", "replace"))
        return _answered(json.loads(Path(folder, in_the_box.ANSWER).read_text("utf-8")))


def read_bytes(data: bytes, options: Options, mode: sandbox.Mode) -> Track | Question | Refusal:
    """The same, for subtitles that stand in no file of their own."""
    with tempfile.NamedTemporaryFile(prefix="laurel-subtitles-") as file:
        file.write(data)
        file.flush()
        return read(Path(file.name), options, mode)


def _answered(row: dict[str, object]) -> Track | Question | Refusal:
    match row:
        case {"refusal": dict() as refusal}:
            return Refusal(message_rows.from_json(refusal))
        case {"samples": found}:
            return Question(samples(found))
        case {"webvtt": str() as text, "report": dict() as report}:
            return Track(text, Report.from_json(report))
    raise ReaderFailedError("no answer")
