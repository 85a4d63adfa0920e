"""The table on which films are dealt: who may have which, who has which, and what one more would cost."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from festival.jury.films_and_jurors import Film, Juror, Key, Obstacle, can_follow

CATEGORY_WEIGHT = 0.3  # a one-sided pile, beside a full one
PAIR_WEIGHT = 0.05  # the same two people again on one film, beside a full pile

_Flags = NDArray[np.bool_]


class Table:
    """Films are rows, jurors are columns, as they come; of jurors at equal cost the first gets the film."""

    def __init__(
        self, films: Sequence[Film], jurors: Sequence[Juror], conflicts: set[tuple[Key, Key]], views: int
    ) -> None:
        self.films, self.jurors, self.views = films, jurors, views
        self._row_of = {film.key: row for row, film in enumerate(films)}
        self._column_of = {juror.key: column for column, juror in enumerate(jurors)}
        shape = (len(films), len(jurors))
        conflicting = [(film.key, juror.key) in conflicts for film in films for juror in jurors]
        self._obstacles = {
            Obstacle.CONFLICT: np.array(conflicting, dtype=bool).reshape(shape),
            Obstacle.LANGUAGE: self._flags(lambda film: film.languages, lambda *pair: not can_follow(*pair)),
            Obstacle.CONTENT: self._flags(lambda film: film.notes, _avoids),
        }
        self.barred: _Flags = np.logical_or.reduce(list(self._obstacles.values()))
        self.seated = np.zeros(shape, dtype=bool)
        self.load = np.zeros(shape[1])
        self.together = np.zeros((shape[1], shape[1]))
        self._category_load = {film.category: np.zeros(shape[1]) for film in films}
        self._set_targets()

    def accept(self, film: Key, juror: Key) -> None:
        """Count a view that already stands, if both take part."""
        row = self._row_of.get(film)
        column = self._column_of.get(juror)
        if row is not None and column is not None:
            self.seat(row, column)

    def cheapest(self, row: int) -> int | None:
        """The juror to whom this film is given best, or None when nobody can take it."""
        is_open = ~(self.barred[row] | self.seated[row]) & self._has_time(row)
        if not is_open.any():
            return None
        return int(np.argmin(np.where(is_open, self._cost(row), np.inf)))

    def seat(self, row: int, column: int) -> None:
        """Give a film to a juror."""
        others = self.seated[row].copy()
        self.together[others, column] += 1
        self.together[column, others] += 1
        self.seated[row, column] = True
        self.load[column] += self.films[row].seconds
        self._category_load[self.films[row].category][column] += self.films[row].seconds

    def hindered(self, row: int) -> dict[Obstacle, int]:
        """How many of the jurors who do not watch this film each obstacle keeps away."""
        left = ~self.seated[row]
        counted = {}
        obstacles = {name: flags[row] for name, flags in self._obstacles.items()}
        for obstacle, flags in (obstacles | {Obstacle.TIME: ~self._has_time(row)}).items():
            counted[obstacle] = int((left & flags).sum())
            left &= ~flags
        return {obstacle: count for obstacle, count in counted.items() if count}

    def rows_by_key(self) -> list[int]:
        return sorted(range(len(self.films)), key=lambda row: _in_order(self.films[row].key))

    def columns_by_key(self) -> list[int]:
        return sorted(range(len(self.jurors)), key=lambda column: _in_order(self.jurors[column].key))

    def _flags(
        self, trait: Callable[[Film], frozenset[str]], hinders: Callable[[Film, Juror], bool]
    ) -> _Flags:
        """For every film and juror, whether this trait of the film keeps the juror away."""
        examples = {trait(film): film for film in self.films}
        rows = {value: [hinders(film, juror) for juror in self.jurors] for value, film in examples.items()}
        flags = [rows[trait(film)] for film in self.films]
        return np.array(flags, dtype=bool).reshape(len(self.films), len(self.jurors))

    def _set_targets(self) -> None:
        """The equal share of all minutes, or less for who can give less; and each category's part in it."""
        needed = max(self.views * sum(film.seconds for film in self.films), 1)
        share = max(needed / max(len(self.jurors), 1), 1.0)
        limits = [np.inf if juror.seconds is None else juror.seconds for juror in self.jurors]
        self._limit = np.array(limits, dtype=float)
        self._target = np.clip(self._limit, 1.0, share)
        self._part = dict.fromkeys(self._category_load, 0.0)
        for film in self.films:
            self._part[film.category] += max(film.seconds * self.views, 1) / needed
        pairs = max(len(self.jurors) * (len(self.jurors) - 1), 1)
        self._expected_together = max(len(self.films) * self.views * (self.views - 1) / pairs, 1.0)

    def _cost(self, row: int) -> NDArray[np.float64]:
        """For every juror: how full their pile gets, how one-sided, and how often the same people meet."""
        film = self.films[row]
        load = (self.load + film.seconds) / self._target
        in_category = (self._category_load[film.category] + film.seconds) / self._target
        meetings = self.together[self.seated[row]].sum(axis=0) / self._expected_together
        cost: NDArray[np.float64] = (
            load + CATEGORY_WEIGHT * in_category / self._part[film.category] + PAIR_WEIGHT * meetings
        )
        return cost

    def _has_time(self, row: int) -> _Flags:
        return np.asarray(self.load + self.films[row].seconds <= self._limit)


def _avoids(film: Film, juror: Juror) -> bool:
    return not film.notes.isdisjoint(juror.avoids)


def _in_order(key: Key) -> tuple[bool, int, str]:
    """Numbers by their size, words by their letters."""
    return (True, 0, key) if isinstance(key, str) else (False, key, "")
