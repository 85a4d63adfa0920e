"""Rounds and their assignments as addresses name them; those that are not there are answered with 404."""

from werkzeug.exceptions import NotFound

from festival.editions import get_or_404 as edition_or_404
from festival.jury.models import Assignment, Round
from festival.jury.rounds import queries
from festival.jury.screening import queries as screening_queries


def round_(round_id: int) -> Round:
    """One round."""
    return _found(queries.round_by_id(round_id))


def held_round(round_id: int) -> Round:
    """The same, with its row held until the transaction ends."""
    return _found(queries.held_round(round_id))


def held_assignment(round_id: int, assignment_id: int) -> Assignment:
    """One film of one juror in this very round, with its row held until the transaction ends."""
    found = screening_queries.held_assignment(assignment_id)
    if found is None or found.round_id != round_id:
        raise NotFound
    edition_or_404.choose(found.round.panel.edition_id)
    return found


def _found(found: Round | None) -> Round:
    if found is None:
        raise NotFound
    edition_or_404.choose(found.panel.edition_id)
    return found
