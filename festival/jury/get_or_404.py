"""Panels as addresses name them; what is not there is answered with 404."""

from werkzeug.exceptions import NotFound

from festival.editions import get_or_404 as edition_or_404
from festival.jury import queries
from festival.jury.models import Panel


def panel(panel_id: int) -> Panel:
    """One panel with its jurors."""
    return _found(queries.panel(panel_id))


def held_panel(panel_id: int) -> Panel:
    """The same, with its row held until the transaction ends."""
    return _found(queries.held_panel(panel_id))


def _found(found: Panel | None) -> Panel:
    if found is None:
        raise NotFound
    edition_or_404.choose(found.edition_id)
    return found
