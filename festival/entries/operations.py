"""What a filmmaker does with an entry: begin, write, submit, withdraw, copy, move to another category."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from festival import db, journal
from festival.accounts import queries as people
from festival.accounts.models import Person
from festival.editions import queries as editions
from festival.editions.models import Category
from festival.entries import queries, rules
from festival.entries.drafts import drafting, fields
from festival.entries.drafts.answers import Typed
from festival.entries.films import flagging, twin_queries
from festival.entries.films import operations as film_operations
from festival.entries.films import queries as film_queries
from festival.entries.films import waiting_operations as waiting
from festival.entries.models import Entry, Receipt, ReceiptSeries
from festival.entries.receipts import receipts, signing, snapshots
from festival.entries.states import ENTRY_MOVES, PROPOSAL_MOVES, EntryState, ProposalState
from festival.kernel.refusals import enforce
from festival.messages import operations as messages
from festival.web import vetoes


@dataclass(frozen=True)
class Saved:
    """How a save ended: nothing is written when there are conflicts; `unread` is kept as typed."""

    revision: int
    unread: frozenset[str] = frozenset()
    conflicts: Mapping[str, list[str]] = field(default_factory=dict)


def start(category: Category, *, title: str, key: str, actor: Person, now: datetime) -> Entry:
    """A new draft; the same form sent twice gives the same draft."""
    people.held(actor.id)  # two forms at once are counted one after the other
    if existing := queries.by_creation_key(actor.id, key):
        return existing
    enforce(queries.start_refusal(actor, category.edition, now))
    return _begin(category, actor, title=title, key=key, actor=actor, now=now)


def start_for(
    owner: Person, category: Category, *, title: str, key: str, actor: Person, now: datetime
) -> Entry:
    """An organizer begins the entry of a film that came another way."""
    enforce(rules.start_for(actor))
    return _begin(category, owner, title=title, key=key, actor=actor, now=now)


def save(
    entry: Entry, typed: Mapping[str, Typed], *, revision: int, locale: str, actor: Person, now: datetime
) -> Saved:
    """Keep a page of a draft, readable or not; a stale page changes nothing and learns what stands there."""
    enforce(rules.edit(actor, entry))
    if conflicts := drafting.conflicts(entry, typed, revision, locale):
        return Saved(entry.revision, conflicts=conflicts)
    reading = drafting.read(typed, locale, entry.edition)
    drafting.apply(entry, reading)
    entry.changed_at = now
    return Saved(entry.revision, unread=frozenset(reading.unread))


def submit(
    entry: Entry, *, actor: Person, now: datetime, other_cuts: Collection[str] = frozenset()
) -> Receipt:
    """Enter the film. The caller holds the entry's row and read `now` after it was locked.

    `other_cuts` are receipts of entries that look like the same film, and that its owner says are not.
    """
    extended = waiting.extended_until(entry)
    enforce(
        rules.submit(actor, entry, film_queries.of(entry, now).state, extended, now)
        or rules.needs_other_film(sorted(twin_queries.own_twins(entry).keys() - other_cuts))
    )
    return _enter(entry, actor=actor, now=now)


def submit_for(entry: Entry, *, actor: Person, now: datetime) -> Receipt:
    """An organizer enters a film that came another way, while the call takes films."""
    enforce(rules.submit_for(actor, entry, now))
    return _enter(entry, actor=actor, now=now)


def submit_late(entry: Entry, *, reason: str, actor: Person, now: datetime) -> Receipt:
    """An organizer enters a film outside the window; the reason stands in the journal."""
    enforce(rules.submit_late(actor, entry))
    waiting.await_again(entry, now=now)
    return _enter(entry, actor=actor, now=now, reason=reason)


def withdraw(entry: Entry, *, actor: Person, now: datetime) -> None:
    """Take the film out of the competition for good."""
    enforce(rules.withdraw(actor, entry))
    entry.state = ENTRY_MOVES.step(entry.state, EntryState.WITHDRAWN)
    entry.withdrawn_at = entry.changed_at = now
    film_operations.stop(entry, actor=actor, now=now)
    _end_proposals(entry, actor, now)
    journal.record("entries.withdraw", entry, actor=actor, now=now)
    messages.post(
        "entries/withdrawn", to=entry.owner, key=f"entries/withdrawn:{entry.id}", now=now, entry=entry
    )


def remove(entry: Entry, *, actor: Person, now: datetime) -> None:
    """Its owner wants nothing of it any more: files and words go, and nobody meets the entry again."""
    enforce(rules.remove(actor, entry))
    film_operations.discard(entry, actor=actor, now=now)
    if entry.is_draft:
        entry.state, entry.withdrawn_at = ENTRY_MOVES.step(entry.state, EntryState.WITHDRAWN), now
    entry.removed_at = entry.changed_at = now
    entry.creation_key = f"removed:{entry.id}"
    entry.blank(fields.BY_NAME)
    journal.record("entries.remove", entry, actor=actor, now=now)


def copy(entry: Entry, category: Category, *, key: str, actor: Person, now: datetime) -> Entry:
    """A new draft with the same answers; film and rights are given anew. What is there stays as it is."""
    enforce(rules.copy(actor, entry))
    if existing := queries.by_creation_key(actor.id, key):
        return existing
    draft = start(category, title=entry.title, key=key, actor=actor, now=now)
    for one in fields.FIELDS:
        if one.section not in (fields.Section.FILE, fields.Section.RIGHTS):
            setattr(draft, one.name, getattr(entry, one.name))
    draft.custom_answers = dict(entry.custom_answers)
    return draft


def move(entry: Entry, category: Category, *, actor: Person, now: datetime) -> None:
    """Enter it in another category instead."""
    seconds, extended = film_queries.of(entry).seconds, waiting.extended_until(entry)
    enforce(rules.move(actor, entry, category, seconds, extended, now) or vetoes.to("entries.move", entry))
    set_category(entry, category, actor=actor, now=now)


def set_category(entry: Entry, category: Category, *, actor: Person, now: datetime) -> None:
    """The category is another one from now on; asked by the verbs that may change it."""
    journal.record(
        "entries.move", entry, actor=actor, now=now, before=entry.category.slug, after=category.slug
    )
    entry.category = category
    entry.changed_at = now
    waiting.wait_for_bytes(entry)
    flagging.refresh(entry, now=now)


def _end_proposals(entry: Entry, actor: Person, now: datetime) -> None:
    """Nobody waits for an answer any more."""
    for proposal in queries.open_proposals(entry.id):
        proposal.state = PROPOSAL_MOVES.step(proposal.state, ProposalState.TAKEN_BACK)
        proposal.answered_at, proposal.answered_by_id = now, actor.id
        journal.record("entries.proposal_taken_back", entry, actor=actor, now=now, field=proposal.field)


def _begin(category: Category, owner: Person, *, title: str, key: str, actor: Person, now: datetime) -> Entry:
    entry = Entry(
        edition=category.edition,
        category=category,
        owner=owner,
        creation_key=key,
        created_at=now,
        changed_at=now,
        revision=0,
        changed_in={},
        unfinished={},
    )
    drafting.apply(entry, drafting.read({"title": [title]}, owner.locale, category.edition))
    db.session().add(entry)
    journal.record("entries.start", entry, actor=actor, now=now)
    return entry


def _enter(entry: Entry, *, actor: Person, now: datetime, **details: str) -> Receipt:
    entry.state = ENTRY_MOVES.step(entry.state, EntryState.SUBMITTED)
    entry.submitted_at = entry.changed_at = now
    entry.rules_version = editions.latest_rules(entry.edition_id)
    waiting.wait_for_bytes(entry)
    flagging.refresh(entry, now=now)
    receipt = _issue(entry, now)
    journal.record("entries.submit", entry, actor=actor, now=now, receipt=receipt.number, **details)
    messages.post(
        "entries/submitted",
        to=entry.owner,
        key=f"entries/submitted:{entry.id}",
        now=now,
        entry=entry,
        receipt=receipt,
        film=film_queries.of(entry, now),
        until=waiting.accept_until(entry),
    )
    return receipt


def _issue(entry: Entry, now: datetime) -> Receipt:
    edition, serial = entry.edition, _next_serial(entry.edition_id)
    number = receipts.receipt_number(edition.receipt_prefix, serial)
    snapshot = snapshots.of(entry, film_queries.of(entry), now)
    fingerprint = receipts.content_hash(snapshot)
    said = receipts.Receipt(number, now, edition.time_zone, entry.title, fingerprint)
    receipt = Receipt(
        entry=entry,
        edition_id=edition.id,
        serial=serial,
        number=number,
        issued_at=now,
        snapshot=receipts.canonical(snapshot).decode(),
        sha256=fingerprint,
        code=receipts.issue(said, signing.signer()),
    )
    db.session().add(receipt)
    return receipt


def _next_serial(edition_id: int) -> int:
    """The next number of the edition; others wait for it, and one that is rolled back leaves no gap."""
    taken = db.session().scalar(
        db.insert_or_ignore(ReceiptSeries)
        .values(edition_id=edition_id, last_serial=1)
        .on_conflict_do_update(
            index_elements=["edition_id"], set_={"last_serial": ReceiptSeries.last_serial + 1}
        )
        .returning(ReceiptSeries.last_serial)
    )
    return int(taken)
