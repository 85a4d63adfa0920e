"""The current edition, or 404; and whether something belongs to another edition than the one shown."""

from werkzeug.exceptions import NotFound

from festival.editions import queries as editions
from festival.editions.models import Edition


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
    """The number of the current edition, whose things alone have pages; None in an empty installation."""
    found = editions.current()
    return found.id if found else None


def is_elsewhere(edition_id: int) -> bool:
    """Whether something is of another edition than the one that is shown.

    The pages around it would say one edition and change another: so it can neither be read nor changed here.
    """
    return edition_id != shown_id()
