"""Releases as addresses name them; one that is not there is answered with 404."""

from festival.boards import get_or_404 as board_or_404
from festival.boards.models import Release
from festival.decisions import release_queries


def release(release_id: int) -> Release:
    """One release."""
    return board_or_404.of_its_edition(release_queries.release(release_id))


def held_release(release_id: int) -> Release:
    """The same, with its row held until the transaction ends."""
    return board_or_404.of_its_edition(release_queries.held_release(release_id))
