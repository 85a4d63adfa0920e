"""Where the cut falls: the order of the ranking, then what people pinned and dropped, then the places."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from festival.scoring.ranking import results
from festival.scoring.ranking.results import Line, Ranked
from festival.scoring.values import MarkKind

Worth = float | tuple[float, ...]
"""What films are ordered by; only whether two are equal is asked here."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one film stands. `rank` counts from 1 in the order of worth; None is a film not yet scored."""

    key: int
    rank: int | None
    mark: MarkKind | None
    is_in: bool


def of_films(films: Collection[Ranked], marks: Mapping[int, MarkKind], places: int) -> list[Placement]:
    """Every film of a category: those that are in first, each part in the order of the ranking."""
    return sorted(stand(_ordered(films), marks, places), key=lambda each: not each.is_in)


def line_of(category: str, films: Collection[Ranked], marks: Mapping[int, MarkKind], places: int) -> Line:
    """How sure the list is that stands on a category's board, with all that people put in and took out."""
    film_of = {film.film: film for film in films}
    stands = of_films(films, marks, places)
    inside, outside = ([film_of[each.key] for each in stands if each.is_in is side] for side in (True, False))
    return results.cut(category, places, inside, outside, manual=marks)


def is_divided(films: Iterable[Ranked]) -> bool:
    """Whether groups of jurors saw a category that share no film: then averages order it."""
    return not all(film.is_comparable for film in films)


def ranks(films: Collection[Ranked]) -> dict[int, int | None]:
    """The rank of every film of a category, as its board has it."""
    return _ranks(_ordered(films))


def stand(
    ordered: Sequence[tuple[int, Worth | None]], marks: Mapping[int, MarkKind], places: int
) -> list[Placement]:
    """Each film's standing, in the order given: best first, films without a score last.

    `ordered` holds (film, worth); films of equal worth share a rank. Pinned films take places first; dropped
    ones and films nobody scored take none; the rest fill what is left in order. A tie on the cut-off is
    not cut by chance: films equal to the first one out are out with it unless places remain for all.
    """
    ranks = _ranks(ordered)
    pinned = {film for film, _ in ordered if marks.get(film) is MarkKind.PIN}
    free = max(0, places - len(pinned))
    inside = pinned | _above_the_line(
        [(film, worth) for film, worth in ordered if film not in marks and worth is not None], free
    )
    return [Placement(film, ranks[film], marks.get(film), film in inside) for film, _ in ordered]


def _ordered(films: Collection[Ranked]) -> list[tuple[int, Worth | None]]:
    if is_divided(films):
        by_mean = sorted(films, key=lambda film: (film.mean is None, -(film.mean or 0.0), film.film))
        return [(int(film.film), film.mean) for film in by_mean]
    by_rank = sorted(films, key=lambda film: (film.rank is None, film.rank, film.film))
    return [(int(film.film), film.rank) for film in by_rank]


def _above_the_line(candidates: Sequence[tuple[int, Worth | None]], free: int) -> set[int]:
    if len(candidates) <= free:
        return {film for film, _ in candidates}
    line = candidates[free][1]
    return {film for film, worth in candidates[:free] if worth != line}


def _ranks(ordered: Sequence[tuple[int, Worth | None]]) -> dict[int, int | None]:
    ranks: dict[int, int | None] = {}
    previous: tuple[Worth | None, int] = (None, 0)
    for place, (film, worth) in enumerate(ordered, 1):
        if worth is None:
            ranks[film] = None
            continue
        previous = previous if worth == previous[0] else (worth, place)
        ranks[film] = previous[1]
    return ranks
