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

    Anyone who scored it has watched it; without a score it takes half of the film. `earlier` of the jurors
    watched only a version that was exchanged since; “to the end” is of the version that they watched.
    """

    jurors: int = 0
    to_the_end: int = 0
    feedback: tuple[str, ...] = ()
    earlier: int = 0


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
    present = [review for review in reviews if _is_watched(review)]
    before = [review for review in reviews if review not in present and _is_watched_before(review)]
    seen = [review for review in reviews if review in present or review in before]
    ends = [review for review in present if review.declared or (review.coverage or 0) >= TO_THE_END]
    ends += [review for review in before if (review.earlier_coverage or 0) >= TO_THE_END]
    return Watched(
        jurors=len(_jurors(seen)),
        to_the_end=len(_jurors(ends)),
        feedback=tuple(review.comment_for_filmmaker for review in seen if review.comment_for_filmmaker),
        earlier=len(_jurors(before) - _jurors(present)),
    )


def _is_watched(review: results.FilmReview) -> bool:
    """Whether a juror watched the film as it is now."""
    is_scored = review.is_counted and not review.is_for_earlier_film and not _saw_only_earlier(review)
    return is_scored or bool(review.declared) or (review.coverage or 0) >= ENOUGH


def _is_watched_before(review: results.FilmReview) -> bool:
    """Whether a juror watched a version that was exchanged since."""
    is_scored = review.is_for_earlier_film or (review.is_counted and _saw_only_earlier(review))
    return is_scored or (review.earlier_coverage or 0) >= ENOUGH


def _saw_only_earlier(review: results.FilmReview) -> bool:
    """Whether nothing was played of the film as it is now: a score may stand without that."""
    return bool(review.earlier_seconds) and not review.seconds_seen


def _jurors(reviews: Sequence[results.FilmReview]) -> set[int]:
    return {review.juror_id for review in reviews}
