"""From a decision that is prepared to one that everybody knows: letters first, the public list second."""

from collections.abc import Iterable
from datetime import datetime

from festival import db, journal
from festival.accounts.models import Person
from festival.editions.models import Edition
from festival.entries.models import Entry
from festival.entries.states import DECISION_MOVES, Decision
from festival.jobs import operations as jobs
from festival.kernel.refusals import enforce
from festival.messages import operations as messages
from festival.messages.models import LetterState
from festival.shortlists import queries, rules
from festival.shortlists.models import Release
from festival.shortlists.queries import Watched

LETTERS = {
    Decision.SELECTED: "shortlists/selected",
    Decision.RESERVE: "shortlists/reserve",
    Decision.NOT_SELECTED: "shortlists/not_selected",
}


def stage(entry: Entry, decision: Decision, *, actor: Person, now: datetime) -> None:
    """Prepare a decision; nobody outside the desk sees it before the release."""
    enforce(rules.stage(actor, entry, decision))
    if entry.decision_staged == decision:
        return
    before, entry.decision_staged = entry.decision_staged, decision
    journal.record("shortlists.stage", entry, actor=actor, now=now, before=before, after=decision)


def stage_all(decisions: Iterable[tuple[Entry, Decision]], *, actor: Person, now: datetime) -> int:
    """Prepare many decisions by the rule for one; how many were prepared. Films that left are passed over."""
    staged = 0
    for entry, decision in decisions:
        if rules.stage(actor, entry, decision) is None:
            stage(entry, decision, actor=actor, now=now)
            staged += 1
    return staged


def ask(edition: Edition, *, actor: Person, now: datetime) -> Release:
    """Order the release; a worker writes all letters in one transaction, so that all leave or none."""
    waiting = queries.unfinished_release(edition.id)
    if waiting is not None:
        return waiting
    counts = queries.decision_counts(edition.id)
    enforce(rules.release(actor, edition, sum(counts.staged.values()), counts.undecided))
    release = Release(edition_id=edition.id, asked_at=now, asked_by=actor)
    db.session().add(release)
    db.session().flush()
    journal.record("shortlists.ask", release, actor=actor, now=now)
    jobs.later("shortlists.release", key=f"shortlists.release@{release.id}", release_id=release.id)
    return release


def release(release: Release, *, now: datetime) -> None:
    """Make every prepared decision known: one letter an entry, and the state that its makers see."""
    if release.released_at is not None:
        return
    entries = queries.staged_entries(release.edition_id)
    watched = queries.watched_by([entry.id for entry in entries])
    for entry in entries:
        _tell(entry, watched.get(entry.id, Watched()), now=now)
    release.entries = len(entries)
    release.released_at = now
    journal.record("shortlists.release", release, actor=release.asked_by, now=now, entries=len(entries))


def publish(release: Release, *, actor: Person, now: datetime) -> None:
    """Show the selection to the public, once the letters have left."""
    enforce(rules.publish(actor, release, queries.decision_letters()[LetterState.WAITING]))
    release.published_at = now
    journal.record("shortlists.publish", release, actor=actor, now=now)


def answer(entry: Entry, decision: Decision, *, actor: Person, now: datetime) -> None:
    """The filmmaker confirms a selected film, or declines."""
    enforce(rules.answer(actor, entry, decision))
    entry.decision = DECISION_MOVES.step(entry.decision, decision)
    entry.decision_answered_at = now
    journal.record("shortlists.answer", entry, actor=actor, now=now, answer=decision)


def _tell(entry: Entry, watched: Watched, *, now: datetime) -> None:
    if entry.decision_staged is None:
        raise ValueError(f"entry {entry.id} has no decision to be told")
    entry.decision = DECISION_MOVES.step(entry.decision, entry.decision_staged)
    entry.decision_released_at = now
    entry.decision_staged = None
    messages.post(
        LETTERS[entry.decision],
        to=entry.owner,
        key=f"shortlists/decision/{entry.id}/{entry.decision}",
        now=now,
        entry=entry,
        watched=watched,
    )
