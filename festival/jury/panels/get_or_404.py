"""Jurors of panels as addresses name them; those who are not there are answered with 404."""

from werkzeug.exceptions import NotFound

from festival.editions import get_or_404 as edition_or_404
from festival.jury.models import PanelMember
from festival.jury.panels import queries


def held_member(panel_id: int, member_id: int) -> PanelMember:
    """One juror of this very panel, with the row held until the transaction ends."""
    found = queries.held_member(panel_id, member_id)
    if found is None:
        raise NotFound
    edition_or_404.choose(found.panel.edition_id)
    return found
