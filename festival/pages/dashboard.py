"""What the organizers see first: what needs a hand today, how the call fills up, how far the jury is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import func, select

from festival import db
from festival.editions import queries as editions
from festival.editions.models import Edition
from festival.entries import queries as entries
from festival.entries.desk import listing
from festival.entries.desk.listing import Choice
from festival.entries.models import Entry
from festival.entries.states import ENTERED, EntryState
from festival.jobs import queries as jobs
from festival.jury.models import Panel, Round
from festival.jury.rounds import results
from festival.jury.states import RoundState
from festival.kernel.words import N_
from festival.messages import queries as messages
from festival.messages.models import LetterState
from festival.pages import arrivals
from festival.pages.arrivals import Curve

MOST_COUNTRIES = 10
ENTRIES = "entry_desk.index"

SENTENCES: Mapping[str, tuple[str, str, str, str, Mapping[str, Any]]] = MappingProxyType(
    {
        "jobs": (
            "stop",
            N_("%(num)s job has failed"),
            N_("%(num)s jobs have failed"),
            "desk.show_health",
            {},
        ),
        "letters": (
            "stop",
            N_("%(num)s letter did not leave"),
            N_("%(num)s letters did not leave"),
            "desk.show_health",
            {},
        ),
        "missing": (
            "warn",
            N_("%(num)s submitted entry has no film: it is late, or was never sent"),
            N_("%(num)s submitted entries have no film: they are late, or were never sent"),
            ENTRIES,
            {"state": listing.IN_COMPETITION, "film": listing.MISSING},
        ),
        "films": (
            "warn",
            N_("%(num)s film cannot be shown"),
            N_("%(num)s films cannot be shown"),
            ENTRIES,
            {"state": listing.IN_COMPETITION, "film": "refused"},
        ),
        "unchecked": (
            "warn",
            N_("%(num)s film could not be checked by this server"),
            N_("%(num)s films could not be checked by this server"),
            ENTRIES,
            {"state": listing.IN_COMPETITION, "film": "unchecked"},
        ),
        "waiting": (
            "waiting",
            N_("%(num)s entry waits for eligibility"),
            N_("%(num)s entries wait for eligibility"),
            ENTRIES,
            {"state": "submitted"},
        ),
        "flagged": (
            "waiting",
            N_("%(num)s entry is flagged"),
            N_("%(num)s entries are flagged"),
            ENTRIES,
            {"flag": "any"},
        ),
        "proposals": (
            "waiting",
            N_("%(num)s entry waits for an answer to a change"),
            N_("%(num)s entries wait for an answer to a change"),
            ENTRIES,
            {"change": listing.OPEN},
        ),
        "sending": (
            "waiting",
            N_("%(num)s submitted film is not here yet, and may still arrive"),
            N_("%(num)s submitted films are not here yet, and may still arrive"),
            ENTRIES,
            {"state": listing.IN_COMPETITION, "film": "receiving"},
        ),
        "behind": (
            "warn",
            N_("%(num)s juror is behind"),
            N_("%(num)s jurors are behind"),
            "jury_desk.index",
            {},
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Hand:
    """Something that needs a hand: marked sentences for one and for many, and the way there."""

    kind: str
    one: str
    many: str
    endpoint: str
    arguments: Mapping[str, Any]
    count: int


@dataclass(frozen=True, slots=True)
class JuryProgress:
    """How far the jury of a round is, in films and in seconds of film."""

    round: Round
    reviews_left: int
    seconds_done: int
    seconds_left: int
    behind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything on the first page of the desk."""

    hands: Sequence[Hand]
    states: Mapping[EntryState, int]
    curves: Sequence[Curve]
    countries: Sequence[tuple[str, int]]
    jury: Sequence[JuryProgress]


def of(edition: Edition, *, now: datetime) -> Dashboard:
    """The first page of the desk, in a number of queries that does not grow with the entries."""
    states = _states(edition)
    jury = [_progress(each, now) for each in _open_rounds(edition)]
    return Dashboard(
        hands=[hand for hand in _hands(edition, jury, now) if hand.count],
        states=states,
        curves=_curves(edition, now),
        countries=_countries(edition),
        jury=jury,
    )


def _hands(edition: Edition, jury: Sequence[JuryProgress], now: datetime) -> list[Hand]:
    """Each with its number; of entries, as many as the list behind it shows."""
    counts = {
        "jobs": len(jobs.parked()),
        "letters": messages.counts()[LetterState.FAILED],
        "behind": sum(len(each.behind) for each in jury),
    }
    return [
        Hand(
            *sentence,
            count=counts[what] if what in counts else listing.count(edition.id, Choice(**sentence[-1]), now),
        )
        for what, sentence in SENTENCES.items()
    ]


def _states(edition: Edition) -> dict[EntryState, int]:
    rows = db.session().execute(
        select(Entry.state, func.count())
        .where(Entry.edition_id == edition.id, entries.STANDS)
        .group_by(Entry.state)
    )
    found: dict[EntryState, int] = dict(rows.all())
    return {state: found.get(state, 0) for state in EntryState}


def _curves(edition: Edition, now: datetime) -> list[Curve]:
    """This call first, then the ones before it that had entries."""
    calls = [each for each in editions.all_editions() if each.opens_at <= edition.opens_at][:3]
    found = [_curve(each, now) for each in calls]
    return [found[0], *(each for each in found[1:] if each.total)]


def _curve(edition: Edition, now: datetime) -> Curve:
    submitted = db.session().scalars(
        select(Entry.submitted_at).where(Entry.edition_id == edition.id, Entry.submitted_at.is_not(None))
    )
    return arrivals.curve(
        edition.name,
        (at for at in submitted if at is not None),
        opens_at=edition.opens_at,
        closes_at=edition.closes_at,
        now=now,
        zone=edition.time_zone,
    )


def _countries(edition: Edition) -> list[tuple[str, int]]:
    """Countries of production (ISO 3166-1) of what was entered, most films first."""
    lists = db.session().scalars(
        select(Entry.countries).where(Entry.edition_id == edition.id, Entry.state.in_(ENTERED))
    )
    counts = Counter(code for codes in lists for code in codes)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_COUNTRIES]


def _open_rounds(edition: Edition) -> Sequence[Round]:
    return (
        db.session()
        .scalars(
            select(Round)
            .join(Round.panel)
            .where(Panel.edition_id == edition.id, Round.state == RoundState.OPEN)
            .order_by(Round.closes_at, Round.id)
        )
        .all()
    )


def _progress(judged: Round, now: datetime) -> JuryProgress:
    jurors = results.progress_of(judged, now)
    return JuryProgress(
        judged,
        reviews_left=sum(juror.films_left for juror in jurors),
        seconds_done=sum(juror.seconds_done for juror in jurors),
        seconds_left=sum(juror.seconds_left for juror in jurors),
        behind=tuple(juror.juror.name for juror in jurors if juror.is_behind),
    )
