"""When the jury is written to: one digest when films wait, and one reminder for what is still to be done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from festival.accounts.models import Person
from festival.jury.models import Assignment, Round
from festival.jury.screening import film_queries
from festival.jury.screening import queries as screening_queries
from festival.messages import operations as messages

DIGEST_EVERY = timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a juror in one round: how many films, how long in all."""

    round: Round
    films: int
    seconds: int


def announce(*, now: datetime) -> int:
    """Tell every juror who has films that no letter has named yet; how many letters were posted.

    A juror hears at most once in twenty hours, however many films became ready in between.
    """
    told = 0
    for juror, untold in _by_juror(screening_queries.untold(now, before=now - DIGEST_EVERY)):
        _post_digest(juror, untold, now)
        told += 1
    return told


def remind(*, now: datetime) -> int:
    """Remind, once, every juror with films to watch in a round that closes soon; how many letters."""
    reminded = 0
    for round_ in screening_queries.rounds_closing_soon(now):
        for juror, outstanding in _by_juror(screening_queries.outstanding_in(round_.id)):
            _post_reminder(round_, juror, outstanding, now)
            reminded += 1
    return reminded


def waiting(assignments: Sequence[Assignment]) -> list[Waiting]:
    """What waits, round by round, the one that closes first before the others."""
    ordered = sorted(assignments, key=lambda each: (each.round.closes_at, each.round_id))
    lengths = film_queries.lengths({each.entry for each in assignments})
    groups = (list(seats) for _, seats in groupby(ordered, key=lambda each: each.round_id))
    return [
        Waiting(seats[0].round, len(seats), sum(lengths[seat.entry_id] for seat in seats)) for seats in groups
    ]


def _post_digest(juror: Person, untold: Sequence[Assignment], now: datetime) -> None:
    messages.post(
        "jury/films_waiting",
        to=juror,
        key=f"jury/films_waiting:{juror.id}:{min(each.id for each in untold)}:{now.isoformat()}",
        now=now,
        waiting=waiting(untold),
    )
    for assignment in untold:
        assignment.told_at = now


def _post_reminder(round_: Round, juror: Person, outstanding: Sequence[Assignment], now: datetime) -> None:
    messages.post(
        "jury/reminder",
        to=juror,
        key=reminder_key(round_, juror.id),
        now=now,
        waiting=waiting(outstanding),
        round=round_,
    )


def reminder_key(round_: Round, juror_id: int) -> str:
    """One reminder for a round as it closes: a round that was given more time may remind again."""
    return f"jury/reminder:{round_.id}:{juror_id}:{round_.closes_at.isoformat()}"


def _by_juror(assignments: Iterable[Assignment]) -> list[tuple[Person, list[Assignment]]]:
    ordered = sorted(assignments, key=lambda each: each.juror_id)
    groups = (list(films) for _, films in groupby(ordered, key=lambda each: each.juror_id))
    return [(films[0].juror, films) for films in groups]
