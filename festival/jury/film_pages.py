"""A long list of films, a page at a time; each page is named by the film before its first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

FILMS_ON_A_PAGE = 50


class Numbered(Protocol):
    """A film, or a row with the number and title of one."""

    @property
    def id(self) -> int:
        """Its number; lists are in the order of these."""


Film = TypeVar("Film", bound=Numbered)


@dataclass(frozen=True, slots=True)
class FilmPage(Generic[Film]):
    """Some films of a list, of `in_all`.

    A page is named by the number of the film behind which it begins, 0 for the first: `after` names this
    page, `before` and `following` the one before and the next, None where there is none.
    """

    films: Sequence[Film]
    in_all: int
    after: int
    before: int | None
    following: int | None


def page_of(films: Sequence[Film], after: int) -> FilmPage[Film]:
    """The page of these films, in the order of their numbers, that begins behind the film `after`."""
    begins = sum(film.id <= after for film in films)
    ends = begins + FILMS_ON_A_PAGE
    earlier = begins - FILMS_ON_A_PAGE
    return FilmPage(
        films=films[begins:ends],
        in_all=len(films),
        after=after,
        before=None if begins == 0 else films[earlier - 1].id if earlier > 0 else 0,
        following=films[ends - 1].id if ends < len(films) else None,
    )
