"""A frozen shortlist as bytes: the same content gives the same bytes and hash on every machine."""

import hashlib
import json
from typing import Any

from festival.jury.models import Criterion, Round
from festival.jury.tallies import View
from festival.shortlists.board import Board, Row
from festival.shortlists.summaries import DIGITS

FORMAT = "laurel-shortlist/1"
METHOD = {"name": "mean", "version": 1, "digits": DIGITS}

Document = dict[str, Any]
"""Plain words, numbers and lists: all that a shortlist was decided by, films in the order of the board."""


def of_board(board: Board, rules_version: int | None) -> Document:
    """Everything the board rests on, so that others can follow it without this house."""
    shortlist = board.shortlist
    category, edition = shortlist.category, shortlist.category.edition
    return {
        "format": FORMAT,
        "edition": {"slug": edition.slug, "name": edition.name, "festival": edition.festival_name},
        "category": {"slug": category.slug, "name": category.name},
        "rules_version": rules_version,
        "round": _round(shortlist.round),
        "method": METHOD,
        "places": shortlist.places,
        "films": [_film(row) for row in board.rows],
    }


def written(document: Document) -> str:
    """Canonical JSON: keys sorted, no spaces, UTF-8 text as it is, no NaN."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> Document:
    """The document that was written so."""
    found: Document = json.loads(text)
    return found


def fingerprint(text: str) -> str:
    """The SHA-256 of a document's bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _round(judged: Round) -> Document:
    return {
        "id": judged.id,
        "name": judged.name,
        "panel": judged.panel.name,
        "opens_at": judged.opens_at.isoformat(),
        "closes_at": judged.closes_at.isoformat(),
        "views_wanted": judged.views_wanted,
        "rubric": [_criterion(criterion) for criterion in judged.criteria],
    }


def _criterion(criterion: Criterion) -> Document:
    return {
        "id": criterion.id,
        "name": criterion.name,
        "question": criterion.question,
        "weight": criterion.weight,
        "meanings": criterion.meanings,
    }


def _film(row: Row) -> Document:
    entry, summary, mark = row.entry, row.summary, row.mark
    return {
        "entry": entry.id,
        "receipt": entry.receipt.number if entry.receipt else None,
        "title": entry.title,
        "original_title": entry.original_title,
        "directors": entry.directors,
        "is_in": row.standing.is_in,
        "rank": row.standing.rank,
        "mark": {
            "kind": mark.kind.value,
            "reason": mark.reason,
            "by": mark.actor.name,
            "at": mark.at.isoformat(),
        }
        if mark
        else None,
        "views": summary.views,
        "mean": summary.mean,
        "spread": summary.spread,
        "coverage": summary.coverage,
        "scores": [_score(view) for view in row.scores],
        "beside": [
            {"juror": view.juror_id, "name": view.juror, "state": view.state.value, "reason": view.reason}
            for view in row.beside
        ],
    }


def _score(view: View) -> Document:
    return {
        "juror": view.juror_id,
        "name": view.juror,
        "total": view.total,
        "steps": {str(criterion): step for criterion, step in view.scores.items()},
        "seconds_seen": view.seconds_seen,
        "film_seconds": view.film_seconds,
        "declared": view.declared.value if view.declared else None,
        "submitted_at": view.submitted_at.isoformat() if view.submitted_at else None,
    }
