"""Which films an act of an organizer puts on a shortlist, and which it takes off."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext, ngettext

from festival.scoring.ranking.cutoff import Placement


@dataclass(frozen=True, slots=True)
class Changes:
    """The films that crossed the cut-off, in the order of the board."""

    came_in: Sequence[int]
    went_out: Sequence[int]


def between(before: Iterable[Placement], after: Iterable[Placement]) -> Changes:
    """What crossed the cut-off from one state of a board to the next."""
    was, now = ({each.key: each.is_in for each in stands} for stands in (before, after))
    return Changes(
        came_in=[film for film, is_in in now.items() if is_in and not was.get(film, False)],
        went_out=[film for film, is_in in was.items() if is_in and not now.get(film, True)],
    )


MOST_NAMED = 5


def words(done: str, changes: Changes, titles: Mapping[int, str]) -> str:
    """What was done, and what came of it."""
    came_in, went_out = ([titles[film] for film in films] for films in (changes.came_in, changes.went_out))
    parts = [done]
    if came_in:
        parts.append(gettext("New on the list: %(films)s.", films=_named(came_in)))
    if went_out:
        said = ngettext(
            "%(films)s left the list.", "%(films)s left the list.", len(went_out),
            films=_named(went_out),
        )  # fmt: skip
        parts.append(said)
    if not came_in and not went_out:
        parts.append(gettext("No film came in or left."))
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
