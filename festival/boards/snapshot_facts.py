"""What is on a board, as plain facts: all that a frozen shortlist keeps and that nobody can compute."""

from festival.boards.board import Board, Row
from festival.boards.ranking_cache import Evidence
from festival.jury.models import Criterion, Round
from festival.jury.rounds.results import FilmReview
from festival.scoring.snapshot import document as snapshot_document
from festival.scoring.snapshot.document import Facts, FilmFacts, ScoreFacts


def of_board(board: Board, rules_version: int | None) -> Facts:
    """A document but for its numbers, which `compute.computed` adds."""
    shortlist = board.shortlist
    category, edition = shortlist.category, shortlist.category.edition
    return {
        "edition": {"slug": edition.slug, "name": edition.name, "festival": edition.festival_name},
        "category": {"slug": category.slug, "name": category.name},
        "rules_version": rules_version,
        "round": _round(shortlist.round),
        "places": shortlist.places,
        "method": {"seed": board.evidence.seed},
        "evidence": _evidence(board.evidence),
        "films": [_film(row) for row in board.rows],
    }


def _round(judged: Round) -> snapshot_document.Round:
    return {
        "id": judged.id,
        "name": judged.name,
        "panel": judged.panel.name,
        "opens_at": judged.opens_at.isoformat(),
        "closes_at": judged.closes_at.isoformat(),
        "views_wanted": judged.reviews_per_film,
        "rubric": [_criterion(criterion) for criterion in judged.criteria],
    }


def _criterion(criterion: Criterion) -> snapshot_document.Criterion:
    return {
        "id": criterion.id,
        "name": criterion.name,
        "question": criterion.question,
        "weight": criterion.weight,
        "meanings": criterion.meanings,
    }


def _evidence(evidence: Evidence) -> snapshot_document.Evidence:
    return {
        "films": [[film.key, film.category] for film in evidence.films],
        "scores": [[score.film, score.juror, score.value] for score in evidence.scores],
    }


def _film(row: Row) -> FilmFacts:
    entry, mark = row.entry, row.mark
    return {
        "entry": entry.id,
        "receipt": entry.receipt.number if entry.receipt else None,
        "title": entry.title,
        "original_title": entry.original_title,
        "directors": entry.directors,
        "mark": {
            "kind": mark.kind.value,
            "reason": mark.reason,
            "by": mark.actor.name,
            "at": mark.at.isoformat(),
        }
        if mark
        else None,
        "scores": [_score(review) for review in row.scores],
        "beside": [
            {
                "juror": review.juror_id,
                "name": review.juror,
                "state": review.state.value,
                "reason": review.reason,
            }
            for review in row.beside
        ],
    }


def _score(review: FilmReview) -> ScoreFacts:
    return {
        "juror": review.juror_id,
        "name": review.juror,
        "steps": {str(criterion): step for criterion, step in review.scores.items()},
        "seconds_seen": review.seconds_seen,
        "film_seconds": review.film_seconds,
        "declared": review.declared.value if review.declared else None,
        "submitted_at": review.submitted_at.isoformat() if review.submitted_at else None,
    }
