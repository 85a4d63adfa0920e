"""Conflicts by company and school: a film that names a place where a juror works or studied.

A place is found where its full name stands among other words, and where nothing but its name stands between
two punctuation marks; there “Blue Sea Films”, “Blue Sea Film GmbH” and “Blue Sea” are one. A name of nothing
but words such as “film”, “school” and “Ltd” names nobody.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from festival.entries.models import Entry
from festival.jury.conflicts import name_matching
from festival.jury.conflicts.name_matching import Credit
from festival.jury.models import PanelMember
from festival.kernel.words import N_

_ABBREVIATED = re.compile(r"(?<=\b\w)[./]\s?(?=\w\b)|\.")
_BETWEEN_NAMES = re.compile(r"[,;:/&|()\[\]–—•]|\s-\s")
_LEGAL_FORMS = """
    ab ag aps as asbl bv co company corp corporation doo eirl eurl ev fze gbr ggmbh gmbh inc incorporated kft
    kg llc llp limited ltd ltda mbh nv ohg oy plc pte pty pvt sa sal sarl sas sasu sl spa sprl srl sro ug
"""
_TRADES = """
    cine cinema entertainment film filmes filmproduktion films media movies pelicula peliculas picture
    pictures producciones production productions produktion produzioni studio studios افلام للافلام للانتاج
"""
_KINDS_OF_PLACE = """
    academy art arts college ecole escuela faculty hochschule institute school television tv university
    universitat universite جامعة معهد a and de der des die du et for fur la le les of the und y
"""
_DROPPED = frozenset(f"{_LEGAL_FORMS} {_TRADES}".split())
_NAMES_NOBODY = _DROPPED | frozenset(_KINDS_OF_PLACE.split())


def named(entries: Iterable[Entry], members: Iterable[PanelMember]) -> dict[tuple[int, int], str]:
    """Pairs of entry and person, with the place that the film names and the juror belongs to.

    As the juror wrote it; of several the one that they wrote first.
    """
    belong = tuple((member.person_id, place) for member in members for place in member.affiliations or ())
    if not belong:
        return {}
    places = _places(belong)
    return {
        (entry.id, person_id): place
        for entry in entries
        for person_id, place in _named_on(tuple(line for line, _ in _lines(entry)), places)
    }


def credits_naming(entry: Entry, place: str) -> list[Credit]:
    """What in a film's data names a place: “Blue Sea Film GmbH”, rights holder."""
    places = _places(((0, place),))
    return [Credit(line, task) for line, task in _lines(entry) if places.named_on([line])]


class _Places:
    """Where jurors belong, by the ways in which a film may name it."""

    def __init__(self, places: Sequence[tuple[int, str]]) -> None:
        self._places = places
        self._alone: dict[str, list[int]] = defaultdict(list)
        self._among_words: dict[str, list[int]] = defaultdict(list)
        for number, (_, place) in enumerate(self._places):
            words = _words(place)
            if core := _core(words):
                self._alone[core].append(number)
                if len(words) > 1:
                    self._among_words[" ".join(words)].append(number)
        self._lengths = {len(words.split()) for words in self._among_words}

    def named_on(self, lines: Iterable[str]) -> tuple[tuple[int, str], ...]:
        found: set[int] = set()
        for line in lines:
            for form in _names_alone(line):
                found.update(self._alone.get(form, ()))
            for form in _runs(_words(line), self._lengths):
                found.update(self._among_words.get(form, ()))
        return tuple(dict(self._places[number] for number in sorted(found, reverse=True)).items())


@lru_cache(name_matching.JURORS_REMEMBERED)
def _places(belong: tuple[tuple[int, str], ...]) -> _Places:
    return _Places(belong)


@lru_cache(name_matching.FILMS_REMEMBERED)
def _named_on(lines: tuple[str, ...], places: _Places) -> tuple[tuple[int, str], ...]:
    return places.named_on(lines)


def _lines(entry: Entry) -> Iterator[tuple[str, str]]:
    """What a film names and as what: credits, companies, school, rights holder, an import's other answers."""
    yield from name_matching.named_lines(entry)
    yield entry.school or "", N_("school")
    for answer in (entry.custom_answers or {}).values():
        yield from ((line, N_("another answer")) for line in answer.splitlines())


def _names_alone(line: str) -> Iterator[str]:
    who = _ABBREVIATED.sub("", name_matching.without_task(line))
    for name in _BETWEEN_NAMES.split(who):
        yield _core(name_matching.words(name))


def _runs(words: list[str], lengths: Iterable[int]) -> Iterator[str]:
    for length in lengths:
        for first in range(len(words) - length + 1):
            yield " ".join(words[first : first + length])


def _words(text: str) -> list[str]:
    return name_matching.words(_ABBREVIATED.sub("", text))


def _core(words: list[str]) -> str:
    """A name without legal form and trade at its ends; "" if nothing is left that tells it from others."""
    first, last = 0, len(words)
    while first < last and words[first] in _DROPPED:
        first += 1
    while first < last and words[last - 1] in _DROPPED:
        last -= 1
    core = words[first:last]
    return "" if _NAMES_NOBODY.issuperset(core) else " ".join(core)
