"""What is said of a plan that was left to a worker."""

from festival.jobs.models import Job, JobState
from festival.jury.proposal_models import PlanProposal
from festival.jury.states import ProposalStage

ENDED = frozenset({ProposalStage.FAILED, ProposalStage.REFUSED})


def stage(proposal: PlanProposal, job: Job | None) -> ProposalStage:
    """Where it stands, by its row and by the job that does the work."""
    if proposal.refusal_row is not None:
        return ProposalStage.REFUSED
    if job is None or job.state in (JobState.PARKED, JobState.DONE):
        return ProposalStage.FAILED
    if job.state is JobState.RUNNING:
        return ProposalStage(proposal.step.value)
    return ProposalStage.WAITING_AGAIN if job.attempts else ProposalStage.WAITING
