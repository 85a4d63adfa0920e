"""Finds what an organizer's address names; what is not there is no such page."""

from werkzeug.exceptions import NotFound

from festival.accounts import current
from festival.entries import queries as entries
from festival.entries.models import Entry
from festival.jury.finding import edition, round_
from festival.kernel.refusals import enforce
from festival.shortlists import queries, release_queries, rules
from festival.shortlists.models import Freeze, Release, Shortlist

__all__ = [
    "edition",
    "entry",
    "held_release",
    "held_shortlist",
    "release",
    "round_",
    "shortlist",
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
    found = release_queries.release(release_id)
    if found is None:
        raise NotFound
    return found


def held_release(release_id: int) -> Release:
    """The same, with its row held until the transaction ends."""
    found = release_queries.held_release(release_id)
    if found is None:
        raise NotFound
    return found


def entry(entry_id: int) -> Entry:
    """One film."""
    found = entries.by_id(entry_id)
    if found is None:
        raise NotFound
    return found


def _seen(found: Shortlist | None) -> Shortlist:
    if found is None:
        raise NotFound
    enforce(rules.view(current.person(), found))
    return found
