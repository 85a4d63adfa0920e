"""What the festival adds to a bare ffmpeg: the whole way of a film, beside the same transcoding alone."""

import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from festival.screeners import inspection, making, renditions
from festival.screeners.facts import Facts
from festival.screeners.inspection import Tools

FILM_SECONDS = 30
RUNS = 3
LIMIT = 1.05


def main() -> None:
    """Print a line of JSON: seconds of ours, seconds of the bare command, their ratio, and what it may be."""
    with tempfile.TemporaryDirectory(prefix="laurel-bench-") as folder:
        tools = Tools.here()
        film = make_film(Path(folder) / "film.mp4", tools)
        screener, alone = Path(folder) / "screener", Path(folder) / "alone"
        command = bare(film, tools, alone)
        pairs = [
            (
                timed(lambda: ours(film, tools, screener), screener),
                timed(lambda: subprocess.run(command, check=True), alone),  # noqa: S603
            )
            for _ in range(RUNS)
        ]
    mine, theirs = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
    answer = {
        "name": "screener of a film",
        "ours": mine,
        "against": theirs,
        "ratio": mine / theirs,
        "limit": LIMIT,
    }
    print(json.dumps(answer))  # noqa: T201  (printing is how it answers)


def make_film(path: Path, tools: Tools) -> Path:
    """A moving, sounding film in 1080p."""
    picture = f"testsrc2=size=1920x1080:rate=24:duration={FILM_SECONDS},noise=alls=20:allf=t"
    sound = f"anoisesrc=duration={FILM_SECONDS}:amplitude=0.2"
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
    arguments = renditions.making(known, known.film, folder)
    graph = arguments.index("-filter_complex") + 1
    arguments[graph] = (
        arguments[graph].replace(f",{renditions.WATCH}", "").replace(f"{renditions.LISTEN},", "")
    )
    return [tools.ffmpeg, "-loglevel", "error", "-nostdin", "-i", str(film), *arguments]


def measured(film: Path, tools: Tools) -> Facts:
    """The facts of our own film."""
    known = inspection.measure(film, tools)
    if not isinstance(known, Facts):
        raise TypeError(str(known))
    return known


def timed(act: Callable[[], object], folder: Path) -> float:
    """Seconds that an act takes, which fills a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
