"""What a ranking and the extra reviews cost, beside the bare numbers that no such computation can do without.

Bare are the draws for every film in 2,000 truths and forty factorizations of a table of all jurors, by numpy
alone. Each measure runs in a process of its own, with one thread; films have three views.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable

import numpy as np

from bench._lines import least_cpu, tell
from bench.juries import SCALE, SIZES, Jury, Size
from festival.scoring.extra_reviews import propose
from festival.scoring.ranking import rank
from festival.scoring.values import Score

REVIEWS = 3
FACTORIZATIONS = 40
LIMITS = {"fit": (20.0, 10.0, 9.0), "next": (20.0, 8.0, 6.0)}
"""At each size. For sixty films the bare numbers take a millisecond, beside which every call weighs."""

LATER = 0.1  # of all minutes so far: what the extra reviews may take


def main() -> int:
    """All measures at all sizes; with a name and a size, that one alone."""
    if len(sys.argv) > 1:
        name, place = sys.argv[1:]
        sys.stdout.write(json.dumps(measured(MEASURES[name], SIZES[int(place)])))
        return 0
    kept = True
    for place, size in enumerate(SIZES):
        bare = apart("bare", place)
        for name in ("fit", "next"):
            ours = apart(name, place)
            label = f"jury.{name} {size.films}/{size.jurors}"
            kept &= tell(f"{label}, cpu s beside bare numbers", ours["cpu"], bare["cpu"], LIMITS[name][place])
            kept &= tell(f"{label}, peak memory MB", ours["megabytes"], bare["megabytes"], 2.5)
    return 0 if kept else 1


def fit(jury: Jury, scores: list[Score]) -> None:
    """Learn, rank, and say how probable each film is."""
    rank.rank(jury.films, scores, jury.places, 1, SCALE)


def following(jury: Jury, scores: list[Score]) -> None:
    """Find where the extra reviews help most; this learns the jury, too."""
    seconds = round(LATER * jury.seconds)
    propose.propose(jury.films, jury.jurors, [], scores, jury.places, seconds, 1, SCALE)


def bare(jury: Jury, scores: list[Score]) -> None:
    """What numpy alone takes for the draws and the tables."""
    chance = np.random.default_rng(1)
    for _ in range(20):
        chance.standard_normal((100, jury.size.films))
    table = np.eye(jury.size.jurors) + 0.1
    for _ in range(FACTORIZATIONS):
        np.linalg.cholesky(table)


MEASURES: dict[str, Callable[[Jury, list[Score]], None]] = {"fit": fit, "next": following, "bare": bare}


def measured(act: Callable[[Jury, list[Score]], None], size: Size) -> dict[str, float]:
    """Processor seconds and the peak memory of the process."""
    jury = Jury(size, 1)
    scores = jury.watched(jury.assigned(REVIEWS))
    return {
        "cpu": least_cpu(lambda: act(jury, scores)),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


def apart(name: str, place: int) -> dict[str, float]:
    """One measure in a fresh process."""
    command = [sys.executable, "-m", "bench.jury", name, str(place)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


if __name__ == "__main__":
    sys.exit(main())
