"""Jurors of panels as addresses name them; another edition's are answered with 404."""

from werkzeug.exceptions import NotFound

from festival.editions import get_or_404 as edition_or_404
from festival.jury.models import PanelMember
from festival.jury.panels import queries


def held_member(panel_id: int, member_id: int) -> PanelMember:
    """One juror of this very panel, with the row held until the transaction ends."""
    found = queries.held_member(panel_id, member_id)
    if found is None or edition_or_404.is_elsewhere(found.panel.edition_id):
        raise NotFound
    return found
