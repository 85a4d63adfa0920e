"""Finds what an organizer's address names; what is not there is no such page."""

from werkzeug.exceptions import NotFound

from festival.accounts import current
from festival.editions import queries as editions
from festival.editions.models import Edition
from festival.entries import queries as entries
from festival.entries.models import Entry
from festival.jury import plan_queries as rounds
from festival.jury.models import Round
from festival.kernel.refusals import enforce
from festival.shortlists import queries, rules
from festival.shortlists.models import Freeze, Shortlist


def edition() -> Edition:
    """The current edition."""
    found = editions.current()
    if found is None:
        raise NotFound
    return found


def round_(round_id: int, *, lock: bool = False) -> Round:
    """One round."""
    found = rounds.round_by_id(round_id, lock=lock)
    if found is None:
        raise NotFound
    return found


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
