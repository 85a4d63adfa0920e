"""Finds what an organizer's address names; what is not there, or of another edition, is no such page."""

from typing import TypeVar

from werkzeug.exceptions import NotFound

from festival.accounts import current
from festival.entries import queries as entries
from festival.entries.models import Entry
from festival.jury.finding import edition, held_round, is_elsewhere, round_, shown_id
from festival.kernel.refusals import enforce
from festival.shortlists import queries, release_queries, rules
from festival.shortlists.models import Freeze, Release, Shortlist

Found = TypeVar("Found", Shortlist, Release, Entry)

__all__ = [
    "edition",
    "entry",
    "held_entry",
    "held_release",
    "held_round",
    "held_shortlist",
    "release",
    "round_",
    "shortlist",
    "shown_id",
    "version",
]


def shortlist(shortlist_id: int) -> Shortlist:
    """One board."""
    return _seen(queries.by_id(shortlist_id))


def held_shortlist(shortlist_id: int) -> Shortlist:
    """The same, with its row held until the transaction ends."""
    return _seen(queries.held(shortlist_id))


def version(shortlist_id: int, number: int) -> Freeze:
    """One frozen version of this very board."""
    shortlist(shortlist_id)
    found = queries.frozen(shortlist_id, number)
    if found is None:
        raise NotFound
    return found


def release(release_id: int) -> Release:
    """One release."""
    return _of_this_edition(release_queries.release(release_id))


def held_release(release_id: int) -> Release:
    """The same, with its row held until the transaction ends."""
    return _of_this_edition(release_queries.held_release(release_id))


def entry(entry_id: int) -> Entry:
    """One film."""
    return _of_this_edition(entries.by_id(entry_id))


def held_entry(entry_id: int) -> Entry:
    """The same, with its row held until the transaction ends."""
    return _of_this_edition(entries.by_id(entry_id, lock=True))


def _seen(found: Shortlist | None) -> Shortlist:
    shown = _of_this_edition(found)
    enforce(rules.view(current.person(), shown))
    return shown


def _of_this_edition(found: Found | None) -> Found:
    if found is None or is_elsewhere(found.edition_id):
        raise NotFound
    return found
