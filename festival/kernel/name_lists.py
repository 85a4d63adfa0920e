"""Several names in one line, of which some have an “and” or a comma: Bosnia and Herzegovina, France."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from festival.kernel.invalid import Invalid

_BETWEEN = re.compile(r"\s*(?:[,;،/|+&\n]\s*(?:and\b\s*)?|\band\b)\s*", re.IGNORECASE)
_MOST_PARTS = 4  # of one name: “Saint Helena, Ascension and Tristan da Cunha” has three


def read(text: str, by_name: Callable[[str], str | None], one: Callable[[str], str]) -> tuple[str, ...]:
    """The codes of the names in a text, each once, the longest names first. Raises what `one` raises.

    `by_name` knows a code by its name, or gives None; `one` reads what is no name, or raises Invalid.
    """
    return tuple(dict.fromkeys(_each(text, by_name, one)))


def _each(text: str, by_name: Callable[[str], str | None], one: Callable[[str], str]) -> Iterator[str]:
    marks = [(0, 0), *(mark.span() for mark in _BETWEEN.finditer(text)), (len(text), len(text))]
    between = [(left[1], right[0]) for left, right in pairwise(marks)]
    parts = [(start, end) for start, end in between if text[start:end].strip()]
    while parts:
        count = _parts_of_first(text, parts[:_MOST_PARTS], by_name)
        yield one(text[parts[0][0] : parts[count - 1][1]])
        parts = parts[count:]


def _parts_of_first(text: str, parts: list[tuple[int, int]], by_name: Callable[[str], str | None]) -> int:
    """How many parts the first name has: as many as make a name together."""
    for count in range(len(parts), 1, -1):
        try:
            if by_name(text[parts[0][0] : parts[count - 1][1]]):
                return count
        except Invalid:
            continue
    return 1
