"""Conflicts that the papers show by themselves: a juror who entered a film, or is named in it.

Rather one conflict too many than one too few: somebody else can watch the film. Names are compared without
case, accents and punctuation, in any order of their words, with or without middle names; an initial stands
for any name that begins with it. Where jurors work or study is unknown: companies and schools match nobody.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from festival.accounts.models import Person
from festival.entries.matching import fold
from festival.entries.models import Entry

_TASK = re.compile(r"^[^:]*:")
_ASIDE = re.compile(r"\([^)]*\)")
_BETWEEN_NAMES = re.compile(r"[,;/&]")
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})


@dataclass(frozen=True)
class Names:
    """How some names are written, and how they would be with an initial: “jane … smith” and “j … smith”."""

    written: frozenset[str]
    shortened: frozenset[str]

    def meet(self, other: "Names") -> bool:
        """Whether somebody may be among both; two different first names do not meet in one initial."""
        return not (
            self.written.isdisjoint(other.written)
            and self.written.isdisjoint(other.shortened)
            and self.shortened.isdisjoint(other.written)
        )


def involved(entries: Iterable[Entry], people: Iterable[Person]) -> frozenset[tuple[int, int]]:
    """Pairs of entry and person: who entered the film or seems to be named in it."""
    named = [(person.id, _names([person.name])) for person in people]
    return frozenset(
        (entry.id, person_id)
        for entry in entries
        for credits in [_names(_credits(entry))]
        for person_id, names in named
        if person_id == entry.owner_id or names.meet(credits)
    )


def _credits(entry: Entry) -> Iterator[str]:
    """Every name on lines such as “Editor: Omar Saleh, Ana Ruiz (assistant)”."""
    people = (entry.directors, entry.writers, entry.producers, entry.key_cast, entry.other_credits)
    for line in [*(line for lines in people for line in lines or ()), entry.rights_holder or ""]:
        text = _ASIDE.sub(" ", _TASK.sub("", line))
        yield from {text, *_BETWEEN_NAMES.split(text)}


def _names(names: Iterable[str]) -> Names:
    forms = [_forms(name) for name in names]
    return Names(
        frozenset().union(*(written for written, _ in forms)),
        frozenset().union(*(shortened for _, shortened in forms)),
    )


@lru_cache(maxsize=4096)
def _forms(name: str) -> tuple[frozenset[str], frozenset[str]]:
    words = fold(name.casefold().translate(_LETTERS)).split()
    if len(words) < 2:
        return frozenset(words), frozenset()
    first, last = words[0], words[-1]
    return frozenset({" ".join(sorted(words)), f"{first} … {last}"}), frozenset({f"{first[0]} … {last}"})
