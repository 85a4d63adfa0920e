"""Rounds and their assignments as addresses name them; another edition's are answered with 404."""

from werkzeug.exceptions import NotFound

from festival.editions import get_or_404 as edition_or_404
from festival.jury.models import Assignment, Round
from festival.jury.rounds import queries
from festival.jury.screening import queries as screening_queries


def round_(round_id: int) -> Round:
    """One round."""
    return _shown_round(queries.round_by_id(round_id))


def held_round(round_id: int) -> Round:
    """The same, with its row held until the transaction ends."""
    return _shown_round(queries.held_round(round_id))


def held_assignment(round_id: int, assignment_id: int) -> Assignment:
    """One film of one juror in this very round, with its row held until the transaction ends."""
    found = screening_queries.held_assignment(assignment_id)
    if (
        found is None
        or found.round_id != round_id
        or edition_or_404.is_elsewhere(found.round.panel.edition_id)
    ):
        raise NotFound
    return found


def _shown_round(found: Round | None) -> Round:
    if found is None or edition_or_404.is_elsewhere(found.panel.edition_id):
        raise NotFound
    return found
