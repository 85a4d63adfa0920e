"""Which version of a film a juror's work is about: a film's file may be exchanged while the jury watches.

A version is named by the SHA-256 of its file. None is not known: work from before this was kept, and films on
the web. The empty text is only known to be an earlier version.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from festival.jury.models import Watching
from festival.scoring import watching

UNKNOWN_EARLIER = ""


def is_earlier(of: str | None, present: str | None) -> bool:
    """Whether work on the file `of` is for an earlier version than the `present` one."""
    if of is None or of == UNKNOWN_EARLIER:
        return of is not None
    return present is not None and of != present


def begin_present(record: Watching, present: str | None, *, film_seconds: int = 0) -> None:
    """Keep what was played of an earlier version apart: of the present one it counts from zero.

    `film_seconds` is how long the earlier version was, 0 if nobody knows.
    """
    if is_earlier(record.film_sha256, present) and record.intervals:
        kept = {
            "film_sha256": record.film_sha256,
            "intervals": record.intervals,
            "seconds_seen": record.seconds_seen,
            "film_seconds": film_seconds,
        }
        record.earlier = [*record.earlier, kept]
        record.intervals, record.seconds_seen = [], 0
    if not record.intervals:
        record.film_sha256 = present


def seconds_before(earlier: Sequence[Mapping[str, Any]] | None) -> int:
    """How many seconds were played of earlier versions, as `Watching.earlier` keeps them."""
    return sum(each["seconds_seen"] for each in earlier or ())


def coverage_before(earlier: Sequence[Mapping[str, Any]] | None) -> float | None:
    """The greatest share of an earlier version that was played, 0 to 1; None where nobody knows."""
    shares = (watching.coverage(each["seconds_seen"], each["film_seconds"]) for each in earlier or ())
    return max((share for share in shares if share is not None), default=None)
