"""Who watched a film, how many to the end, and what they wrote for its maker: the honest line of a letter."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from festival import db
from festival.jury.models import Assignment, Round
from festival.jury.rounds import results
from festival.scoring.ranking.summaries import TO_THE_END

ENOUGH = 0.5  # of a film, for a view without a score to count as watched


@dataclass(frozen=True, slots=True)
class Watched:
    """How many jurors watched a film, how many to the end, what they wrote for its maker.

    Whoever scored it has watched it; without a score it takes half of the film.
    """

    jurors: int = 0
    to_the_end: int = 0
    feedback: tuple[str, ...] = ()


def by_films(entry_ids: Collection[int]) -> dict[int, Watched]:
    """The honest line of each film, over all rounds; films nobody was dealt are not in it."""
    dealt = select(Assignment.round_id).where(Assignment.entry_id.in_(entry_ids))
    rounds = db.session().scalars(select(Round).where(Round.id.in_(dealt)).order_by(Round.id)).all()
    views: dict[int, list[results.View]] = defaultdict(list)
    for of_round in results.views_of_rounds(rounds, entry_ids).values():
        for entry_id, found in of_round.items():
            views[entry_id].extend(found)
    return {entry_id: _watched(found) for entry_id, found in views.items()}


def _watched(views: Sequence[results.View]) -> Watched:
    seen = [view for view in views if view.is_counted or view.declared or (view.coverage or 0) >= ENOUGH]
    ends = [view for view in seen if view.declared or (view.coverage or 0) >= TO_THE_END]
    return Watched(
        jurors=len({view.juror_id for view in seen}),
        to_the_end=len({view.juror_id for view in ends}),
        feedback=tuple(view.comment_for_filmmaker for view in seen if view.comment_for_filmmaker),
    )
