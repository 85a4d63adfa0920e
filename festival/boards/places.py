"""Where each film stands, on the board that speaks of it last.

All that decisions need to know of rankings.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from festival.boards import queries, ranking_cache
from festival.boards.models import Shortlist
from festival.scoring.ranking import cutoff
from festival.scoring.ranking.cutoff import Placement
from festival.scoring.ranking.results import Line, Ranked, Ranking
from festival.scoring.values import MarkKind


@dataclass(frozen=True, slots=True)
class FilmPlace:
    """A film's standing, its scores in two numbers, and how many reviews its round wants."""

    standing: Placement
    ranked: Ranked
    reviews_per_film: int


def of_categories(category_ids: Collection[int]) -> dict[int, FilmPlace]:
    """The place of every film in these categories that a board has, by entry."""
    boards = list(_speaking(queries.of_categories(category_ids)))
    rankings = ranking_cache.rankings_of({each.round_id: each.round for each in boards}.values())
    return {
        entry_id: place
        for each in boards
        for entry_id, place in _of_board(each, rankings[each.round_id]).items()
    }


def on_board(shortlist: Shortlist, ranking: Ranking) -> list[Placement]:
    """Every film of a board in its order: those that are in first."""
    return cutoff.of_films(films_of(shortlist, ranking), _marks(shortlist), shortlist.places)


def line_of(shortlist: Shortlist, ranking: Ranking) -> Line:
    """How sure a board's list is. Where each film has a place there is no line to be close to."""
    films, slug = films_of(shortlist, ranking), shortlist.category.slug
    line = cutoff.line_of(slug, films, _marks(shortlist), shortlist.places)
    if has_places_for_all(shortlist, ranking):
        return replace(line, line=None, close=None if line.close is None else 0)
    return line


def has_places_for_all(shortlist: Shortlist, ranking: Ranking) -> bool:
    """Whether no film can be left out for want of a place."""
    return len(films_of(shortlist, ranking)) <= shortlist.places


def films_of(shortlist: Shortlist, ranking: Ranking) -> list[Ranked]:
    """Every film of a board as it is ranked."""
    return [film for film in ranking.films if film.category == shortlist.category.slug]


def _marks(shortlist: Shortlist) -> dict[int, MarkKind]:
    return {mark.entry_id: mark.kind for mark in shortlist.marks}


def _speaking(boards: Iterable[Shortlist]) -> Iterator[Shortlist]:
    """The last board of each category: it has all films of its category, so no other is asked.

    A board whose round has stopped to judge its category has none.
    """
    judging = (each for each in boards if each.category in each.round.categories)
    yield from {each.category_id: each for each in judging}.values()


def _of_board(shortlist: Shortlist, ranking: Ranking) -> dict[int, FilmPlace]:
    ranked = {film.film: film for film in ranking.films}
    return {
        place.key: FilmPlace(place, ranked[place.key], shortlist.round.reviews_per_film)
        for place in on_board(shortlist, ranking)
    }
