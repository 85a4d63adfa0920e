"""Raises the flags of an entry anew whenever something about it or its film is learned."""

from datetime import datetime

from festival.editions import terms
from festival.entries import flags
from festival.entries.films import queries as film_queries
from festival.entries.films import subtitle_queries, twin_queries
from festival.entries.models import Entry, EntryFlag


def refresh(entry: Entry, *, now: datetime) -> None:
    """Flags as things stand; what an organizer let pass stays so until it changes."""
    found = {
        finding.kind: finding.details
        for finding in flags.findings(
            entry,
            terms.read(entry.rules_version.rules if entry.rules_version else terms.as_written(entry.edition)),
            measured=film_queries.of(entry).seconds,
            subtitles=subtitle_queries.languages(entry),
            earlier=twin_queries.earlier_receipts(entry),
            twins=twin_queries.twin_receipts(entry),
        )
    }
    standing = {flag.kind: flag for flag in entry.flags}
    for kind, flag in standing.items():
        if kind not in found:
            entry.flags.remove(flag)
    for kind, details in found.items():
        held = standing.get(kind)
        if held is None:
            entry.flags.append(EntryFlag(kind=kind, details=details, raised_at=now))
        elif held.details != details:
            held.details, held.raised_at, held.cleared_at = details, now, None


def refresh_twins(entry: Entry, *, now: datetime) -> None:
    """The same for entries of this edition with the very file of this one, which did not know of it."""
    for twin in twin_queries.held_twins(entry):
        refresh(twin, now=now)
