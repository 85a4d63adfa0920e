"""Why a batch leaves jury time unspent, film by film of the categories that a shortlist is sought in."""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

import numpy as np

from festival.kernel.words import N_
from festival.scoring.assignment.state import Table
from festival.scoring.extra_reviews import cut_line
from festival.scoring.extra_reviews.budget import Budget, lengths
from festival.scoring.extra_reviews.choose_juror import MOST
from festival.scoring.ranking.dataset import Reading


class Unspent(StrEnum):
    """Why a film is asked of nobody any more; of several reasons the first counts."""

    MOST_REVIEWS = "most_views"
    NOBODY = "nobody"
    JURORS_TIME = "jurors_time"
    TOO_LONG = "too_long"
    LINKS = "bridges"


WORDS: Mapping[Unspent, str] = {
    Unspent.MOST_REVIEWS: N_("They have as many reviews as any film gets"),
    Unspent.NOBODY: N_("Nobody else who is asked and gives time may watch them"),
    Unspent.JURORS_TIME: N_(
        "Those who may watch them have no time left: by their own limit or, without one, by a fair share"
    ),
    Unspent.TOO_LONG: N_("They are longer than the time that is left"),
    Unspent.LINKS: N_(
        "Groups of jurors share no film, and the linking reviews are enough until they are scored"
    ),
}
"""The same of several films, for people."""


def reasons(reading: Reading, table: Table, budget: Budget) -> Mapping[Unspent, int]:
    """How many films each reason keeps from being asked for once a batch is full.

    Jurors without any time are not asked: they count as nobody. Where time and jurors are left for a film,
    its category is divided, and more waits for the scores of the linking reviews.
    """
    cost = lengths(reading)
    willing = ~(table.barred | table.assigned) & (table.limit > 0)
    in_time = (table.seconds[:, None] <= table.limit - table.load) & (cost[:, None] <= budget.jurors)
    conditions = {
        Unspent.MOST_REVIEWS: table.assigned.sum(axis=1) >= MOST,
        Unspent.NOBODY: ~willing.any(axis=1),
        Unspent.JURORS_TIME: ~(willing & in_time).any(axis=1),
        Unspent.TOO_LONG: cost > budget.left,
    }
    first = np.select(list(conditions.values()), list(map(str, conditions)), str(Unspent.LINKS))
    counts = Counter(first[cut_line.films(reading)].tolist())
    return {reason: counts[reason] for reason in Unspent if counts[reason]}
