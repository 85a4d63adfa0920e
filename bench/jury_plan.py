"""What a plan costs and achieves, beside the same films assigned at random in plain Python.

Prints a line of JSON for each measure: `ours`, `against`, their ratio, and its limit. Each assigning runs in
a process of its own. Affinity that is lost stands beside the most that any plan of fair minutes could reach.
Films: a quarter features, the rest short, in one or two of six languages and one to three of twelve genres;
jurors: English and mostly two more languages, two to five genres; a conflict for every twentieth film.
"""

import json
import random
import resource
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from bench._lines import least_cpu, tell
from festival.scoring.assignment import eligibility, lagrangian, propose
from festival.scoring.values import Film, Juror, Pair, can_follow

SIZES = {(60, 9): 40, (800, 40): 10, (10_000, 300): 2.5}
"""Films and jurors, and how many times the random assigning's processor time a plan may take there."""

REVIEWS = 3
FAIR = 1.03
ROUNDS = 200
LANGUAGES, SPOKEN = ("en", "fr", "es", "de", "ar", "zh"), (45, 20, 15, 10, 6, 4)
GENRES = tuple(f"genre {number}" for number in range(12))

Case = tuple[list[Film], list[Juror], list[Pair]]


def main() -> int:
    """All measures at all sizes; with the name of a assigning and a size, that assigning in this process."""
    if len(sys.argv) > 1:
        name, films, jurors = sys.argv[1:]
        sys.stdout.write(json.dumps(measured(DEALINGS[name], case(int(films), int(jurors)))))
        return 0
    kept = [told(size, limit) for size, limit in SIZES.items()]
    return 0 if all(kept) else 1


def told(size: tuple[int, int], limit: float) -> bool:
    """Measure one size and say so; whether all limits are kept."""
    label = "jury.plan {}/{}".format(*size)
    ours, tasteless, against = (apart(name, size) for name in DEALINGS)
    most = bound(case(*size))
    lost, lost_at_random = most - ours["affinity"], most - against["affinity"]
    kept = [
        tell(f"{label}, cpu s", ours["cpu"], against["cpu"], limit),
        tell(f"{label}, without genres, cpu s", tasteless["cpu"], against["cpu"], limit),
        tell(f"{label}, peak memory MB", ours["megabytes"], against["megabytes"], 5),
        tell(f"{label}, fullest juror of the mean", ours["fullest"], 1, FAIR),
        tell(f"{label}, fullest juror of a random one", ours["fullest"], against["fullest"], 1),
        tell(f"{label}, affinity lost of what is possible", lost, most, 0.07),
        tell(f"{label}, affinity lost of a random one", lost, lost_at_random, 1),
    ]
    return all(kept)


def case(film_count: int, juror_count: int) -> Case:
    """A made-up festival, always the same for a size."""
    chance = random.Random(f"{film_count}/{juror_count}")  # noqa: S311  (a simulation)
    films = [film(number, chance) for number in range(film_count)]
    jurors = [juror(number, chance) for number in range(juror_count)]
    conflicts: list[Pair] = [
        (chance.randrange(film_count), chance.randrange(juror_count)) for _ in range(film_count // 20)
    ]
    return films, jurors, conflicts


def film(number: int, chance: random.Random) -> Film:
    category = chance.choice(("feature", "short", "short", "online"))
    minutes = chance.randint(60, 150) if category == "feature" else chance.randint(3, 40)
    spoken = chance.choices(LANGUAGES, SPOKEN, k=chance.randint(1, 2))
    notes = frozenset({"violence"} if chance.random() < 0.1 else ())
    genres = frozenset(chance.sample(GENRES, chance.randint(1, 3)))
    return Film(number, category, 60 * minutes, frozenset(spoken), notes, genres)


def juror(number: int, chance: random.Random) -> Juror:
    more = chance.sample(LANGUAGES[1:], 2) if chance.random() < 0.8 else []
    avoids = frozenset({"violence"} if chance.random() < 0.1 else ())
    return Juror(
        number, frozenset(["en", *more]), avoids, None, frozenset(chance.sample(GENRES, chance.randint(2, 5)))
    )


def ours(films: list[Film], jurors: list[Juror], conflicts: list[Pair]) -> list[Pair]:
    return propose.propose(films, jurors, conflicts, REVIEWS, 1).pairs


def without_genres(films: list[Film], jurors: list[Juror], conflicts: list[Pair]) -> list[Pair]:
    plain = [Juror(juror.key, juror.languages, juror.avoids) for juror in jurors]
    return propose.propose(films, plain, conflicts, REVIEWS, 1).pairs


def at_random(films: list[Film], jurors: list[Juror], conflicts: list[Pair]) -> list[Pair]:
    """Every film to any three jurors who may watch it."""
    chance, apart = random.Random(1), set(conflicts)  # noqa: S311
    plan: list[Pair] = []
    for film in films:
        able = [
            juror.key
            for juror in jurors
            if (film.key, juror.key) not in apart
            and film.notes.isdisjoint(juror.avoids)
            and can_follow(film, juror)
        ]
        plan += [(film.key, juror) for juror in chance.sample(able, min(REVIEWS, len(able)))]
    return plan


DEALINGS: dict[str, Callable[[list[Film], list[Juror], list[Pair]], list[Pair]]] = {
    "ours": ours,
    "without-genres": without_genres,
    "at-random": at_random,
}


def apart(name: str, size: tuple[int, int]) -> dict[str, Any]:
    """One assigning in a fresh process, so that its memory is its own."""
    command = [sys.executable, "-m", "bench.jury_plan", name, *map(str, size)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def measured(assign: Callable[..., list[Pair]], made: Case) -> dict[str, float]:
    """Processor seconds, peak memory, the fullest juror's part of the mean, and affinity."""
    plan = assign(*made)
    cpu = least_cpu(lambda: assign(*made))
    films, jurors = {one.key: one for one in made[0]}, {one.key: one for one in made[1]}
    minutes = dict.fromkeys(jurors, 0)
    for film, juror in plan:
        minutes[juror] += films[film].seconds
    return {
        "cpu": cpu,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
        "fullest": max(minutes.values()) * len(minutes) / sum(minutes.values()),
        "affinity": sum(len(films[f].genres & jurors[j].genres) / len(films[f].genres) for f, j in plan),
    }


def bound(made: Case) -> float:
    """What no plan of fair minutes can exceed, by many more rounds on all films than a plan takes."""
    films, jurors, conflicts = made
    barred = np.logical_or.reduce(list(eligibility.found(films, jurors, conflicts).values()))
    seconds = np.array([film.seconds for film in films], dtype=float)
    capacity = np.full(len(jurors), FAIR * REVIEWS * seconds.sum() / len(jurors))
    market = lagrangian.Market(
        np.where(barred, -np.inf, lagrangian.affinity(films, jurors)), seconds, capacity, REVIEWS
    )
    found, _ = lagrangian.found(market.sample(np.random.default_rng(1)), ROUNDS)
    return min(market.demand(each)[1] for each in (found, np.zeros_like(found)))


if __name__ == "__main__":
    sys.exit(main())
