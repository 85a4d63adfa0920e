"""Why somebody has more than a fair queue, said in one sentence, with no more than what is proved."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from festival.kernel.words import N_, Message, message
from festival.scoring.assignment import bounds
from festival.scoring.assignment.bounds import FAIR, Cause, Hindrance
from festival.scoring.assignment.state import Table

NAMED = 5  # jurors; of more, the first ones
PROVED: Mapping[Cause, str] = {
    Cause.STANDING: N_(
        "{juror} has {percent} % of a fair share of minutes. No plan brings everybody below "
        "{least} %: {others} already has as much assigned."
    ),
    Cause.FILM: N_(
        "{juror} has {percent} % of a fair share of minutes. No plan brings everybody below "
        "{least} %: “{film}” is too long for those who can be given it."
    ),
    Cause.JURORS: N_(
        "{juror} has {percent} % of a fair share of minutes. No plan brings everybody below "
        "{least} %. Because of conflicts, languages or content, many films can go to hardly "
        "anybody but {others}."
    ),
    Cause.LENGTHS: N_(
        "{juror} has {percent} % of a fair share of minutes. No plan brings everybody below "
        "{least} %: the films are too few and too long."
    ),
}


def explained(table: Table, films: Sequence[str], jurors: Sequence[str]) -> Message | None:
    """The sentence, with these names of the table's films and jurors; None where minutes are fair."""
    ratios = table.of_target(table.load)
    if not ratios.any():
        return None
    if ratios.max() <= FAIR:
        return _limits(table, jurors)
    queue = {"juror": jurors[int(ratios.argmax())], "percent": percent(ratios.max())}
    if held := bounds.hindrance(table):
        return _proved(held, queue, films, jurors)
    return message(
        "unproved",
        "{juror} has {percent} % of a fair share of minutes; another proposal may be fairer, "
        "but that is not certain.",
        **queue,
    )


def _proved(
    held: Hindrance, queue: Mapping[str, str], films: Sequence[str], jurors: Sequence[str]
) -> Message:
    film = "" if held.film is None else films[held.film]
    others = [jurors[column] for column in held.jurors[:NAMED]] + ["…"] * (len(held.jurors) > NAMED)
    known = {"least": percent(held.least), "film": film, "others": ", ".join(others)}
    return Message(held.cause.value, PROVED[held.cause], {**queue, **known})


def _limits(table: Table, jurors: Sequence[str]) -> Message | None:
    """Where everybody has a fair share, somebody may still have more than the mean: others can give less."""
    fullest = int(np.where(table.gives_time, table.load, 0).argmax())
    of_mean = table.load[fullest] / table.load[table.gives_time].mean()
    if of_mean <= FAIR or not _some_give_less(table) or _lacks_reviews(table):
        return None
    return message(
        "limits",
        "{juror} is asked for {percent} % of the average: that is a fair share, because others "
        "can give less time.",
        juror=jurors[fullest],
        percent=percent(of_mean),
    )


def _some_give_less(table: Table) -> bool:
    """Whether somebody gives time, but less than others."""
    return bool((table.gives_time & (table.limit < table.target.max())).any())


def _lacks_reviews(table: Table) -> bool:
    """Whether a review is missing that somebody could give."""
    possible = np.minimum(table.reviews, (~table.barred).sum(axis=1))
    return bool((table.assigned.sum(axis=1) < possible).any())


def percent(ratio: float) -> str:
    """A share as people read it. What is beyond a fair one is never rounded down to it."""
    said = f"{100 * ratio:.1f}"
    return f"{math.ceil(1000 * ratio) / 10:.1f}" if ratio > FAIR >= float(said) / 100 else said
