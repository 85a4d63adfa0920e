"""Why a juror cannot be given a film: a conflict, a language, something they asked not to meet."""

from collections.abc import Callable, Collection, Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from festival.scoring import numerics
from festival.scoring.numerics import Flags
from festival.scoring.values import Film, Juror, Obstacle, Pair, can_follow


def found(
    films: Sequence[Film], jurors: Sequence[Juror], conflicts: Collection[Pair]
) -> dict[Obstacle, Flags]:
    """For each obstacle but time, whom it keeps away from what."""
    return {
        Obstacle.CONFLICT: _conflicting(films, jurors, conflicts),
        Obstacle.LANGUAGE: grid(films, jurors, lambda film: film.languages, _cannot_follow).astype(bool),
        Obstacle.CONTENT: grid(films, jurors, lambda film: film.notes, _avoids).astype(bool),
    }


def grid(
    films: Sequence[Film],
    jurors: Sequence[Juror],
    trait: Callable[[Film], Hashable],
    value: Callable[[Film, Juror], float],
) -> NDArray[np.float64]:
    """A value for every film and juror; films with the same trait are asked once."""
    examples = {trait(film): film for film in films}
    codes = {shared: code for code, shared in enumerate(examples)}
    rows = np.array([[value(film, juror) for juror in jurors] for film in examples.values()], dtype=float)
    return rows.reshape(len(examples), len(jurors))[[codes[trait(film)] for film in films]]


def _conflicting(films: Sequence[Film], jurors: Sequence[Juror], conflicts: Collection[Pair]) -> Flags:
    flags = np.zeros((len(films), len(jurors)), dtype=bool)
    rows, columns = (
        numerics.positions(film.key for film in films),
        numerics.positions(juror.key for juror in jurors),
    )
    for film, juror in conflicts:
        if film in rows and juror in columns:
            flags[rows[film], columns[juror]] = True
    return flags


def _cannot_follow(film: Film, juror: Juror) -> bool:
    return not can_follow(film, juror)


def _avoids(film: Film, juror: Juror) -> bool:
    return not film.notes.isdisjoint(juror.avoids)
