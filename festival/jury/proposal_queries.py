"""Plans that were left to a worker, and whether the seats of a round are still what they were."""

import hashlib
import json

from sqlalchemy import select

from festival import db
from festival.jobs import queries as jobs
from festival.jury import proposals
from festival.jury.models import Assignment
from festival.jury.proposal_models import PlanProposal
from festival.jury.states import SEATED, AssignmentState, ProposalStage


def of_round(round_id: int) -> PlanProposal | None:
    """The plan of a round that a worker makes, or could not make."""
    return db.session().scalar(select(PlanProposal).where(PlanProposal.round_id == round_id))


def by_key(key: str) -> PlanProposal | None:
    """The plan that a job is for; None once it is written, called off or asked for anew."""
    return db.session().scalar(select(PlanProposal).where(PlanProposal.key == key))


def stage(proposal: PlanProposal) -> ProposalStage:
    """Where a plan that was left to a worker stands."""
    return proposals.stage(proposal, jobs.by_key(job_key(proposal.key)))


def job_key(key: str) -> str:
    """The key of the job that makes the plan."""
    return f"jury.propose:{key}"


def seats_digest(round_id: int) -> str:
    """SHA-256 of who has a seat for which film, planned, by hand or dealt, whatever jurors do themselves."""
    rows = db.session().execute(
        select(
            Assignment.entry_id,
            Assignment.juror_id,
            Assignment.state == AssignmentState.PLANNED,
            Assignment.is_by_hand,
        )
        .where(Assignment.round_id == round_id, Assignment.state.in_(SEATED))
        .order_by(Assignment.entry_id, Assignment.juror_id)
    )
    return hashlib.sha256(json.dumps([list(row) for row in rows]).encode()).hexdigest()
