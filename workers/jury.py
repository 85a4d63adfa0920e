"""Writes to jurors: the digest of films that wait, and reminders; and assigns the films of large rounds."""

from festival import clock, db
from festival.jury.planning import background, background_queries, solve
from festival.jury.planning import queries as plan_queries
from festival.jury.planning.facts import EntryPair
from festival.jury.rounds import notices
from festival.jury.rounds import queries as round_queries
from festival.jury.states import ProposalStep
from workers.registry import Work, job, sweep

DIGEST_SECONDS = 5 * 60
REMINDER_SECONDS = 60 * 60


@sweep("jury.announce", every=DIGEST_SECONDS)
def announce(work: Work) -> None:
    """Tell jurors of films that were assigned to them since the last letter."""
    with work.settling():
        notices.announce(now=clock.now())


@sweep("jury.remind", every=REMINDER_SECONDS)
def remind(work: Work) -> None:
    """Remind jurors of rounds that close soon."""
    with work.settling():
        notices.remind(now=clock.now())


@job("jury.propose")
def propose(work: Work) -> None:
    """Make the plan that an organizer asked for, unless it was called off or asked for anew."""
    key = work.arguments["proposal_key"]
    proposed = assigned(key)
    with work.settling():
        round_queries.held_round(work.arguments["round_id"])
        proposal = background_queries.by_key(key)
        if proposal is not None and proposed is not None:
            background.settle(proposal, proposed, now=clock.now())


def assigned(key: str) -> list[EntryPair] | None:
    """Who would watch what, with each step shown as it begins; None when nobody waits for it any more."""
    show(key, ProposalStep.READING)
    proposal = background_queries.by_key(key)
    if proposal is None or proposal.refusal_row is not None:
        return None
    seed, asked = proposal.seed, solve.question(plan_queries.facts(proposal.round))
    db.session().rollback()
    films, jurors = len(asked.films), len(asked.jurors)
    show(key, ProposalStep.ASSIGNING, films=films, jurors=jurors, assignments=asked.reviews_missing)
    proposed = solve.propose(asked, seed)
    show(key, ProposalStep.WRITING, assignments=len(proposed))
    return proposed


def show(key: str, step: ProposalStep, **counts: int) -> None:
    """Tell the organizer who waits which step is being done."""
    with db.transaction():
        background.advance(key, step, **counts)
