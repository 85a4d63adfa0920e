"""Films and jurors as plain values: all that assigning and ranking must know of them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from festival.kernel.languages import NO_DIALOGUE, understood_as

Key = int | str

Pair = tuple[Key, Key]
"""The keys of a film and a juror."""


@dataclass(frozen=True)
class Film:
    """A film to be reviewed.

    `seconds` is its length. Anyone who knows one of `languages` (spoken or subtitled, BCP 47) can follow it.
    `notes` are what its content is warned of, `genres` what it is.
    """

    key: Key
    category: str
    seconds: int
    languages: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()
    genres: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Juror:
    """Who watches. `languages` None: every film can be followed, as far as anybody knows.

    `seconds` is the most that they can give; None asks for an equal share, no limit. `genres` are what they
    know best, if they said so.
    """

    key: Key
    languages: frozenset[str] | None = None
    avoids: frozenset[str] = frozenset()
    seconds: int | None = None
    genres: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Score:
    """What a juror gave to a film; `row` is where it stands in a file, if it was read from one."""

    film: Key
    juror: Key
    value: float
    row: int | None = field(default=None, compare=False)


class Obstacle(StrEnum):
    """Why a juror cannot be given a film; of several the first counts."""

    CONFLICT = "conflict"
    LANGUAGE = "language"
    CONTENT = "content"
    TIME = "time"


def in_order(key: Key) -> tuple[bool, int, str]:
    """Numbers by their size, words by their letters."""
    return (True, 0, key) if isinstance(key, str) else (False, key, "")


def can_follow(film: Film, juror: Juror) -> bool:
    """Whether the juror knows a language of the film."""
    return understands(juror.languages, film.languages)


def understands(known: Collection[str] | None, offered: Collection[str]) -> bool:
    """Whether who knows these languages can follow a film in those; who knows en-GB follows en-US.

    `known` None: as far as anybody knows. A film that offers none is followed, as one without dialogue is.
    """
    spoken = {understood_as(tag) for tag in offered}
    if known is None or not spoken or NO_DIALOGUE in spoken:
        return True
    return not spoken.isdisjoint(understood_as(tag) for tag in known)


class Why(StrEnum):
    """What an extra review is for.

    A film seen too little or near the cut-off, a decoy, a linking review between jurors.

    Organizers alone know. With decoys among them, being asked late says nothing of a film.
    """

    FEW_REVIEWS = "few_views"
    NEAR_LINE = "near_line"
    DECOY = "decoy"
    LINK = "bridge"


class ViewingKind(StrEnum):
    """How a film was watched away from the player."""

    OFFLINE = "offline"
    TOGETHER = "together"


class MarkKind(StrEnum):
    """A pinned film is on the shortlist whatever its scores; a dropped one is off it."""

    PIN = "pin"
    DROP = "drop"
