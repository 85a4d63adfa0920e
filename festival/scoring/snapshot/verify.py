"""Whether a frozen shortlist follows from the facts it carries, and if not, where it does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from festival.kernel import shapes, texts
from festival.kernel.digits import DIGITS
from festival.scoring.snapshot import compute
from festival.scoring.snapshot import document as snapshot_document
from festival.scoring.snapshot.document import Document

REMEMBERED = 8  # answers a process keeps
LAST_DIGIT = 1.5 * 10**-DIGITS


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One place of a document that holds something else than what follows."""

    place: str
    found: Any
    recomputed: Any

    @property
    def is_last_digit(self) -> bool:
        """Whether only the arithmetic differs, as it may on another machine."""
        both = (self.found, self.recomputed)
        return all(isinstance(each, float) for each in both) and abs(both[0] - both[1]) < LAST_DIGIT

    def __str__(self) -> str:
        return f"{self.place} {shapes.shown(self.found)}, recomputed {shapes.shown(self.recomputed)}"


def mismatches(document: Document) -> Iterator[Mismatch]:
    """Every place where a document, laid out as it should be, is not what follows from its own facts.

    Films are compared with themselves, wherever they stand in the list. Raises ValueError where the facts
    contradict each other.
    """
    recomputed = compute.recomputed(document)
    order = {film["entry"]: place for place, film in enumerate(recomputed["films"])}
    yield from _inside("", {**document, "films": []}, {**recomputed, "films": []})
    for place, film in enumerate(document["films"]):
        name, follows = f"films[{place}] “{texts.header(film['title'])}”:", order[film["entry"]]
        if place != follows:
            yield Mismatch(f"{name} place in the list", place, follows)
        yield from _inside(f"{name} ", film, recomputed["films"][follows])


@lru_cache(REMEMBERED)
def follows(text: str) -> bool:
    """Whether a document follows from its own facts, to the last byte. One of an older format does not."""
    document = snapshot_document.read(text)
    try:
        return snapshot_document.written(compute.recomputed(document)) == text
    except (KeyError, ValueError):
        return False


def _inside(place: str, found: Any, recomputed: Any) -> Iterator[Mismatch]:
    if isinstance(found, dict) and isinstance(recomputed, dict):
        for name in recomputed:
            yield from _inside(_within(place, name), found[name], recomputed[name])
    elif isinstance(found, list) and isinstance(recomputed, list):
        if len(found) != len(recomputed):
            yield Mismatch(f"{place}: number of items", len(found), len(recomputed))
        for number, (one, other) in enumerate(zip(found, recomputed, strict=False)):
            yield from _inside(f"{place}[{number}]", one, other)
    elif repr(found) != repr(recomputed):  # unlike ==, this tells 5 from 5.0, as the bytes do
        yield Mismatch(place, found, recomputed)


def _within(place: str, name: str) -> str:
    return f"{place}.{name}" if place and not place.endswith(" ") else f"{place}{name}"
