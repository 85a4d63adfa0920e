"""Why a juror cannot be given a film: a conflict, a language, something they asked not to meet."""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from festival.jury.films_and_jurors import Film, Juror, Key, Obstacle, Pair, can_follow

Flags = NDArray[np.bool_]
"""One for every film (rows) and juror (columns)."""


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


def positions(keys: Iterable[Key]) -> dict[Key, int]:
    """Where each key stands."""
    return {key: place for place, key in enumerate(keys)}


def _conflicting(films: Sequence[Film], jurors: Sequence[Juror], conflicts: Collection[Pair]) -> Flags:
    flags = np.zeros((len(films), len(jurors)), dtype=bool)
    rows, columns = positions(film.key for film in films), positions(juror.key for juror in jurors)
    for film, juror in conflicts:
        if film in rows and juror in columns:
            flags[rows[film], columns[juror]] = True
    return flags


def _cannot_follow(film: Film, juror: Juror) -> bool:
    return not can_follow(film, juror)


def _avoids(film: Film, juror: Juror) -> bool:
    return not film.notes.isdisjoint(juror.avoids)
