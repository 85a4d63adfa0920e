"""Boards, frozen versions and films as addresses name them; what is not there is answered with 404."""

from typing import TypeVar

from werkzeug.exceptions import NotFound

from festival.accounts import current
from festival.boards import queries, rules
from festival.boards.models import Freeze, Release, Shortlist
from festival.editions import get_or_404 as edition_or_404
from festival.entries import queries as entries
from festival.entries.models import Entry
from festival.kernel.refusals import enforce

Found = TypeVar("Found", Shortlist, Release, Entry)


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


def _seen(found: Shortlist | None) -> Shortlist:
    shown = of_its_edition(found)
    enforce(rules.view(current.person(), shown))
    return shown


def of_its_edition(found: Found | None) -> Found:
    """The thing, whose edition the page then works for."""
    if found is None:
        raise NotFound
    edition_or_404.choose(found.edition_id)
    return found


def entry(entry_id: int) -> Entry:
    """One film."""
    return of_its_edition(entries.by_id(entry_id))


def held_entry(entry_id: int) -> Entry:
    """The same, with its row held until the transaction ends."""
    return of_its_edition(entries.held(entry_id))
