"""Changes after submission: the owner proposes, the organizer answers field by field."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from festival import db, journal
from festival.accounts.models import Person
from festival.editions import queries as editions
from festival.editions.models import Category
from festival.entries import operations, queries, rules
from festival.entries import proposal_operations as proposals
from festival.entries.drafts import drafting, fields
from festival.entries.drafts.answers import Typed
from festival.entries.drafts.fields import CATEGORY, FILM
from festival.entries.films import exchange_operations as exchanges
from festival.entries.films import flagging
from festival.entries.models import Entry, Proposal
from festival.entries.states import ProposalState
from festival.kernel.invalid import Invalid
from festival.kernel.refusals import enforce
from festival.web import vetoes


def propose(
    entry: Entry, typed: Mapping[str, Typed], *, locale: str, actor: Person, now: datetime
) -> dict[str, Invalid]:
    """Ask for each field that differs to be changed; or say what cannot be read, and ask for nothing."""
    enforce(rules.propose(actor, entry))
    reading = drafting.read(typed, locale, entry.edition)
    if reading.unread:
        found = {
            name: drafting.why(fields.BY_NAME[name], typed[name], locale, entry.edition)
            for name in reading.unread
        }
        return {name: wrong for name, wrong in found.items() if wrong}
    standing = {proposal.field: proposal for proposal in queries.open_proposals(entry.id)}
    for name, value in reading.values.items():
        _propose_field(entry, name, value, standing.get(name), actor, now)
    return {}


def propose_category(entry: Entry, category: Category, *, actor: Person, now: datetime) -> None:
    """Ask for another category, once the call is closed."""
    enforce(rules.propose_category(actor, entry, category) or vetoes.to("entries.move", entry))
    standing = {proposal.field: proposal for proposal in queries.open_proposals(entry.id)}.get(CATEGORY)
    if standing is not None and standing.after == category.slug:
        return
    if standing is not None:
        proposals.settle(standing, ProposalState.TAKEN_BACK, "", actor=actor, now=now)
    if category is not entry.category:
        before, after = entry.category.slug, category.slug
        proposal = Proposal(entry=entry, field=CATEGORY, before=before, after=after, proposed_at=now)
        db.session().add(proposal)
        journal.record("entries.propose", entry, actor=actor, now=now, field=CATEGORY)


def accept(proposal: Proposal, *, actor: Person, now: datetime) -> None:
    """Make the change that was asked for."""
    enforce(rules.answer(actor, proposal.entry))
    entry = proposal.entry
    if proposal.field == CATEGORY:
        _accept_category(entry, proposal.after, actor, now)
    elif proposal.field == FILM:
        exchanges.exchange_film(entry, actor=actor, now=now)
    else:
        _accept_answer(entry, proposal, now)
    proposals.settle(proposal, ProposalState.ACCEPTED, "", actor=actor, now=now)


def _accept_category(entry: Entry, slug: str, actor: Person, now: datetime) -> None:
    category = editions.category(entry.edition, slug)
    enforce(vetoes.to("entries.move", entry))
    if category is not None:
        operations.set_category(entry, category, actor=actor, now=now)


def _accept_answer(entry: Entry, proposal: Proposal, now: datetime) -> None:
    field = fields.BY_NAME[proposal.field]
    setattr(entry, field.name, field.answer.read(field.answer.write(proposal.after, "en"), "en"))
    entry.unfinished = {name: typed for name, typed in entry.unfinished.items() if name != field.name}
    entry.revision += 1
    entry.changed_in = entry.changed_in | {proposal.field: entry.revision}
    entry.changed_at = now
    flagging.refresh(entry, now=now)


def decline(proposal: Proposal, *, reason: str, actor: Person, now: datetime) -> None:
    """Leave the field as it was submitted, and say why."""
    enforce(rules.answer(actor, proposal.entry))
    _let_film_go(proposal, now)
    proposals.settle(proposal, ProposalState.DECLINED, reason, actor=actor, now=now)


def take_back(proposal: Proposal, *, actor: Person, now: datetime) -> None:
    """The owner no longer asks for it."""
    enforce(rules.propose(actor, proposal.entry))
    _let_film_go(proposal, now)
    proposals.settle(proposal, ProposalState.TAKEN_BACK, "", actor=actor, now=now)


def _let_film_go(proposal: Proposal, now: datetime) -> None:
    """A new version that is not wanted gives back its room."""
    if proposal.field == FILM and proposal.state is ProposalState.OPEN:
        exchanges.let_next_go(proposal.entry, now=now)


def _propose_field(
    entry: Entry, name: str, value: Any, standing: Proposal | None, actor: Person, now: datetime
) -> None:
    wanted = getattr(entry, name) if standing is None else standing.after
    if value == wanted:
        return
    if standing is not None:
        proposals.settle(standing, ProposalState.TAKEN_BACK, "", actor=actor, now=now)
    if value == getattr(entry, name):
        return
    proposal = Proposal(entry=entry, field=name, before=getattr(entry, name), after=value, proposed_at=now)
    db.session().add(proposal)
    journal.record("entries.propose", entry, actor=actor, now=now, field=name)
