"""Finds what an organizer's address names; what is not there is no such page."""

from werkzeug.exceptions import NotFound

from festival.accounts import current
from festival.entries import queries as entries
from festival.entries.models import Entry
from festival.jury.finding import edition, round_
from festival.kernel.refusals import enforce
from festival.shortlists import queries, rules
from festival.shortlists.models import Freeze, Shortlist

__all__ = ["edition", "entry", "round_", "shortlist", "version"]


def shortlist(shortlist_id: int, *, lock: bool = False) -> Shortlist:
    """One board."""
    found = queries.by_id(shortlist_id, lock=lock)
    if found is None:
        raise NotFound
    enforce(rules.view(current.person(), found))
    return found


def version(shortlist_id: int, number: int) -> Freeze:
    """One frozen version of this very board."""
    shortlist(shortlist_id)
    found = queries.frozen(shortlist_id, number)
    if found is None:
        raise NotFound
    return found


def entry(entry_id: int) -> Entry:
    """One film."""
    found = entries.by_id(entry_id)
    if found is None:
        raise NotFound
    return found
