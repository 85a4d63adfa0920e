"""What the festival adds to a bare ffmpeg: the whole way of a film, beside the same transcoding alone."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench._lines import tell
from festival.screeners.media import ffmpeg_command, inspect_film, making
from festival.screeners.media.facts import Facts
from festival.screeners.media.inspect_film import Tools

SHORT, LONG = 10, 40  # seconds: what both cost is paid once a film, what the longer costs more, a second
RUNS = 3
LIMIT = 1.05


def main() -> None:
    """Print the time of both lengths, and of a second of film; that has the limit."""
    short, long = both_ways(SHORT), both_ways(LONG)
    tell(f"screener of {SHORT} s of film, s", *short)
    tell(f"screener of {LONG} s of film, s", *long)
    a_second = [(more - less) / (LONG - SHORT) for more, less in zip(long, short, strict=True)]
    is_kept = tell("screener, each further second of film, s", *a_second, limit=LIMIT)
    sys.exit(not is_kept)


def both_ways(seconds: int) -> tuple[float, float]:
    """Seconds of our way and of the bare command, each the best of a few runs, turn by turn."""
    with tempfile.TemporaryDirectory(prefix="laurel-bench-") as name:
        folder, tools = Path(name), Tools.here()
        film = make_film(folder / "film.mp4", seconds, tools)
        screener, alone = folder / "screener", folder / "alone"
        command = bare(film, tools, alone)
        pairs = [
            (
                timed(lambda: ours(film, tools, screener), screener),
                timed(lambda: subprocess.run(command, check=True), alone),  # noqa: S603
            )
            for _ in range(RUNS)
        ]
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)


def make_film(path: Path, seconds: int, tools: Tools) -> Path:
    """A moving, sounding film in 1080p."""
    picture = f"testsrc2=size=1920x1080:rate=24:duration={seconds},noise=alls=20:allf=t"
    sound = f"anoisesrc=duration={seconds}:amplitude=0.2"
    inputs = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound]
    codecs = ["-c:v", "libx264", "-preset", "ultrafast", "-b:v", "8M", "-pix_fmt", "yuv420p", "-c:a", "aac"]
    subprocess.run([tools.ffmpeg, "-loglevel", "error", *inputs, *codecs, str(path)], check=True)  # noqa: S603
    return path


def ours(film: Path, tools: Tools, folder: Path) -> None:
    """Identify, measure, check and make, in the box, with progress told."""
    making.make(film, measured(film, tools), tools, folder / "made", lambda seconds: None)


def bare(film: Path, tools: Tools, folder: Path) -> list[str]:
    """The same sizes by ffmpeg alone: no probe, no box, no progress, no look-out for black and silence."""
    known = measured(film, tools)
    arguments = ffmpeg_command.making(known, known.film, folder)
    graph = arguments.index("-filter_complex") + 1
    arguments[graph] = (
        arguments[graph].replace(f",{ffmpeg_command.WATCH}", "").replace(f"{ffmpeg_command.LISTEN},", "")
    )
    return [tools.ffmpeg, "-loglevel", "error", "-nostdin", "-i", str(film), *arguments]


def measured(film: Path, tools: Tools) -> Facts:
    """The facts of our own film."""
    known = inspect_film.measure(film, tools)
    if not isinstance(known, Facts):
        raise TypeError(str(known))
    return known


def timed(act: Callable[[], object], folder: Path) -> float:
    """Seconds that an act takes, which fills a folder; by the wall: the box hides its processor time."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
