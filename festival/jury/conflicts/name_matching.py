"""Conflicts that the data show by themselves: a juror who entered a film, or is named in it.

Rather one conflict too many than one too few: somebody else can watch the film. Names are compared without
case, accents and punctuation, in any order of their words, with or without middle names; an initial stands
for any name that begins with it. Another writing of a name (`name_writings.py`) is perhaps the same.
Companies and schools are matched by `affiliations.py`.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from festival.accounts.models import Person
from festival.entries.models import Entry
from festival.jury.conflicts import name_writings
from festival.kernel import people_names
from festival.kernel.folding import fold
from festival.kernel.words import N_

FILMS_REMEMBERED = 20_000  # with whom each names, so that a plan looked at again costs little
JURORS_REMEMBERED = 512  # together as panels, and each alone

_TASK = re.compile(r"^[^:]*:")
_ASIDE = re.compile(r"\([^)]*\)")
_BETWEEN_NAMES = re.compile(r"[;/&]")
_NOBODY: frozenset[int] = frozenset()
_CREDITED = {
    "directors": N_("director"),
    "writers": N_("writer"),
    "producers": N_("producer"),
    "key_cast": N_("in the cast"),
    "other_credits": N_("in the credits"),
    "companies": N_("company"),
}

OthersNames = Mapping[tuple[int, int], Collection[str]]
"""Names, by their keys, of which an organizer said that they are somebody else's: by film and juror."""

NOBODY_APART: OthersNames = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Credit:
    """What a film names, as it was typed, and as what: a word to be translated."""

    name: str
    task: str

    @property
    def key(self) -> str:
        """The name as it is compared: two that are written alike are one."""
        return key(self.name)


@dataclass(frozen=True)
class Names:
    """How some names are written, and how they would be with an initial: “jane … smith” and “j … smith”.

    `own` are their other writings, `sought` those of names that can be the same.
    """

    written: frozenset[str]
    shortened: frozenset[str]
    own: frozenset[str]
    sought: frozenset[str]


def involved(
    entries: Iterable[Entry], people: Iterable[Person], others_names: OthersNames = NOBODY_APART
) -> frozenset[tuple[int, int]]:
    """Pairs of entry and person: who entered the film or seems to be named in it.

    A name that was known not to be the same person from a person counts no more between the two; another one
    does.
    """
    persons = {person.id: person for person in people}
    jurors = _jurors(tuple((person.id, person.name) for person in persons.values()))
    return frozenset(
        (entry.id, person_id)
        for entry in entries
        for person_id in _involved_in(entry, jurors)
        if (entry.id, person_id) not in others_names
        or _stays_involved(entry, persons[person_id], others_names[entry.id, person_id])
    )


def taken_for(entry: Entry, juror: str, others_names: Collection[str] = ()) -> list[Credit]:
    """The names in a film's credits that can be this juror's, each once; known other people are left out."""
    found = {
        (name.key, name.task): name
        for line, task in named_lines(entry)
        for name in _closest(Credit(line, task), juror)
        if name.key not in others_names
    }
    return list(found.values())


def named_lines(entry: Entry) -> Iterator[tuple[str, str]]:
    """Everybody and everything a film names as it was typed, “Editor: Omar Saleh”, and as what."""
    for field, task in _CREDITED.items():
        yield from ((line, task) for line in getattr(entry, field) or ())
    yield entry.rights_holder or "", N_("rights holder")


def key(name: str) -> str:
    """A name as it is compared."""
    return " ".join(words(name))


def without_task(line: str) -> str:
    """Who does the task of a line: “Omar Saleh”."""
    return _TASK.sub("", line)


def words(text: str) -> list[str]:
    """The words of a name as they are compared."""
    return fold(text).split()


class _Jurors:
    """Jurors by the ways to write their names; two different first names do not meet in one initial."""

    def __init__(self, people: Iterable[tuple[int, str]]) -> None:
        self.ids: set[int] = set()
        self._written: dict[str, set[int]] = defaultdict(set)
        self._shortened: dict[str, set[int]] = defaultdict(set)
        self._other: dict[str, set[int]] = defaultdict(set)
        for person_id, name in people:
            self.ids.add(person_id)
            names = _names([name])
            for form in names.written:
                self._written[form].add(person_id)
            for form in names.shortened:
                self._shortened[form].add(person_id)
            for form in names.own:
                self._other[form].add(person_id)

    def named_on(self, lines: Iterable[str]) -> frozenset[int]:
        found: set[int] = set()
        credits = _names(name for line in lines for name in _names_on(line))
        for form in credits.written:
            found |= self._written.get(form, _NOBODY) | self._shortened.get(form, _NOBODY)
        for form in credits.shortened:
            found |= self._written.get(form, _NOBODY)
        for form in credits.sought:
            found |= self._other.get(form, _NOBODY)
        return frozenset(found)


def _involved_in(entry: Entry, jurors: _Jurors) -> frozenset[int]:
    return _named_on(tuple(line for line, _ in named_lines(entry)), jurors) | (jurors.ids & {entry.owner_id})


def _stays_involved(entry: Entry, person: Person, others_names: Collection[str]) -> bool:
    return entry.owner_id == person.id or bool(taken_for(entry, person.name, others_names))


def _closest(credit: Credit, juror: str) -> list[Credit]:
    """What on a line can be the juror's name: single names where one is enough, else the whole line."""
    text, *parts = _names_on(credit.name)
    named = [part for part in parts if _can_be(part, juror)]
    return [Credit(name, credit.task) for name in named or [text] if _can_be(name, juror)]


def _can_be(name: str, juror: str) -> bool:
    return is_written_alike(name, juror) or bool(_names([name]).sought & _names([juror]).own)


def is_written_alike(name: str, juror: str) -> bool:
    """Whether it is the juror's name as it is written, or with an initial; not another writing of it."""
    credited, known = _names([name]), _names([juror])
    return bool(credited.written & (known.written | known.shortened) or credited.shortened & known.written)


@lru_cache(JURORS_REMEMBERED)
def _jurors(people: tuple[tuple[int, str], ...]) -> _Jurors:
    return _Jurors(people)


@lru_cache(FILMS_REMEMBERED)
def _named_on(lines: tuple[str, ...], jurors: _Jurors) -> frozenset[int]:
    return jurors.named_on(lines)


def _names_on(line: str) -> list[str]:
    """A line such as “Editor: Omar Saleh, Ana Ruiz (assistant)” without its task, then every name on it."""
    text = _ASIDE.sub(" ", without_task(line))
    parts = (name for part in _BETWEEN_NAMES.split(text) for name in people_names.split(part))
    return [each.strip() for each in (text, *parts)]


def _names(names: Iterable[str]) -> Names:
    listed = list(names)
    forms, others = [_forms(name) for name in listed], [name_writings.of(name) for name in listed]
    return Names(
        frozenset().union(*(written for written, _ in forms)),
        frozenset().union(*(shortened for _, shortened in forms)),
        frozenset().union(*(other.own for other in others)),
        frozenset().union(*(other.sought for other in others)),
    )


@lru_cache(maxsize=4096)
def _forms(name: str) -> tuple[frozenset[str], frozenset[str]]:
    parts = words(name)
    if len(parts) < 2:
        return frozenset(parts), frozenset()
    first, last = parts[0], parts[-1]
    return frozenset({" ".join(sorted(parts)), f"{first} … {last}"}), frozenset({f"{first[0]} … {last}"})
