"""A jury's last hours put as a question to the computation, from what stands in a round; and the answer."""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from festival.boards import ranking_cache
from festival.boards.ranking_cache import Evidence
from festival.jury.models import Assignment
from festival.jury.planning import batches, solve
from festival.jury.planning.facts import Facts
from festival.jury.states import NO_REVIEW, AssignmentState
from festival.scoring.extra_reviews import propose
from festival.scoring.extra_reviews.choose_juror import ExtraReview
from festival.scoring.extra_reviews.propose import ExtraReviews
from festival.scoring.ranking.results import Model
from festival.scoring.scales import Scale
from festival.scoring.values import Film, Juror, Pair, Score

REMEMBERED = 4  # answers a process keeps, so that what was just looked at is not computed again
SECONDS_AN_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Asked:
    """What an organizer asks for: the time left in all, in how many batches, of whom (person ids)."""

    seconds: int
    batches: int
    jurors: frozenset[int]

    @property
    def seconds_now(self) -> int:
        """What the batch that comes now takes: an equal part."""
        return self.seconds // self.batches

    @property
    def seconds_after(self) -> int:
        """What is left for the batches after it."""
        return self.seconds - self.seconds_now


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """All that the extra reviews follow from; the `model` follows from the scores."""

    films: tuple[Film, ...]
    jurors: tuple[Juror, ...]
    conflicts: frozenset[Pair]
    scores: tuple[Score, ...]
    places: tuple[tuple[str, int], ...]
    seconds: int
    seed: int
    scale: Scale
    standing: tuple[Pair, ...]
    model: Model | None = field(compare=False)


def hours(seconds: int) -> str:
    """Hours as people write them: 40, 7.5."""
    return f"{round(seconds / SECONDS_AN_HOUR, 1):g}"


def question(facts: Facts, known: Evidence, asked: Asked) -> BatchQuestion:
    """What would be asked of whom with these hours.

    Reviews that are assigned and not scored count as reviews to come. A film that cannot be watched counts in
    the cut-off and is asked of nobody.
    """
    facts = without_planned_batches(facts)
    playable = {film.id: solve.film_of(film, facts.seconds.get(film.id, 0)) for film in facts.films}
    unplayable = [film.key for film in known.films if film.key not in playable]
    absent = {(film, member.person_id) for film in unplayable for member in facts.members}
    return BatchQuestion(
        films=tuple(playable.get(int(film.key), film) for film in known.films),
        jurors=tuple(_juror(solve.juror_of(member, facts), asked.jurors) for member in facts.members),
        conflicts=frozenset(facts.conflicts)
        | frozenset(facts.taken_manually)
        | frozenset(_settled(facts.assignments))
        | absent,
        scores=known.scores,
        places=known.places,
        seconds=asked.seconds_now,
        seed=len(batches.assigned(facts.assignments)) + 1,
        scale=known.scale,
        standing=tuple(_to_come(facts.assignments)),
        model=ranking_cache.computed(known).model,
    )


@lru_cache(REMEMBERED)
def answer(asked: BatchQuestion) -> ExtraReviews:
    """The reviews that help most; asked again it is not computed again."""
    return propose.propose(
        asked.films,
        asked.jurors,
        asked.conflicts,
        asked.scores,
        dict(asked.places),
        asked.seconds,
        asked.seed,
        asked.scale,
        asked.standing,
        asked.model,
    )


def without_planned_batches(facts: Facts) -> Facts:
    """What stands whatever is proposed: extra reviews that are only planned give way to new ones."""
    gives_way = {assignment.id for assignment in batches.planned(facts.assignments)}
    return replace(
        facts, assignments=[assignment for assignment in facts.assignments if assignment.id not in gives_way]
    )


def fingerprint(reviews: Iterable[ExtraReview]) -> str:
    """What tells one proposal from another."""
    text = json.dumps([(review.film, review.juror, review.why) for review in reviews])
    return hashlib.sha256(text.encode()).hexdigest()


def _juror(juror: Juror, asked: Collection[int]) -> Juror:
    return juror if juror.key in asked else replace(juror, seconds=0)


def _settled(assignments: Iterable[Assignment]) -> list[Pair]:
    return [
        (assignment.entry_id, assignment.juror_id)
        for assignment in assignments
        if assignment.state in NO_REVIEW
    ]


def _to_come(assignments: Iterable[Assignment]) -> list[Pair]:
    done = NO_REVIEW | {AssignmentState.SCORED}
    return [
        (assignment.entry_id, assignment.juror_id)
        for assignment in assignments
        if assignment.state not in done
    ]
