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

FILMS_REMEMBERED = 20_000  # with whom each names, so that a plan looked at again costs little
JURORS_REMEMBERED = 512  # together as panels, and each alone

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
    jurors = _jurors(tuple((person.id, person.name) for person in people))
    return frozenset((entry.id, person_id) for entry in entries for person_id in _involved_in(entry, jurors))


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

    def __init__(self, people: Iterable[tuple[int, str]]) -> None:
        self.ids: set[int] = set()
        self._written: dict[str, set[int]] = defaultdict(set)
        self._shortened: dict[str, set[int]] = defaultdict(set)
        for person_id, name in people:
            self.ids.add(person_id)
            names = _names([name])
            for form in names.written:
                self._written[form].add(person_id)
            for form in names.shortened:
                self._shortened[form].add(person_id)

    def named_on(self, lines: Iterable[str]) -> frozenset[int]:
        found: set[int] = set()
        credits = _names(_credits(lines))
        for form in credits.written:
            found |= self._written.get(form, _NOBODY) | self._shortened.get(form, _NOBODY)
        for form in credits.shortened:
            found |= self._written.get(form, _NOBODY)
        return frozenset(found)


def _involved_in(entry: Entry, jurors: _Jurors) -> frozenset[int]:
    return _named_on(tuple(credit_lines(entry)), jurors) | (jurors.ids & {entry.owner_id})


@lru_cache(JURORS_REMEMBERED)
def _jurors(people: tuple[tuple[int, str], ...]) -> _Jurors:
    return _Jurors(people)


@lru_cache(FILMS_REMEMBERED)
def _named_on(lines: tuple[str, ...], jurors: _Jurors) -> frozenset[int]:
    return jurors.named_on(lines)


def _credits(lines: Iterable[str]) -> Iterator[str]:
    """Every name on lines such as “Editor: Omar Saleh, Ana Ruiz (assistant)”."""
    for line in lines:
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
