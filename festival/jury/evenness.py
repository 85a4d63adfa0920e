"""How fair the minutes of a plan can be, and what keeps them from it, as far as that can be proved."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from festival.jury.dealing_table import Numbers, Table
from festival.jury.obstacles import Flags

FAIR = 1.03  # of the target: a pile up to this is fair


class Cause(StrEnum):
    """What keeps a plan from being even."""

    STANDING = "standing"
    FILM = "film"
    JURORS = "jurors"
    LENGTHS = "lengths"


@dataclass(frozen=True)
class Hindrance:
    """No plan with as many views leaves the fullest pile below `least` of its target.

    The reason is one `film` (row) that is too long, or films that too few besides these `jurors` (columns)
    can be given, or what stands already for one of them.
    """

    cause: Cause
    least: float
    film: int | None = None
    jurors: tuple[int, ...] = ()


def aims(table: Table) -> Numbers:
    """For each juror, the seconds up to which their pile is fair: what stands already is not held against it.

    They are each juror's own. Who was dealt too much keeps that, and all others are owed a fair share still.
    """
    aims: Numbers = np.maximum(FAIR * table.target, _standing_load(table))
    return aims


def hindrance(table: Table) -> Hindrance | None:
    """What keeps piles above `FAIR`, by the strongest proof at hand; None when there is none."""
    proofs = [_standing(table), *_long_films(table), *_few_jurors(table), *_long_seats(table)]
    strongest = max(proofs, key=lambda proof: proof.least)
    return strongest if strongest.least > FAIR else None


def _standing(table: Table) -> Hindrance:
    ratios = _standing_load(table) / table.target
    fullest = int(ratios.argmax())
    return Hindrance(Cause.STANDING, float(ratios[fullest]), jurors=(fullest,))


def _long_films(table: Table) -> Iterator[Hindrance]:
    """A film that needs some more jurors fills the pile of at least one of them as far as this."""
    after = _standing_load(table) + table.seconds[:, None]
    is_open = _open(table) & (after <= table.limit)
    fits = (is_open & (after <= FAIR * table.target)).sum(axis=1)
    new = _new_views(table)
    for row in np.flatnonzero(fits < new).tolist():
        ratios = np.sort((after[row] / table.target)[is_open[row]])
        if len(ratios) >= new[row]:  # not where a seat was planned before something came to forbid it
            yield Hindrance(Cause.FILM, float(ratios[new[row] - 1]), film=row)


def _few_jurors(table: Table) -> Iterator[Hindrance]:
    """Views that cannot be given outside a group fill its piles: the fullest pile's, the two fullest, …"""
    order = np.argsort(-table.load / table.target, kind="stable")
    is_open = _open(table)[:, order]
    outside = is_open.sum(axis=1)[:, None] - is_open.cumsum(axis=1)
    forced = table.seconds @ np.maximum(_new_views(table)[:, None] - outside, 0)
    forced += _standing_load(table)[order].cumsum()
    has_limit = (table.limit <= table.target)[order]
    most = np.maximum(table.target, _standing_load(table))[order]  # more may stand than a limit allows by now
    limited = np.where(has_limit, most, 0).cumsum()
    shared = np.where(has_limit, 0, table.target[order]).cumsum()
    for last in np.flatnonzero(shared).tolist():
        least = float((forced[last] - limited[last]) / shared[last])
        yield Hindrance(Cause.JURORS, least, jurors=tuple(order[: last + 1].tolist()))


def _long_seats(table: Table) -> Iterator[Hindrance]:
    """Of more than twice as many seats as there are jurors, somebody has three; the shortest three count."""
    rows = np.argsort(-table.seconds, kind="stable")
    rows = np.repeat(rows, table.seated.sum(axis=1)[rows])
    jurors = len(table.jurors)
    for more in range(-(-len(rows) // jurors)):
        films = list(dict.fromkeys(rows[more * jurors :: -1].tolist()))[: more + 1]
        yield Hindrance(Cause.LENGTHS, float(table.seconds[films].sum() / table.target.max()))


def _open(table: Table) -> Flags:
    return np.asarray(~(table.barred | table.stands))


def _new_views(table: Table) -> NDArray[np.int64]:
    """How many views of each film are planned besides those that stand."""
    return np.asarray(table.seated.sum(axis=1) - table.stands.sum(axis=1))


def _standing_load(table: Table) -> Numbers:
    load: Numbers = table.seconds @ table.stands
    return load
