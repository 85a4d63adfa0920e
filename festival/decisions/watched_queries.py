"""Who watched a film, how many to the end, and what they wrote for its filmmaker.

The honest line of a letter.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from festival import db
from festival.jury.models import Assignment, Round
from festival.jury.rounds import results

TO_THE_END = 0.95  # of a film: the credits may be left out
ENOUGH = 0.5  # of a film, for a review without a score to count as watched


@dataclass(frozen=True, slots=True)
class Watched:
    """How many jurors watched a film, how many to the end, what they wrote for its filmmaker.

    Anyone who scored it has watched it; without a score it takes half of the film.
    """

    jurors: int = 0
    to_the_end: int = 0
    feedback: tuple[str, ...] = ()


def by_films(entry_ids: Collection[int]) -> dict[int, Watched]:
    """The honest line of each film, over all rounds; films nobody was assigned are not in it."""
    assigned = select(Assignment.round_id).where(Assignment.entry_id.in_(entry_ids))
    rounds = db.session().scalars(select(Round).where(Round.id.in_(assigned)).order_by(Round.id)).all()
    reviews: dict[int, list[results.FilmReview]] = defaultdict(list)
    for of_round in results.reviews_of_rounds(rounds, entry_ids).values():
        for entry_id, found in of_round.items():
            reviews[entry_id].extend(found)
    return {entry_id: of_reviews(found) for entry_id, found in reviews.items()}


def of_reviews(reviews: Sequence[results.FilmReview]) -> Watched:
    """The cut-off of one film, from what its jurors did in all rounds."""
    seen = [
        review
        for review in reviews
        if review.is_counted or review.declared or (review.coverage or 0) >= ENOUGH
    ]
    ends = [review for review in seen if review.declared or (review.coverage or 0) >= TO_THE_END]
    return Watched(
        jurors=len({review.juror_id for review in seen}),
        to_the_end=len({review.juror_id for review in ends}),
        feedback=tuple(review.comment_for_filmmaker for review in seen if review.comment_for_filmmaker),
    )
