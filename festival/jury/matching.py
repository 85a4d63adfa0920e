"""Conflicts that the papers show by themselves: a juror who entered a film, or is named in it.

Rather one conflict too many than one too few: somebody else can watch the film. Names are compared without
case, accents and punctuation, in any order of their words, with or without middle names; an initial stands
for any name that begins with it. Companies and schools are matched by `affiliations`.
"""

import re
from collections import defaultdict
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
_NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Names:
    """How some names are written, and how they would be with an initial: “jane … smith” and “j … smith”."""

    written: frozenset[str]
    shortened: frozenset[str]


def involved(entries: Iterable[Entry], people: Iterable[Person]) -> frozenset[tuple[int, int]]:
    """Pairs of entry and person: who entered the film or seems to be named in it."""
    jurors = _Jurors(people)
    return frozenset((entry.id, person_id) for entry in entries for person_id in jurors.involved_in(entry))


def credit_lines(entry: Entry) -> list[str]:
    """Everybody and everything a film names, as it was typed: “Editor: Omar Saleh”."""
    people = (entry.directors, entry.writers, entry.producers, entry.key_cast, entry.other_credits)
    named = (*people, entry.companies)
    return [*(line for lines in named for line in lines or ()), entry.rights_holder or ""]


def without_task(line: str) -> str:
    """Who does the task of a line: “Omar Saleh”."""
    return _TASK.sub("", line)


def words(text: str) -> list[str]:
    """The words of a name as they are compared."""
    return fold(text.casefold().translate(_LETTERS)).split()


class _Jurors:
    """Jurors by the ways to write their names; two different first names do not meet in one initial."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._ids: set[int] = set()
        self._written: dict[str, set[int]] = defaultdict(set)
        self._shortened: dict[str, set[int]] = defaultdict(set)
        for person in people:
            self._ids.add(person.id)
            names = _names([person.name])
            for form in names.written:
                self._written[form].add(person.id)
            for form in names.shortened:
                self._shortened[form].add(person.id)

    def involved_in(self, entry: Entry) -> set[int]:
        found = self._ids & {entry.owner_id}
        credits = _names(_credits(entry))
        for form in credits.written:
            found |= self._written.get(form, _NOBODY) | self._shortened.get(form, _NOBODY)
        for form in credits.shortened:
            found |= self._written.get(form, _NOBODY)
        return found


def _credits(entry: Entry) -> Iterator[str]:
    """Every name on lines such as “Editor: Omar Saleh, Ana Ruiz (assistant)”."""
    for line in credit_lines(entry):
        text = _ASIDE.sub(" ", without_task(line))
        yield from {text, *_BETWEEN_NAMES.split(text)}


def _names(names: Iterable[str]) -> Names:
    forms = [_forms(name) for name in names]
    return Names(
        frozenset().union(*(written for written, _ in forms)),
        frozenset().union(*(shortened for _, shortened in forms)),
    )


@lru_cache(maxsize=4096)
def _forms(name: str) -> tuple[frozenset[str], frozenset[str]]:
    parts = words(name)
    if len(parts) < 2:
        return frozenset(parts), frozenset()
    first, last = parts[0], parts[-1]
    return frozenset({" ".join(sorted(parts)), f"{first} … {last}"}), frozenset({f"{first[0]} … {last}"})
