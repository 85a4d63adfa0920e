"""Whether two films are one."""

from typing import Protocol

from festival.kernel.folding import fold


class Film(Protocol):
    """An entry as far as it tells one film from another."""

    title: str
    directors: list[str]
    completed: str | None


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
