"""Conflicts that the papers show by themselves: a juror who entered a film, or is named in it."""

import unicodedata
from collections.abc import Iterable

from festival.accounts.models import Person
from festival.entries.models import Entry


def involved(entries: Iterable[Entry], people: Iterable[Person]) -> frozenset[tuple[int, int]]:
    """Pairs of entry and person: who entered the film or is named in it, accents aside."""
    named = [(person.id, _plain(person.name)) for person in people]
    return frozenset(
        (entry.id, person_id)
        for entry in entries
        for names in [_names_in(entry)]
        for person_id, name in named
        if person_id == entry.owner_id or name in names
    )


def _names_in(entry: Entry) -> frozenset[str]:
    people = (entry.directors, entry.writers, entry.producers, entry.key_cast)
    return frozenset(_plain(name) for names in people for name in names or ())


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(each for each in letters if not unicodedata.combining(each)).split())
