"""Draw the cut-off, pin and drop with a reason, talk it over, freeze."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from festival import db, journal
from festival.accounts.models import Person
from festival.boards import queries, rules, snapshot_facts
from festival.boards.board import Board
from festival.boards.models import Freeze, Mark, Remark, Shortlist
from festival.boards.row_queries import board_of
from festival.editions import queries as editions
from festival.editions.models import Category
from festival.entries.models import Entry
from festival.jury.models import Round
from festival.kernel.refusals import enforce
from festival.scoring.snapshot import compute
from festival.scoring.snapshot import document as snapshot_document
from festival.scoring.values import MarkKind


def begin(judged: Round, category: Category, places: int, *, actor: Person, now: datetime) -> Shortlist:
    """The board of a category in a round; the same one anyone who asks first."""
    enforce(rules.begin(actor, judged, category) or rules.needs_possible_places(places))
    found = queries.shortlist_of(judged.id, category.id)
    if found is not None:
        return found
    shortlist = Shortlist(edition_id=category.edition_id, category=category, round=judged, places=places)
    db.session().add(shortlist)
    journal.record("shortlists.begin", shortlist, actor=actor, now=now, places=places)
    return shortlist


def set_places(shortlist: Shortlist, places: int, *, seen: int, actor: Person, now: datetime) -> None:
    """Move the cut line: how many places the shortlist has, when there were `seen` before."""
    enforce(
        rules.set_places(actor, shortlist)
        or rules.needs_unchanged_places(shortlist, places, seen)
        or rules.needs_possible_places(places)
    )
    if shortlist.places == places:
        return
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
    enforce(rules.unmark(actor, shortlist))
    mark = _mark_of(shortlist, entry)
    if mark is None:
        return
    shortlist.marks.remove(mark)
    journal.record("shortlists.unmark", shortlist, actor=actor, now=now, entry_id=entry.id)


def remark(shortlist: Shortlist, entry: Entry, text: str, *, actor: Person, now: datetime) -> None:
    """Say something about a film to the other organizers."""
    enforce(rules.remark(actor, shortlist, entry) or rules.needs_text(text))
    said = Remark(shortlist_id=shortlist.id, entry_id=entry.id, author=actor, text=text.strip(), at=now)
    db.session().add(said)
    journal.record("shortlists.remark", shortlist, actor=actor, now=now, entry_id=entry.id)


def freeze(
    shortlist: Shortlist, *, seen: str, all_the_same: str = "", actor: Person, now: datetime
) -> Freeze:
    """Keep the board as it stands: its next version, with its content and the hash of it.

    `seen` is the fingerprint of what the organizer looked at, `all_the_same` the reason to go on
    although films lack views. The same content is not kept twice.
    """
    board = board_of(shortlist)
    document, lacking = document_of(board), [row.entry for row in board.lacking_reviews]
    enforce(
        rules.freeze(actor, len(board.rows))
        or rules.needs_unchanged_board(snapshot_document.stands(document), seen)
        or rules.needs_enough_reviews([entry.title for entry in lacking], all_the_same)
    )
    last, text = queries.last_freeze(shortlist.id), snapshot_document.written(document)
    if last is not None and last.sha256 == snapshot_document.fingerprint(text):
        return last
    reason = all_the_same if lacking else ""
    frozen = _next_version(shortlist, last, text, reason, actor=actor, now=now)
    details = {"too_few_views": [entry.id for entry in lacking], "reason": reason} if lacking else {}
    journal.record("shortlists.freeze", frozen, actor=actor, now=now, sha256=frozen.sha256, **details)
    return frozen


def document_of(board: Board) -> snapshot_document.Document:
    """The board as a document, under the rules in force."""
    return documents_of([board])[0]


def documents_of(boards: Iterable[Board]) -> list[snapshot_document.Document]:
    """The same of several rankings; the rules of an edition are asked for once."""
    in_force = cache(editions.latest_rules)
    found = []
    for board in boards:
        rules_version = in_force(board.shortlist.edition_id)
        facts = snapshot_facts.of_board(board, rules_version.number if rules_version else None)
        found.append(compute.computed(facts, board.ranking))
    return found


def _next_version(
    shortlist: Shortlist, last: Freeze | None, text: str, reason: str, *, actor: Person, now: datetime
) -> Freeze:
    frozen = Freeze(
        shortlist=shortlist,
        number=last.number + 1 if last else 1,
        document=text,
        sha256=snapshot_document.fingerprint(text),
        frozen_at=now,
        frozen_by=actor,
        reason=reason,
    )
    db.session().add(frozen)
    return frozen


def _mark(
    shortlist: Shortlist, entry: Entry, kind: MarkKind, reason: str, *, actor: Person, now: datetime
) -> None:
    enforce(rules.mark(actor, shortlist, entry) or rules.needs_reason(reason))
    mark = _mark_of(shortlist, entry)
    if mark is None:
        mark = Mark(entry_id=entry.id)
        shortlist.marks.append(mark)
    mark.kind, mark.reason, mark.actor, mark.at = kind, reason.strip(), actor, now
    verb = f"shortlists.{kind.value}"
    journal.record(verb, shortlist, actor=actor, now=now, entry_id=entry.id, reason=mark.reason)


def _mark_of(shortlist: Shortlist, entry: Entry) -> Mark | None:
    return next((mark for mark in shortlist.marks if mark.entry_id == entry.id), None)
