"""Finds what an organizer's address names; what is not there, or of another edition, is no such page."""

from werkzeug.exceptions import NotFound

from festival.editions import queries as editions
from festival.editions.models import Edition
from festival.jury import plan_queries, queries, round_queries
from festival.jury.models import Assignment, Panel, PanelMember, Round


def edition() -> Edition:
    """The current edition."""
    found = editions.current()
    if found is None:
        raise NotFound
    return found


def held_edition() -> Edition:
    """The current edition, held until the transaction ends."""
    found = editions.held_current()
    if found is None:
        raise NotFound
    return found


def shown_id() -> int | None:
    """The number of the current edition, whose things alone have pages; None in an empty house."""
    found = editions.current()
    return found.id if found else None


def is_elsewhere(edition_id: int) -> bool:
    """Whether something is of another edition than the one that is shown.

    The pages around it would say one edition and change another: so it can neither be read nor changed here.
    """
    return edition_id != shown_id()


def panel(panel_id: int) -> Panel:
    """One panel with its jurors."""
    return _shown_panel(round_queries.panel(panel_id))


def held_panel(panel_id: int) -> Panel:
    """The same, with its row held until the transaction ends."""
    return _shown_panel(round_queries.held_panel(panel_id))


def held_member(panel_id: int, member_id: int) -> PanelMember:
    """One juror of this very panel, with the row held until the transaction ends."""
    found = round_queries.held_member(panel_id, member_id)
    if found is None or is_elsewhere(found.panel.edition_id):
        raise NotFound
    return found


def round_(round_id: int) -> Round:
    """One round."""
    return _shown_round(plan_queries.round_by_id(round_id))


def held_round(round_id: int) -> Round:
    """The same, with its row held until the transaction ends."""
    return _shown_round(plan_queries.held_round(round_id))


def held_assignment(round_id: int, assignment_id: int) -> Assignment:
    """One film of one juror in this very round, with its row held until the transaction ends."""
    found = queries.held_assignment(assignment_id)
    if found is None or found.round_id != round_id or is_elsewhere(found.round.panel.edition_id):
        raise NotFound
    return found


def _shown_panel(found: Panel | None) -> Panel:
    if found is None or is_elsewhere(found.edition_id):
        raise NotFound
    return found


def _shown_round(found: Round | None) -> Round:
    if found is None or is_elsewhere(found.panel.edition_id):
        raise NotFound
    return found
