"""How fair the minutes of a plan can be, and what keeps them from it, as far as that can be proved."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from festival.scoring.assignment.state import Table
from festival.scoring.numerics import Flags, Places, Reals

FAIR = 1.03  # of the target: a queue up to this is fair


class Cause(StrEnum):
    """What keeps a plan from being even."""

    STANDING = "standing"
    FILM = "film"
    JURORS = "jurors"
    LENGTHS = "lengths"


@dataclass(frozen=True)
class Hindrance:
    """No plan with as many reviews leaves the fullest queue below `least` of its target.

    Plans keep to what stands and to limits; jurors who give no time are left out, with their views. The
    reason is one `film` (row) that is too long, or films that too few besides these `jurors` (columns) can be
    given, or what stands already for one of them.
    """

    cause: Cause
    least: float
    film: int | None = None
    jurors: tuple[int, ...] = ()


def aims(table: Table) -> Reals:
    """For each juror, the seconds up to which their queue is fair.

    What stands already is not held against it.

    They are each juror's own. Who was assigned too much keeps that, and all others are owed a fair share
    still.
    """
    aims: Reals = np.maximum(FAIR * table.target, _standing_load(table))
    return aims


def hindrance(table: Table) -> Hindrance | None:
    """What keeps queues above `FAIR`, by the strongest proof at hand; None when there is none."""
    proofs = [_standing(table), *_long_films(table), *_few_jurors(table), *_long_assignments(table)]
    strongest = max(proofs, key=lambda proof: proof.least)
    return strongest if strongest.least > FAIR else None


def _standing(table: Table) -> Hindrance:
    """What is assigned to a juror stays: least = max over jurors j of standing_j / target_j."""
    ratios = table.of_target(_standing_load(table))
    fullest = int(ratios.argmax())
    return Hindrance(Cause.STANDING, float(ratios[fullest]), jurors=(fullest,))


def _long_films(table: Table) -> Iterator[Hindrance]:
    """A film that needs some more jurors fills the queue of at least one of them as far as this.

    For a film i that needs n more: least = the n-th smallest (standing_j + seconds_i) / target_j of those who
    may have it. Only films that fewer than n could take fairly are asked.
    """
    after = _standing_load(table) + table.seconds[:, None]
    is_open = _open(table) & (after <= table.limit)
    fits = (is_open & (after <= FAIR * table.target)).sum(axis=1)
    new = _new_reviews(table)
    for row in np.flatnonzero(fits < new).tolist():
        ratios = np.sort((after[row] / table.target)[is_open[row]])
        if len(ratios) >= new[row]:  # not where an assignment was planned before something came to forbid it
            yield Hindrance(Cause.FILM, float(ratios[new[row] - 1]), film=row)


def _few_jurors(table: Table) -> Iterator[Hindrance]:
    """Reviews that cannot be given outside a group fill its queues: the fullest queue's, the two fullest, …

    For each such group G: least = (forced - bounded) / shared, all in seconds. G must watch `forced` in every
    plan; of this, those whose limit is their target watch `bounded` at most, and `shared` is the sum of the
    targets of the others, of whom somebody has the mean of what is left at least.
    """
    order = np.argsort(-table.of_target(table.load), kind="stable")
    order = order[table.gives_time[order]]
    forced = _forced(table, order)
    is_bounded = (table.limit <= table.target)[order]
    most = np.maximum(table.target, _standing_load(table))[order]  # more may stand than a limit allows by now
    bounded = np.where(is_bounded, most, 0).cumsum()
    shared = np.where(is_bounded, 0, table.target[order]).cumsum()
    for last in np.flatnonzero(shared).tolist():
        least = float((forced[last] - bounded[last]) / shared[last])
        yield Hindrance(Cause.JURORS, least, jurors=tuple(order[: last + 1].tolist()))


def _forced(table: Table, order: Places) -> Reals:
    """Seconds that the first, the two first, … of these jurors watch together in every plan.

    What stands for them, and for each film seconds * max(new reviews - jurors outside who may have it, 0).
    """
    is_open = _open(table)
    inside = is_open[:, order].cumsum(axis=1)
    outside = is_open.sum(axis=1)[:, None] - inside
    forced: Reals = table.seconds @ np.maximum(_new_reviews(table)[:, None] - outside, 0)
    forced += _standing_load(table)[order].cumsum()
    return forced


def _long_assignments(table: Table) -> Iterator[Hindrance]:
    """Of more than twice as many assignments as there are jurors, somebody has three.

    The shortest three count.

    For m = 0, 1, …: of the m * jurors + 1 longest assignments somebody has m + 1, each of another film, so
    least = the sum of the m + 1 shortest different films among these assignments / the largest target.
    """
    longest_first = np.argsort(-table.seconds, kind="stable")
    assignments = np.repeat(longest_first, _assignments(table)[longest_first])
    jurors = int(table.gives_time.sum())
    for times in range(-(-len(assignments) // jurors)):
        longest = assignments[: times * jurors + 1]
        different = list(dict.fromkeys(longest[::-1].tolist()))
        shortest = different[: times + 1]
        yield Hindrance(Cause.LENGTHS, float(table.seconds[shortest].sum() / table.target.max()))


def _open(table: Table) -> Flags:
    """Who may be given which film, time aside, among those who give any."""
    return np.asarray(~(table.barred | table.stands) & table.gives_time)


def _assignments(table: Table) -> NDArray[np.int64]:
    """How many reviews of each film there are, planned or standing, with jurors who give time."""
    return np.asarray(table.assigned[:, table.gives_time].sum(axis=1))


def _new_reviews(table: Table) -> NDArray[np.int64]:
    """How many of these reviews do not stand yet."""
    return np.asarray(_assignments(table) - table.stands[:, table.gives_time].sum(axis=1))


def _standing_load(table: Table) -> Reals:
    load: Reals = table.seconds @ table.stands
    return load
