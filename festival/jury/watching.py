"""What a juror has really seen of a film, put together from the stretches that the player says it played.

A stretch is a pair of whole seconds of the film, [from, to). What was seen is a list of stretches, in order,
that do not touch.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import datetime

Stretch = tuple[int, int]

FASTEST = 2  # times normal speed: the most that the player offers
FIRST_REPORT = 60  # seconds that a first report may claim, since nothing says when playing began
SLACK = 10  # seconds that a report may be late


def credible(played: Iterable[tuple[float, float]], film_seconds: int, allowed: int) -> list[Stretch]:
    """The part of a report that can be true: inside the film, forward, and in all no longer than allowed."""
    believed: list[Stretch] = []
    left = allowed
    for start, end in played:
        if not (math.isfinite(start) and math.isfinite(end)):
            continue
        first = max(round(start), 0)
        last = min(round(end), film_seconds, first + left)
        if last > first:
            believed.append((first, last))
            left -= last - first
    return believed


def allowance(reported_at: datetime | None, now: datetime) -> int:
    """How many seconds of film can have been played since the last report, at the fastest speed."""
    if reported_at is None:
        return FIRST_REPORT
    elapsed = max((now - reported_at).total_seconds(), 0)
    return math.ceil((elapsed + SLACK) * FASTEST)


def merge(seen: Iterable[Sequence[int]], played: Iterable[Sequence[int]]) -> list[Stretch]:
    """What was seen, with what was played since: each second once."""
    merged: list[Stretch] = []
    for start, end in sorted((start, end) for start, end in (*seen, *played) if start < end):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def seconds(seen: Iterable[Sequence[int]]) -> int:
    """How many seconds of the film were seen."""
    return sum(end - start for start, end in seen)


def position(at: int) -> str:
    """A second of the film as a player shows it: 12:31, 1:02:03."""
    minutes, rest = divmod(at, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def coverage(seconds_seen: int, film_seconds: int) -> float | None:
    """The share of a film that was played, 0 to 1; None where its length is not known."""
    return min(1.0, seconds_seen / film_seconds) if film_seconds else None
