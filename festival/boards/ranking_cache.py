"""The ranking of a round's films, from the scores that count; asked for again it is not computed again."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from festival.boards import queries
from festival.jury.models import Round
from festival.jury.rounds import results
from festival.scoring import rubrics
from festival.scoring.ranking import leave_one_out, rank
from festival.scoring.ranking.leave_one_out import Without
from festival.scoring.ranking.results import Ranking
from festival.scoring.scales import Scale
from festival.scoring.snapshot.compute import SEED
from festival.scoring.values import Film, MarkKind, Score

REMEMBERED = 8  # rankings a process keeps


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a ranking follows from: the films that compete, the scores and their scale, the places."""

    films: tuple[Film, ...]
    scores: tuple[Score, ...]
    places: tuple[tuple[str, int], ...]
    scale: Scale
    seed: int = SEED


def evidence(judged: Round) -> Evidence:
    """What a round has come to. A category whose board was not begun has no places."""
    return evidence_of([judged])[judged.id]


def evidence_of(rounds: Collection[Round]) -> dict[int, Evidence]:
    """The same of several rounds by their ids, asked for in one go."""
    films, scores = queries.competing_films(rounds), results.scores_of_rounds(rounds)
    places = queries.places([judged.id for judged in rounds])
    return {
        judged.id: _evidence(judged, films[judged.id], scores[judged.id], places[judged.id])
        for judged in rounds
    }


def ranking_of(judged: Round) -> Ranking:
    """The ranking of a round as it stands now."""
    return computed(evidence(judged))


def rankings_of(rounds: Collection[Round]) -> dict[int, Ranking]:
    """The same of several rounds by their ids, each computed once."""
    return {round_id: computed(known) for round_id, known in evidence_of(rounds).items()}


def without_each_juror(judged: Round) -> tuple[Without, ...]:
    """What would change on the rankings of a round if any one juror were left out."""
    return computed_without_each(evidence(judged), tuple(sorted(queries.marks(judged.id).items())))


@lru_cache(REMEMBERED)
def computed(known: Evidence) -> Ranking:
    """What follows from this evidence, wherever it comes from."""
    return rank.rank(known.films, known.scores, dict(known.places), known.seed, known.scale)


@lru_cache(REMEMBERED)
def computed_without_each(known: Evidence, marks: tuple[tuple[int, MarkKind], ...]) -> tuple[Without, ...]:
    """The same for what would change, with these films pinned or dropped."""
    return leave_one_out.each(
        known.films, known.scores, dict(known.places), computed(known), dict(marks), known.scale
    )


def _evidence(
    judged: Round, films: Sequence[Film], scores: Iterable[Score], places: Mapping[str, int]
) -> Evidence:
    known = {film.key for film in films}
    return Evidence(
        films=tuple(films),
        scores=tuple(score for score in scores if score.film in known),
        places=tuple(sorted(places.items())),
        scale=rubrics.scale(judged.criteria),
    )
