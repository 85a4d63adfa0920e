"""How a plan is proposed: at once where it takes a moment, by a worker where it takes longer."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update

from festival import db, journal
from festival.jobs import operations as jobs
from festival.jury.models import Round
from festival.jury.planning import background_queries, facts, operations, queries, rules
from festival.jury.planning.facts import EntryPair
from festival.jury.planning.models import PlanProposal
from festival.jury.rounds import queries as round_queries
from festival.jury.states import ProposalStep
from festival.kernel import message_rows
from festival.kernel.refusals import enforce
from festival.kernel.roles import Actor

ASSIGNMENTS_AT_ONCE = 2_000  # a plan of more assignments is left to a worker


def propose(round_: Round, *, seed: int, actor: Actor, now: datetime) -> int | None:
    """Plan the missing reviews anew, how many assignments.

    Or leave it to a worker when they are many, None.
    """
    if round_queries.assignments_wanted(round_) > ASSIGNMENTS_AT_ONCE:
        leave_to_worker(round_, seed=seed, actor=actor, now=now)
        return None
    return operations.propose(round_, seed=seed, actor=actor, now=now)


def leave_to_worker(round_: Round, *, seed: int, actor: Actor, now: datetime) -> None:
    """Let a worker make the plan. Asked again while it is being made, this changes nothing."""
    enforce(rules.plan(actor, round_))
    before = background_queries.of_round(round_.id)
    if before is not None:
        if background_queries.stage(before) not in background_queries.ENDED:
            return
        _forget(before)
    key = secrets.token_hex(16)
    digest = background_queries.assignments_digest(round_.id)
    db.session().add(
        PlanProposal(
            round_id=round_.id,
            key=key,
            seed=seed,
            asked_at=now,
            asked_by_id=actor.id,
            assignments_before=digest,
        )
    )
    jobs.later("jury.propose", key=background_queries.job_key(key), round_id=round_.id, proposal_key=key)


def advance(key: str, step: ProposalStep, *, films: int = 0, jurors: int = 0, assignments: int = 0) -> None:
    """Tell how far the making is, with what is known of the step."""
    db.session().execute(
        update(PlanProposal)
        .where(PlanProposal.key == key)
        .values(step=step, films=films, jurors=jurors, assignments=assignments)
    )


def settle(proposal: PlanProposal, proposed: Sequence[EntryPair], *, now: datetime) -> None:
    """Write the plan for anyone who asked for it, or keep the reason why it cannot be written any more."""
    round_, actor = proposal.round, proposal.asked_by
    digest = background_queries.assignments_digest(round_.id)
    if refusal := rules.keep_proposal(actor, proposal, digest):
        proposal.refusal_row = message_rows.to_json(refusal.message)
        return
    impossible = facts.impossible(queries.facts(round_), proposed)  # since the films were assigned
    kept = [pair for pair in proposed if pair not in impossible]
    operations.plan_proposed(round_, kept, seed=proposal.seed, actor=actor, now=now)
    _forget(proposal)


def call_off(proposal: PlanProposal, *, actor: Actor, now: datetime) -> None:
    """Stop the making of a plan, or put its failure aside; the plan stays as it is."""
    enforce(rules.plan(actor, proposal.round))
    journal.record("jury.call_off", proposal.round, actor=actor, now=now)
    _forget(proposal)


def _forget(proposal: PlanProposal) -> None:
    db.session().delete(proposal)
    db.session().flush()
