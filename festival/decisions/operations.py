"""From a decision that is prepared to one that everybody knows: letters first, the public list second."""

from datetime import datetime
from typing import Any

from festival import db, journal
from festival.accounts.models import Person
from festival.boards.models import Freeze, Release
from festival.boards.states import Earlier
from festival.decisions import from_snapshot, rules
from festival.decisions import queries as decision_queries
from festival.decisions import release_queries as queries
from festival.decisions import watched_queries as decision_watched
from festival.decisions.watched_queries import Watched
from festival.editions.models import Edition
from festival.entries.models import Entry
from festival.entries.states import DECISION_MOVES, Decision
from festival.jobs import operations as jobs
from festival.kernel.refusals import enforce
from festival.messages import operations as messages
from festival.messages.models import LetterState
from festival.scoring.snapshot import document


def stage(entry: Entry, decision: Decision, *, reason: str = "", actor: Person, now: datetime) -> None:
    """Prepare a decision; nobody outside the desk sees it before the release."""
    enforce(rules.stage(actor, entry, decision))
    if entry.decision_staged == decision:
        return
    before, entry.decision_staged = entry.decision_staged, decision
    said = {"reason": reason} if reason else {}
    journal.record("shortlists.stage", entry, actor=actor, now=now, before=before, after=decision, **said)


def stage_manually(
    entry: Entry, decision: Decision, reason: str, *, is_in: bool | None, actor: Person, now: datetime
) -> None:
    """Prepare a decision on a film that the shortlist has in or out (`is_in`); undecided takes it back."""
    if decision is Decision.UNDECIDED:
        unstage(entry, actor=actor, now=now)
        return
    enforce(
        rules.stage(actor, entry, decision)
        or rules.needs_reason_against_shortlist(entry, decision, is_in, reason)
    )
    stage(entry, decision, reason=reason, actor=actor, now=now)


def unstage(entry: Entry, *, actor: Person, now: datetime) -> None:
    """Take a prepared decision back."""
    enforce(rules.unstage(actor, entry))
    before, entry.decision_staged = entry.decision_staged, None
    journal.record("shortlists.unstage", entry, actor=actor, now=now, before=before)


def take_over(
    frozen: Freeze, reserve: int, *, earlier: Earlier | None = None, actor: Person, now: datetime
) -> int:
    """Prepare the decisions of a frozen shortlist, by the rule for one; how many films have theirs.

    Films that left the competition since, and those whose filmmakers were told already, are passed over.
    `earlier` says what becomes of decisions that were prepared otherwise; it is needed where there are any.
    """
    enforce(rules.take_over(actor) or rules.needs_possible_reserve(reserve))
    decided = from_snapshot.decisions(document.read(frozen.document), reserve)
    held = decision_queries.held(frozen.shortlist.edition_id, decided)
    films = [each for each in held if rules.stage(actor, each, decided[each.id]) is None]
    otherwise = [each for each in films if each.decision_staged not in (None, decided[each.id])]
    enforce(rules.needs_choice_about_earlier([each.title for each in otherwise], earlier))
    kept = otherwise if earlier is Earlier.KEEP else []
    taken = [each for each in films if each not in kept]
    for entry in taken:
        stage(entry, decided[entry.id], actor=actor, now=now)
    frozen.taken_over_at = now
    counts = {"staged": len(taken), "kept": len(kept)}
    journal.record("shortlists.take_over", frozen, actor=actor, now=now, reserve=reserve, **counts)
    return len(taken)


def start_release(edition: Edition, *, all_the_same: str = "", actor: Person, now: datetime) -> Release:
    """Order the release; a worker writes all letters in one transaction, so that all leave or none.

    `all_the_same` is the reason to go on although nobody has scored some of the films.
    """
    queries.held_edition(edition.id)
    waiting = queries.unfinished_release(edition.id)
    if waiting is not None:
        return waiting
    counts, unseen = decision_queries.decision_counts(edition.id), queries.unseen(edition.id)
    enforce(
        rules.start_release(actor, counts.all_staged, counts.undecided, counts.unchecked)
        or rules.needs_scored_films([entry.title for entry in unseen], all_the_same)
    )
    release = Release(edition_id=edition.id, asked_at=now, asked_by=actor)
    db.session().add(release)
    details = {"unseen": [entry.id for entry in unseen], "reason": all_the_same} if unseen else {}
    journal.record("shortlists.ask", release, actor=actor, now=now, staged=counts.all_staged, **details)
    jobs.later("shortlists.release", key=f"shortlists.release@{release.id}", release_id=release.id)
    return release


def release(release: Release, *, now: datetime) -> None:
    """Make every prepared decision known: one letter an entry, and the state that its filmmakers see."""
    if release.released_at is not None:
        return
    entries = queries.staged_entries(release.edition_id)
    seen = decision_watched.by_films([entry.id for entry in entries])
    for entry in entries:
        _tell(entry, seen.get(entry.id, Watched()), release, now=now)
    release.entries = len(entries)
    release.released_at = now
    journal.record("shortlists.release", release, actor=release.asked_by, now=now, entries=len(entries))


def publish(release: Release, *, actor: Person, now: datetime) -> None:
    """Show the selection to the public, once the letters have left."""
    enforce(rules.publish(actor, release, queries.letters_of(release)[LetterState.WAITING]))
    if release.published_at is not None:
        return
    release.published_at = now
    journal.record("shortlists.publish", release, actor=actor, now=now)


def confirm(entry: Entry, *, actor: Person, now: datetime) -> None:
    """The filmmaker says that the selected film may be shown."""
    enforce(rules.confirm(actor, entry))
    entry.decision = DECISION_MOVES.step(entry.decision, Decision.CONFIRMED)
    entry.decision_answered_at = now
    journal.record("shortlists.confirm", entry, actor=actor, now=now)


def decline(entry: Entry, *, actor: Person, now: datetime) -> None:
    """The filmmaker says that the selected film will not be shown."""
    enforce(rules.decline(actor, entry))
    entry.decision = DECISION_MOVES.step(entry.decision, Decision.DECLINED)
    entry.decision_answered_at = now
    journal.record("shortlists.decline", entry, actor=actor, now=now)


def _tell(entry: Entry, watched: Watched, release: Release, *, now: datetime) -> None:
    if entry.decision_staged is None:
        raise ValueError(f"entry {entry.id} has no decision to be told")
    entry.decision = DECISION_MOVES.step(entry.decision, entry.decision_staged)
    entry.decision_released_at = now
    entry.decision_staged = None
    letter: dict[str, Any] = {
        "to": entry.owner,
        "key": queries.letter_key(entry),
        "occasion": queries.occasion(release),
        "entry": entry,
        "watched": watched,
    }
    match entry.decision:
        case Decision.SELECTED:
            messages.post("shortlists/selected", now=now, **letter)
        case Decision.RESERVE:
            messages.post("shortlists/reserve", now=now, **letter)
        case Decision.NOT_SELECTED:
            messages.post("shortlists/not_selected", now=now, **letter)
