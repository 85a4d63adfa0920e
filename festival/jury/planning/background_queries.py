"""Plans that were left to a worker, and whether the assignments of a round are still what they were."""

import hashlib
import json

from sqlalchemy import select

from festival import db
from festival.jobs import queries as jobs
from festival.jobs.models import Job, JobState
from festival.jury.models import Assignment
from festival.jury.planning.models import PlanProposal
from festival.jury.states import PLANNED_OR_ASSIGNED, AssignmentState, ProposalStage


def of_round(round_id: int) -> PlanProposal | None:
    """The plan of a round that a worker makes, or could not make."""
    return db.session().scalar(select(PlanProposal).where(PlanProposal.round_id == round_id))


def by_key(key: str) -> PlanProposal | None:
    """The plan that a job is for; None once it is written, called off or asked for anew."""
    return db.session().scalar(select(PlanProposal).where(PlanProposal.key == key))


def stage(proposal: PlanProposal) -> ProposalStage:
    """Where a plan that was left to a worker stands."""
    return stage_of(proposal, jobs.by_key(job_key(proposal.key)))


def job_key(key: str) -> str:
    """The key of the job that makes the plan."""
    return f"jury.propose:{key}"


def assignments_digest(round_id: int) -> str:
    """SHA-256 of who has which film, planned, set manually or assigned, whatever jurors do themselves."""
    rows = db.session().execute(
        select(
            Assignment.entry_id,
            Assignment.juror_id,
            Assignment.state == AssignmentState.PLANNED,
            Assignment.is_manual,
        )
        .where(Assignment.round_id == round_id, Assignment.state.in_(PLANNED_OR_ASSIGNED))
        .order_by(Assignment.entry_id, Assignment.juror_id)
    )
    return hashlib.sha256(json.dumps([list(row) for row in rows]).encode()).hexdigest()


ENDED = frozenset({ProposalStage.FAILED, ProposalStage.REFUSED})


def stage_of(proposal: PlanProposal, job: Job | None) -> ProposalStage:
    """Where it stands, by its row and by the job that does the work."""
    if proposal.refusal_row is not None:
        return ProposalStage.REFUSED
    if job is None or job.state in (JobState.PARKED, JobState.DONE):
        return ProposalStage.FAILED
    if job.state is JobState.RUNNING:
        return ProposalStage(proposal.step.value)
    return ProposalStage.WAITING_AGAIN if job.attempts else ProposalStage.WAITING
