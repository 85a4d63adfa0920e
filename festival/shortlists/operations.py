"""Draw the line, pin and drop with a reason, talk it over, freeze."""

from datetime import datetime
from typing import Any

from festival import db, journal
from festival.accounts.models import Person
from festival.editions.models import Category
from festival.entries.models import Entry
from festival.jury.models import Round
from festival.kernel.refusals import enforce
from festival.shortlists import documents, queries, rules
from festival.shortlists.models import Freeze, Mark, MarkKind, Remark, Shortlist


def begin(judged: Round, category: Category, *, places: int) -> Shortlist:
    """The board of a category in a round; the same one whoever asks first."""
    found = queries.shortlist_of(judged.id, category.id)
    if found is not None:
        return found
    shortlist = Shortlist(
        edition_id=category.edition_id, category=category, round_id=judged.id, places=places
    )
    db.session().add(shortlist)
    db.session().flush()
    return shortlist


def draw_line(shortlist: Shortlist, places: int, *, actor: Person, now: datetime) -> None:
    """Move the cut line: how many places the shortlist has."""
    enforce(rules.draw_line(actor, shortlist, places))
    before, shortlist.places = shortlist.places, places
    journal.record("shortlists.draw_line", shortlist, actor=actor, now=now, before=before, after=places)


def pin(shortlist: Shortlist, entry: Entry, reason: str, *, actor: Person, now: datetime) -> None:
    """Put a film on the shortlist whatever its scores, and say why."""
    _mark(shortlist, entry, MarkKind.PIN, reason, actor=actor, now=now)


def drop(shortlist: Shortlist, entry: Entry, reason: str, *, actor: Person, now: datetime) -> None:
    """Take a film off the shortlist whatever its scores, and say why."""
    _mark(shortlist, entry, MarkKind.DROP, reason, actor=actor, now=now)


def unmark(shortlist: Shortlist, entry: Entry, *, actor: Person, now: datetime) -> None:
    """Let a film stand where its scores put it."""
    enforce(rules.view(actor, shortlist))
    shortlist.marks = [mark for mark in shortlist.marks if mark.entry_id != entry.id]
    journal.record("shortlists.unmark", shortlist, actor=actor, now=now, entry_id=entry.id)


def remark(shortlist: Shortlist, entry: Entry, text: str, *, actor: Person, now: datetime) -> None:
    """Say something about a film to the other organizers."""
    enforce(rules.remark(actor, shortlist, text))
    said = Remark(shortlist_id=shortlist.id, entry_id=entry.id, author=actor, text=text.strip(), at=now)
    db.session().add(said)
    journal.record("shortlists.remark", shortlist, actor=actor, now=now, entry_id=entry.id)


def freeze(shortlist: Shortlist, document: dict[str, Any], *, actor: Person, now: datetime) -> Freeze:
    """Keep the board as it stands: its next version, with its content and the hash of it."""
    enforce(rules.freeze(actor, shortlist, len(document["films"])))
    text = documents.written(document)
    frozen = Freeze(
        shortlist=shortlist,
        number=queries.last_freeze_number(shortlist.id) + 1,
        document=text,
        sha256=documents.fingerprint(text),
        frozen_at=now,
        frozen_by=actor,
    )
    db.session().add(frozen)
    journal.record("shortlists.freeze", frozen, actor=actor, now=now, sha256=frozen.sha256)
    return frozen


def _mark(
    shortlist: Shortlist, entry: Entry, kind: MarkKind, reason: str, *, actor: Person, now: datetime
) -> None:
    enforce(rules.mark(actor, shortlist, reason))
    mark = next((mark for mark in shortlist.marks if mark.entry_id == entry.id), None)
    if mark is None:
        mark = Mark(entry_id=entry.id)
        shortlist.marks.append(mark)
    mark.kind, mark.reason, mark.actor, mark.at = kind, reason.strip(), actor, now
    journal.record(
        f"shortlists.{kind.value}", shortlist, actor=actor, now=now, entry_id=entry.id, reason=reason.strip()
    )
