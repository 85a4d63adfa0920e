"""A change that was asked for comes to its end: accepted, declined, taken back."""

from datetime import datetime

from festival import journal
from festival.accounts.models import Person
from festival.entries import queries
from festival.entries.drafts import fields
from festival.entries.models import Entry, Proposal
from festival.entries.states import PROPOSAL_MOVES, ProposalState
from festival.messages import operations as messages


def settle(proposal: Proposal, state: ProposalState, reason: str, *, actor: Person, now: datetime) -> None:
    """The end of one; its owner is told unless it was their own act."""
    proposal.state = PROPOSAL_MOVES.step(proposal.state, state)
    proposal.answered_at, proposal.answered_by_id, proposal.answer = now, actor.id, reason
    journal.record(
        f"entries.proposal_{state}", proposal.entry, actor=actor, now=now, field=proposal.field, reason=reason
    )
    if state is not ProposalState.TAKEN_BACK:
        messages.post(
            "entries/proposal_answered",
            to=proposal.entry.owner,
            key=f"entries/proposal_answered:{proposal.entry_id}:{proposal.id}",
            now=now,
            entry=proposal.entry,
            proposal=proposal,
            label=fields.LABELS[proposal.field],
        )


def standing(entry: Entry, field: str) -> Proposal | None:
    """The change of this field that waits for the festival's answer."""
    return next((each for each in queries.open_proposals(entry.id) if each.field == field), None)
