"""When a jury's last hours can be spent: the round runs, scores say where, nothing changed meanwhile."""

from datetime import datetime

from festival.jury.models import Round
from festival.jury.planning import rules as plan_rules
from festival.jury.rounds import rules as round_rules
from festival.kernel.refusals import Refusal, refuse
from festival.kernel.roles import Actor


def plan_batch(actor: Actor, judged: Round, scores: int, now: datetime) -> Refusal | None:
    """Propose, plan or assign extra reviews in a round that has so many scores."""
    return (
        plan_rules.plan(actor, judged)
        or round_rules.needs_time(judged.closes_at, now)
        or _needs_scores(scores)
    )


def needs_unchanged_proposal(stands: str, seen: str) -> Refusal | None:
    """A batch is assigned as the organizer saw it (both are fingerprints)."""
    if stands == seen:
        return None
    return refuse(
        "proposal_changed",
        "Something has changed since you opened this page: a score came in, or an assignment or "
        "a cut-off was changed. Here is the new proposal. Look at it, then send it again.",
    )


def needs_reviews(reviews: int) -> Refusal | None:
    """A batch asks somebody for something."""
    if reviews:
        return None
    return refuse(
        "empty_wave", "This proposal asks nobody for a review. Give more hours, or choose more jurors."
    )


def _needs_scores(scores: int) -> Refusal | None:
    if scores:
        return None
    return refuse(
        "no_scores_yet",
        "No juror has submitted a score in this round yet, so nothing shows where an extra "
        "review helps most. Assign the first plan, and come back when scores are in.",
    )
