"""Spend a jury's last hours: plan the later views that help most, and give them out."""

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


def plan_wave(judged: Round, asked: Asked, *, seen: str, actor: Actor, now: datetime) -> int:
    """Put the proposal on the round's plan, as it was seen (its fingerprint); how many views.

    Later views that were planned before and not given out give way to it.
    """
    facts, known = plan_queries.facts(judged), ranking_cache.evidence(judged)
    enforce(rules.plan_wave(actor, judged, len(known.scores), now))
    question = solve.question(facts, known, asked)
    views = solve.answer(question).views
    enforce(rules.stands_as_seen(solve.fingerprint(views), seen) or rules.has_views(len(views)))
    db.session().add(AskedHours(round_id=judged.id, seconds=asked.seconds, waves=asked.waves, asked_at=now))
    return plan_operations.plan_wave(
        judged,
        {(int(view.film), int(view.juror)): view.why for view in views},
        seed=question.seed,
        seconds=asked.seconds,
        waves=asked.waves,
        actor=actor,
        now=now,
    )


def give_out_wave(judged: Round, asked: Asked, *, seen: str, actor: Actor, now: datetime) -> int:
    """Plan the proposal and deal it, in one go; how many seats were dealt."""
    plan_wave(judged, asked, seen=seen, actor=actor, now=now)
    return plan_operations.apply_wave(judged, actor=actor, now=now).seats
