"""What is said on a board when an organizer has moved something: what was done, and what crossed the line.

It stands where the hand was, at the film or at the line, and once: it waits in the session for the next page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext, ngettext

from festival.shortlists.crossings import Crossing
from festival.web import sessions

KEY = "said_on_board"
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Said:
    """Some words, and the place on a board's page where they belong."""

    place: str = ""
    words: str = ""


def keep(shortlist_id: int, place: str, words: str) -> None:
    """Have it said on the next page of this board."""
    sessions.current()[KEY] = [shortlist_id, place, words]


def take(shortlist_id: int) -> Said:
    """What is to be said on this page of a board; nothing a second time, or on another board."""
    board, place, words = sessions.current().pop(KEY, (None, "", ""))
    return Said(place, words) if board == shortlist_id else Said()


def words(done: str, crossing: Crossing, titles: Mapping[int, str]) -> str:
    """What was done, and what came of it."""
    came_in, went_out = ([titles[film] for film in films] for films in (crossing.came_in, crossing.went_out))
    parts = [done]
    if came_in:
        parts.append(gettext("Came in: %(films)s.", films=_named(came_in)))
    if went_out:
        said = ngettext(
            "%(films)s fell out of the list.", "%(films)s fell out of the list.", len(went_out),
            films=_named(went_out),
        )  # fmt: skip
        parts.append(said)
    if not came_in and not went_out:
        parts.append(gettext("No film came in or fell out."))
    return " ".join(parts)


def _named(titles: Sequence[str]) -> str:
    """Titles in quotes, each isolated, so that one in Arabic turns nothing around it."""
    named = ", ".join(f"“\u2068{title}\u2069”" for title in titles[:MOST_NAMED])
    left = len(titles) - MOST_NAMED
    return (
        ngettext("%(films)s and %(num)s more", "%(films)s and %(num)s more", left, films=named)
        if left > 0
        else named
    )
