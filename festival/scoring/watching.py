"""What a juror has really seen of a film, put together from the stretches that the player says it played.

A stretch is a pair of whole seconds of the film, [from, to). What was seen is a list of stretches, in order,
that do not touch.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

Stretch = tuple[int, int]

FASTEST = 2  # times normal speed: the most that the player offers
FIRST_REPORT = 60  # seconds that a first report may claim, since nothing says when playing began
SLACK = 10  # seconds that reports may be late, in all


def readable(played: Iterable[tuple[float, float]], film_seconds: int) -> list[Stretch]:
    """The stretches of a report that can be one: inside the film, and forward."""
    rounded = [
        (max(round(start), 0), min(round(end), film_seconds))
        for start, end in played
        if math.isfinite(start) and math.isfinite(end)
    ]
    return [(start, end) for start, end in rounded if start < end]


def credit(seen: Iterable[Sequence[int]], played: Iterable[Stretch], allowed: int) -> list[Stretch]:
    """What was seen, with what was played since, as far as it adds no more than `allowed` seconds.

    Seconds that were seen before cost nothing, however often they are reported.
    """
    merged, left = merge(seen, ()), allowed
    for stretch in played:
        for start, end in _missing(merged, stretch):
            if left > 0:
                last = min(end, start + left)
                merged, left = merge(merged, [(start, last)]), left - (last - start)
    return merged


def allowance(paid_until: datetime, now: datetime) -> int:
    """How many seconds of film can have been played since an instant, at the fastest speed."""
    return max(math.floor((now - paid_until).total_seconds() * FASTEST), 0)


def began(now: datetime) -> datetime:
    """The instant from which the clock pays for what is played, if the first report comes now.

    A report may be late, and by how much nobody knows. So every viewing is given the same seconds beforehand,
    once; what is credited of the film is paid by the clock, and what is left over stays for later reports.
    """
    return now - timedelta(seconds=FIRST_REPORT / FASTEST + SLACK)


def paid(paid_until: datetime, credited: int) -> datetime:
    """The instant until which the clock has paid, once so many seconds more are credited."""
    return paid_until + timedelta(seconds=credited / FASTEST)


def merge(seen: Iterable[Sequence[int]], played: Iterable[Sequence[int]]) -> list[Stretch]:
    """What was seen, with what was played since: each second once."""
    merged: list[Stretch] = []
    for start, end in sorted((start, end) for start, end in (*seen, *played) if start < end):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _missing(seen: Sequence[Stretch], stretch: Stretch) -> list[Stretch]:
    """The parts of a stretch that were not seen yet."""
    at, parts = stretch[0], []
    for start, end in seen:
        if start >= stretch[1]:
            break
        if at < start:
            parts.append((at, start))
        at = max(at, end)
    return [*parts, (at, stretch[1])] if at < stretch[1] else parts


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
