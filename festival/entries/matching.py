"""Whether two films are one, and how names are compared: without case, accents or punctuation."""

import re
import unicodedata
from typing import Protocol

_NOT_LETTERS = re.compile(r"[\W_]+")


class Film(Protocol):
    """An entry as far as it tells one film from another."""

    title: str
    directors: list[str]
    completed: str | None


def fold(text: str) -> str:
    """The text as people search for it: "Über die Brücke!" and "uber die brucke" fold to the same."""
    plain = "".join(
        char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char)
    )
    return _NOT_LETTERS.sub(" ", plain).strip()


def is_same_film(one: Film, other: Film) -> bool:
    """Same title, a director in common, and completed in the same year or the next."""
    return (
        bool(fold(one.title))
        and fold(one.title) == fold(other.title)
        and bool({fold(name) for name in one.directors} & {fold(name) for name in other.directors})
        and _years_apart(one.completed, other.completed) <= 1
    )


def _years_apart(one: str | None, other: str | None) -> int:
    return abs(int(one[:4]) - int(other[:4])) if one and other else 0
