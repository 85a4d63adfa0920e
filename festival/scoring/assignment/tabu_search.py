"""Where no exchange makes a full queue fairer, films go on changing hands for a while, even for the worse."""

import numpy as np
from numpy.typing import NDArray

from festival.scoring import connectivity
from festival.scoring.assignment.state import Table
from festival.scoring.numerics import Flags, Places, Reals

LOOK = 150  # assignments that are looked at in a step; a small jury has fewer
STEPS = 4000
PAIRS = 20_000_000  # of assignments, looked at in all steps together: a large jury gets fewer steps
REST = 12  # a film goes back to whom it left after this many steps or fewer
AFFINITY = 0.01  # what losing a whole affinity weighs, beside a queue that is too full by its whole target
CHANCE = 0.01  # decides between exchanges that differ by less
LEAP = 100  # steps; then, to get far away, some exchanges are made that chance alone chooses
BLIND = 20


def search(table: Table, affinity: Reals | None, chance: np.random.Generator, aims: Reals) -> None:
    """Exchange films until no queue exceeds its own aim (seconds), or give up; the fairest plan met stays.

    A tabu search (Glover 1989): every step makes the best exchange there is, harmful or not, and a film that
    left a juror does not come back at once. A film that just moves is exchanged for an empty assignment. No
    plan counts that leaves jurors in more groups than before: fair minutes are not worth that.
    """
    assignments = _Search(table, affinity, aims)
    fairest, jurors = assignments.unfairness(), assignments.jurors.copy()
    groups = assignments.groups()
    for step in range(min(STEPS, PAIRS // assignments.looked_at(chance).size ** 2)):
        if not any(fairest):
            break
        looked = assignments.looked_at(chance)
        is_blind = step >= LEAP and step % LEAP < BLIND
        harm = assignments.harm(looked, step) + (1 if is_blind else CHANCE) * chance.random(
            (looked.size,) * 2
        )
        one, other = np.unravel_index(harm.argmin(), harm.shape)
        if np.isfinite(harm[one, other]):
            assignments.exchange(int(looked[one]), int(looked[other]), step + chance.integers(1, REST, 2))
        if (unfairness := assignments.unfairness()) < fairest and assignments.groups() <= groups:
            fairest, jurors = unfairness, assignments.jurors.copy()
    _write_back(table, assignments.films, jurors)


class _Search:
    """Every assignment whose film may change hands, by film and juror, and an empty one for each juror."""

    def __init__(self, table: Table, affinity: Reals | None, aims: Reals) -> None:
        films, jurors = table.assigned.shape
        taken = np.nonzero(table.assigned & ~table.stands)
        self.films: Places = np.append(taken[0], np.full(jurors, films))
        self.jurors: Places = np.append(taken[1], np.arange(jurors))
        self._empty = films
        self._seconds = np.append(table.seconds, 0)[self.films]
        self._load, self._target, self._limit = table.load.copy(), table.target, table.limit
        self._aim = aims
        nobody = np.zeros(jurors, dtype=bool)
        self._barred, self._assigned = np.vstack([table.barred, nobody]), np.vstack([table.assigned, nobody])
        self._rests_until = np.zeros(self._barred.shape, dtype=int)
        self._affinity = None if affinity is None else np.vstack([affinity, np.zeros(jurors)])

    def unfairness(self) -> list[float]:
        """By which parts of their targets queues exceed their aims, most first: less is fairer.

        So of plans whose worst queue is equally bad the second worst decides, and so on.
        """
        excess: list[float] = self._excess(self._load, np.arange(self._load.size)).tolist()
        return sorted(excess, reverse=True)

    def groups(self) -> int:
        """How many groups of jurors share no film with another."""
        return len(connectivity.components(self._assigned[: self._empty]))

    def looked_at(self, chance: np.random.Generator) -> Places:
        """All assignments; where there are too many, those of the fullest queues and some more by chance."""
        if self.films.size <= LOOK:
            return np.arange(self.films.size)
        full = chance.permutation(np.flatnonzero((self._load > self._aim)[self.jurors]))[: LOOK // 2]
        return np.append(full, chance.integers(0, self.films.size, LOOK - full.size))

    def harm(self, looked: Places, step: int) -> Reals:
        """What the exchange of each two assignments does to full queues and affinity.

        Infinite where it cannot be.

        It is the first assignment's juror whom it gives time, the second's whom it takes time from.
        """
        jurors = self.jurors[looked]
        moved = self._seconds[looked][:, None] - self._seconds[looked]
        load = self._load[jurors]
        lighter = self._excess(load[:, None] - moved, jurors[:, None]) - self._excess(load, jurors)[:, None]
        fuller = self._excess(load + moved, jurors) - self._excess(load, jurors)
        passes = self._passes(looked, step)
        is_possible = (moved > 0) & (load + moved <= self._limit[jurors]) & passes & passes.T
        return np.where(is_possible, lighter + fuller + AFFINITY * self._loss(looked), np.inf)

    def exchange(self, one: int, other: int, rests_until: NDArray[np.int64]) -> None:
        """Let the jurors of two assignments exchange their films, which rest until these steps."""
        giver, taker = int(self.jurors[one]), int(self.jurors[other])
        self._pass(one, giver, taker, int(rests_until[0]))
        if self.films[other] != self._empty:
            self._pass(other, taker, giver, int(rests_until[1]))

    def _pass(self, assignment: int, giver: int, taker: int, rests_until: int) -> None:
        film = self.films[assignment]
        self.jurors[assignment] = taker
        self._assigned[film, giver], self._assigned[film, taker] = False, True
        self._rests_until[film, giver] = rests_until
        self._load[giver] -= self._seconds[assignment]
        self._load[taker] += self._seconds[assignment]

    def _excess(self, load: Reals, jurors: Places) -> Reals:
        excess: Reals = np.maximum(load - self._aim[jurors], 0) / self._target[jurors]
        return excess

    def _passes(self, looked: Places, step: int) -> Flags:
        """Whether each assignment's film may pass to the juror of each other."""
        pairs = np.ix_(self.films[looked], self.jurors[looked])
        return np.asarray(~(self._barred[pairs] | self._assigned[pairs]) & (self._rests_until[pairs] <= step))

    def _loss(self, looked: Places) -> Reals | float:
        if self._affinity is None:
            return 0.0
        known = self._affinity[np.ix_(self.films[looked], self.jurors[looked])]
        loss = known.diagonal()[:, None] - known
        both: Reals = loss + loss.T
        return both


def _write_back(table: Table, films: Places, jurors: Places) -> None:
    """Let the films go to these jurors."""
    wanted = np.zeros_like(table.assigned)
    is_film = films < len(table.films)
    wanted[films[is_film], jurors[is_film]] = True
    wanted |= table.stands
    for row, column in np.argwhere(table.assigned & ~wanted).tolist():
        table.unassign(row, column)
    for row, column in np.argwhere(wanted & ~table.assigned).tolist():
        table.assign(row, column)
