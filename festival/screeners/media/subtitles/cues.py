"""Subtitles as they stand in a file become cues: in milliseconds, in order, each once."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from festival.screeners.media.subtitles import markup
from festival.screeners.media.subtitles.values import Cue, Parsed, Place, Raw, Time, Timed, Why

HUNDREDTHS = 100
USUAL_RATES = (24, 25, 30, 50, 60)
MOST_WORDS = 80  # characters of a text that is named as a place
SHORTEST, LONGEST = 2_000, 7_000  # milliseconds that people need for a text
PER_LETTER = 65  # milliseconds
STAYS = 10_000  # milliseconds that a text may stay where its format has no ends


def of_raw(raw: Sequence[Raw], lost: Sequence[Place], markup_of: Callable[[str], str], rate: float) -> Parsed:
    """Cues from what a parser of lines found. `rate` is the film's pictures a second, 0 if not known."""
    pace, divisor = _pace([time for each in raw for time in (each.start, each.end) if time], rate)
    dropped = list(lost)
    timed = [
        Timed(
            _milliseconds(each.start, divisor),
            _milliseconds(each.end, divisor) if each.end else None,
            markup_of(each.text[: markup.LONGEST]),
            each.line,
        )
        for each in raw
    ]
    long = (each for each in raw if len(each.text) > markup.LONGEST)
    changed = [Place(each.line, Why.TOO_LONG, each.text[:MOST_WORDS]) for each in long]
    good = kept(ended(timed, changed), dropped)
    return Parsed(good, dropped, tuple(changed), pace, divisor if pace else 0)


def ended(timed: Sequence[Timed], changed: list[Place], *, stays: int = 0) -> list[Cue]:
    """All with an end. One without stays until the next begins, as long as people need to read it at most.

    Such ends are told in `changed`, but for those within `stays` milliseconds, which the format means so.
    """
    starts = sorted({each.start for each in timed})
    cues = []
    for each in timed:
        end, is_meant = (each.end, True) if each.end is not None else _end(each, starts, stays)
        cues.append(Cue(each.start, end, each.markup, each.line))
        if not is_meant and each.markup:
            changed.append(Place(each.line, Why.NO_END, markup.plain(each.markup)[:MOST_WORDS]))
    return cues


def _end(timed: Timed, starts: Sequence[int], stays: int) -> tuple[int, bool]:
    """Where a text ends that says no end, and whether the file means it so."""
    after = bisect_right(starts, timed.start)
    if timed.limit is not None and timed.limit - timed.start <= STAYS:
        return timed.limit, True
    if after < len(starts) and starts[after] - timed.start <= stays:
        return starts[after], True
    needed = min(max(PER_LETTER * len(markup.plain(timed.markup)), SHORTEST), LONGEST)
    others = [timed.limit] if timed.limit is not None else []
    return min([timed.start + needed, *starts[after : after + 1], *others]), False


def kept(cues: Iterable[Cue], dropped: list[Place]) -> list[Cue]:
    """The cues that can be shown, in order of time; the others are added to `dropped`."""
    good = []
    for cue in cues:
        if not cue.markup:
            dropped.append(Place(cue.line, Why.EMPTY))
        elif cue.end <= cue.start or cue.start < 0:
            dropped.append(Place(cue.line, Why.BACKWARDS, markup.plain(cue.markup)[:MOST_WORDS]))
        else:
            good.append(cue)
    return sorted(good, key=lambda cue: (cue.start, cue.end))


def shifted(cues: Sequence[Cue], by: int, dropped: list[Place]) -> list[Cue]:
    """All cues `by` milliseconds later. What would end before the film begins is dropped, and said."""
    moved = []
    for cue in cues:
        start, end = cue.start + by, cue.end + by
        if end <= 0:
            dropped.append(Place(cue.line, Why.BEFORE_FILM, markup.plain(cue.markup)[:MOST_WORDS]))
        else:
            moved.append(replace(cue, start=max(start, 0), end=end))
    return moved


def once(cues: Sequence[Cue]) -> list[Cue]:
    """Layers of one text as one, and a text that is drawn anew for every picture as one that stays."""
    found: list[Cue] = []
    open_at: dict[str, int] = {}
    for cue in cues:
        place = open_at.get(cue.markup)
        if place is not None and cue.start <= found[place].end:
            found[place] = replace(found[place], end=max(found[place].end, cue.end))
        else:
            open_at[cue.markup] = len(found)
            found.append(cue)
    return found


def overlapping(cues: Sequence[Cue]) -> list[int]:
    """The times in milliseconds of the cues that begin before the one before them ends."""
    return [after.start for before, after in pairwise(cues) if after.start < before.end]


def _milliseconds(time: Time, divisor: float) -> int:
    """The true time. At 23.976 pictures a second, what is called a second has 24, and lasts longer."""
    if divisor == round(divisor) or time.keeps_pace:
        return time.milliseconds + round(time.pictures * 1000 / divisor)
    pictures = time.milliseconds / 1000 * round(divisor) + time.pictures
    return round(pictures * 1000 / divisor)


def _pace(times: Sequence[Time], rate: float) -> tuple[str, float]:
    """What the last part of 00:00:01:12 counts, and how many of it make a second.

    Pictures, as many as the film has; where the file counts higher, another usual rate, or hundredths.
    """
    highest = max((time.pictures for time in times), default=0)
    if not highest:
        return "", HUNDREDTHS
    if highest >= max(USUAL_RATES):
        return "hundredths", HUNDREDTHS
    if highest < round(rate):
        return "film", rate
    return "guessed", next(each for each in USUAL_RATES if each > highest)
