"""Boards as they stand now, with all that their rows show: as many questions for a dozen as for one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from festival.boards import board, queries, ranking_cache
from festival.boards import places as board_places
from festival.boards.board import Board, Row
from festival.boards.models import Shortlist
from festival.entries.models import Entry
from festival.jury.models import Round
from festival.jury.rounds import results
from festival.scoring.ranking import summaries
from festival.scoring.ranking.results import Ranking


@dataclass(frozen=True, slots=True)
class Shown:
    """What rows show of their films: entries by id, reviews by round and film, remarks by board and film."""

    entries: Mapping[int, Entry]
    reviews: Mapping[int, Mapping[int, Sequence[results.FilmReview]]]
    remarks: Mapping[tuple[int, int], int]


def board_of(shortlist: Shortlist, entry_ids: Collection[int] | None = None) -> Board:
    """The board as it stands now; with `entry_ids`, the rows of these films alone."""
    return boards_of([shortlist], entry_ids)[0]


def boards_of(shortlists: Sequence[Shortlist], entry_ids: Collection[int] | None = None) -> list[Board]:
    """The same of several rankings, in their order."""
    rounds = list({each.round_id: each.round for each in shortlists}.values())
    evidence, shown = ranking_cache.evidence_of(rounds), _shown(shortlists, rounds, entry_ids)
    found = []
    for shortlist in shortlists:
        known = evidence[shortlist.round_id]
        ranking = ranking_cache.computed(known)
        found.append(Board(shortlist, _rows(shortlist, ranking, shown), known, ranking))
    return found


def _shown(
    shortlists: Sequence[Shortlist], rounds: Collection[Round], entry_ids: Collection[int] | None
) -> Shown:
    competing = queries.competing({each.category_id for each in shortlists}, entry_ids)
    entries = {entry.id: entry for entry in competing}
    return Shown(
        entries=entries,
        reviews=results.reviews_of_rounds(rounds, entries),
        remarks=queries.remark_counts([each.id for each in shortlists]),
    )


def _rows(shortlist: Shortlist, ranking: Ranking, shown: Shown) -> list[Row]:
    """The rows of a board; a film that became eligible a moment ago has not been ranked yet, or not read."""
    places = [each for each in board_places.on_board(shortlist, ranking) if each.key in shown.entries]
    reviews = {each.key: shown.reviews[shortlist.round_id].get(each.key, ()) for each in places}
    summed = summaries.of_films(reviews, board.plain(chain.from_iterable(reviews.values())))
    marks = {mark.entry_id: mark for mark in shortlist.marks}
    ranked = {film.film: film for film in ranking.films if film.film in reviews}
    return [
        Row(
            entry=shown.entries[place.key],
            standing=place,
            mark=marks.get(place.key),
            summary=summed[place.key],
            ranked=ranked[place.key],
            reviews=reviews[place.key],
            reviews_per_film=shortlist.round.reviews_per_film,
            remarks=shown.remarks.get((shortlist.id, place.key), 0),
        )
        for place in places
    ]
