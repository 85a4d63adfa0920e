"""What organizers do with an entry: eligible or not, with a reason; tags, notes, flags seen to."""

from datetime import datetime

from festival import db, journal
from festival.accounts.models import Person
from festival.entries import rules
from festival.entries.films import operations as film_operations
from festival.entries.films import queries as film_queries
from festival.entries.models import Entry, EntryFlag, EntryNote, EntryTag
from festival.entries.states import ENTRY_MOVES, EntryState
from festival.kernel import texts
from festival.kernel.refusals import enforce
from festival.messages import operations as messages

LONGEST_TAG = 40
LONGEST_NOTE = 5000


def find_eligible(entry: Entry, *, actor: Person, now: datetime, reason: str = "") -> None:
    """The film may compete; filmmakers who were told that it may not are told that it may.

    An entry without a film to show takes a reason, which only organizers read.
    """
    said, film = texts.clean_text(reason, LONGEST_NOTE), film_queries.of(entry, now).state
    enforce(rules.find_eligible(actor, entry) or rules.needs_film_or_reason(entry, film, said))
    was_ineligible = entry.state is EntryState.INELIGIBLE
    entry.state = ENTRY_MOVES.step(entry.state, EntryState.ELIGIBLE)
    entry.eligibility_reason, entry.eligibility_decided_at = said, now
    film_operations.count(entry)
    details = {"reason": said} if said else {}
    journal.record("entries.find_eligible", entry, actor=actor, now=now, **details)
    if was_ineligible:
        messages.post(
            "entries/eligible_again",
            to=entry.owner,
            key=f"entries/eligible_again:{entry.id}:{now.isoformat()}",
            now=now,
            entry=entry,
        )


def find_ineligible(entry: Entry, *, reason: str, actor: Person, now: datetime) -> None:
    """The film may not compete; its filmmakers are told why."""
    said = texts.clean_text(reason, LONGEST_NOTE)
    enforce(rules.find_ineligible(actor, entry) or rules.needs_reason(said))
    entry.state = ENTRY_MOVES.step(entry.state, EntryState.INELIGIBLE)
    entry.eligibility_reason, entry.eligibility_decided_at = said, now
    film_operations.spare(entry)
    journal.record("entries.find_ineligible", entry, actor=actor, now=now, reason=said)
    messages.post(
        "entries/ineligible",
        to=entry.owner,
        key=f"entries/ineligible:{entry.id}:{now.isoformat()}",
        now=now,
        entry=entry,
    )


def tag(entry: Entry, word: str, *, actor: Person, now: datetime) -> None:
    """Put a word on an entry, to sort by."""
    enforce(rules.annotate(actor, entry))
    wanted = texts.clean_line(word, LONGEST_TAG).casefold()
    if wanted and wanted not in {held.tag for held in entry.tags}:
        entry.tags.append(EntryTag(tag=wanted))
        journal.record("entries.tag", entry, actor=actor, now=now, tag=wanted)


def untag(entry: Entry, word: str, *, actor: Person, now: datetime) -> None:
    """Take a word off again."""
    enforce(rules.annotate(actor, entry))
    wanted = texts.clean_line(word, LONGEST_TAG).casefold()
    for held in [held for held in entry.tags if held.tag == wanted]:
        entry.tags.remove(held)
        journal.record("entries.untag", entry, actor=actor, now=now, tag=wanted)


def note(entry: Entry, text: str, *, actor: Person, now: datetime) -> None:
    """Write something about an entry that only organizers read."""
    enforce(rules.annotate(actor, entry))
    said = texts.clean_text(text, LONGEST_NOTE)
    if said:
        db.session().add(EntryNote(entry_id=entry.id, author=actor, text=said, written_at=now))
        journal.record("entries.note", entry, actor=actor, now=now)


def clear_flag(flag: EntryFlag, *, actor: Person, now: datetime) -> None:
    """An organizer looked at it and lets it pass."""
    enforce(rules.annotate(actor, flag.entry))
    if flag.cleared_at is None:
        flag.cleared_at = now
        journal.record("entries.clear_flag", flag.entry, actor=actor, now=now, flag=flag.kind)
