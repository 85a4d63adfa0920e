"""Spend a jury's last hours: plan the extra reviews that help most, and give them out."""

from datetime import datetime

from festival import db
from festival.boards import ranking_cache
from festival.boards.extra_reviews import rules, solve
from festival.boards.extra_reviews.solve import Asked
from festival.boards.models import AskedHours
from festival.jury.models import Round
from festival.jury.planning import operations as plan_operations
from festival.jury.planning import queries as plan_queries
from festival.kernel.refusals import enforce
from festival.kernel.roles import Actor


def plan_batch(judged: Round, asked: Asked, *, seen: str, actor: Actor, now: datetime) -> int:
    """Put the proposal on the round's plan, as it was seen (its fingerprint); how many views.

    Later reviews that were planned before and not assigned give way to it.
    """
    facts, known = plan_queries.facts(judged), ranking_cache.evidence(judged)
    enforce(rules.plan_batch(actor, judged, len(known.scores), now))
    question = solve.question(facts, known, asked)
    reviews = solve.answer(question).reviews
    enforce(
        rules.needs_unchanged_proposal(solve.fingerprint(reviews), seen) or rules.needs_reviews(len(reviews))
    )
    db.session().add(
        AskedHours(round_id=judged.id, seconds=asked.seconds, batches=asked.batches, asked_at=now)
    )
    return plan_operations.plan_batch(
        judged,
        {(int(review.film), int(review.juror)): review.why for review in reviews},
        seed=question.seed,
        seconds=asked.seconds,
        batches=asked.batches,
        actor=actor,
        now=now,
    )


def assign_batch(judged: Round, asked: Asked, *, seen: str, actor: Actor, now: datetime) -> int:
    """Plan the proposal and assign it, in one go; how many assignments were assigned."""
    plan_batch(judged, asked, seen=seen, actor=actor, now=now)
    return plan_operations.apply_batch(judged, actor=actor, now=now).assignments
