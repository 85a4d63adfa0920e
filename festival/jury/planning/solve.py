"""Hands a round's films and jurors to the assignment of films, and brings back who watches what."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from festival.entries.models import Entry
from festival.jury.models import Assignment, PanelMember
from festival.jury.planning import facts as plan_facts
from festival.jury.planning import rules
from festival.jury.planning.facts import EntryPair, Facts
from festival.jury.states import AssignmentState
from festival.kernel.digits import DIGITS
from festival.kernel.words import Message
from festival.scoring import connectivity
from festival.scoring.assignment import explain
from festival.scoring.assignment import propose as assignment_propose
from festival.scoring.assignment.state import Table
from festival.scoring.scales import Scale

APART = 1.2  # of the usual error: a juror beyond it shares fewer films than the others do


@dataclass(frozen=True)
class Comparison:
    """How jurors can be compared by the films they share, as far as a plan goes.

    `groups` share no film with one another. `error` is the usual standard error to expect of a juror's
    severity, in points of 1 to 10; that of those in `apart` is clearly larger. `largest_error` is that of
    `least_known`, who is None where nobody has a film.
    """

    groups: list[list[PanelMember]]
    error: float
    apart: list[PanelMember]
    largest_error: float
    least_known: PanelMember | None

    @property
    def is_informative(self) -> bool:
        """Whether more than half of the uncertainty there is before any score will usually be gone."""
        return self.error**2 < connectivity.SEVERITY_SD**2 / 2

    def error_on(self, scale: Scale) -> float:
        """The usual error in points of another scale."""
        return self.error * scale.length / connectivity.SCALE.length

    def largest_error_on(self, scale: Scale) -> float:
        """The largest error in points of another scale."""
        return self.largest_error * scale.length / connectivity.SCALE.length


@dataclass(frozen=True)
class AssignmentQuestion:
    """What assigning needs to know of a round, in plain values: it can be answered far from the database."""

    films: list[assignment_propose.Film]
    jurors: list[assignment_propose.Juror]
    conflicts: set[EntryPair]
    reviews: int
    standing: list[EntryPair]

    @property
    def reviews_missing(self) -> int:
        """How many reviews the films lack."""
        seen = Counter(film for film, _ in self.standing)
        return sum(max(self.reviews - seen[int(film.key)], 0) for film in self.films)


def question(facts: Facts) -> AssignmentQuestion:
    """What is to be assigned.

    Assignments, extra reviews and what was set manually stand, the rest does not count.

    Nobody is asked twice, nor for what was taken from them manually.
    """
    kept = [assignment for assignment in facts.assignments if _is_given(assignment) or assignment.is_manual]
    return _question(facts, kept, facts.taken_manually)


def _is_given(assignment: Assignment) -> bool:
    return assignment.state is not AssignmentState.PLANNED or assignment.why is not None


def _question(
    facts: Facts, kept: Sequence[Assignment], taken: Collection[EntryPair] = ()
) -> AssignmentQuestion:
    standing = [(assignment.entry_id, assignment.juror_id) for assignment in plan_facts.reviews(kept)]
    settled = {(assignment.entry_id, assignment.juror_id) for assignment in kept} - set(standing)
    return AssignmentQuestion(
        films=[film_of(film, facts.seconds.get(film.id, 0)) for film in facts.films],
        jurors=[juror_of(member, facts) for member in facts.members],
        conflicts=settled | set(taken) | set(facts.conflicts),
        reviews=facts.reviews_per_film,
        standing=standing,
    )


def propose(asked: AssignmentQuestion, seed: int) -> list[EntryPair]:
    """The reviews still missing, assigned. The same question and seed give the same answer."""
    proposed = assignment_propose.propose(
        asked.films, asked.jurors, asked.conflicts, asked.reviews, seed, standing=asked.standing
    )
    return sorted((int(film), int(juror)) for film, juror in proposed.pairs)


@dataclass(frozen=True)
class Fairness:
    """Everybody's minutes as a part of their fair share, and why somebody has more than that, if so.

    `shares` go by the juror's id; None for who gives no time, and for all while nobody has a film.
    """

    shares: Mapping[int, float | None]
    uneven: Message | None


def fairness(facts: Facts) -> Fairness:
    """How fair a plan is. What was set manually could be otherwise, so it excuses nothing."""
    table = _table(facts)
    shares = table.of_target(table.load).tolist()
    has_share = table.gives_time & table.load.any()
    return Fairness(
        {
            member.person_id: share if has else None
            for member, share, has in zip(facts.members, shares, has_share, strict=True)
        },
        explain.explained(
            table, [film.title for film in facts.films], [member.person.name for member in facts.members]
        ),
    )


def _table(facts: Facts) -> Table:
    asked = _question(facts, [assignment for assignment in facts.assignments if _is_given(assignment)])
    table = Table(asked.films, asked.jurors, asked.conflicts, asked.reviews)
    for film, juror in asked.standing:
        table.accept(film, juror)
    for assignment in plan_facts.reviews(facts.assignments):
        table.plan(assignment.entry_id, assignment.juror_id)
    return table


def comparison(facts: Facts) -> Comparison:
    """What the assignments of a plan let us say of jurors, planned and assigned ones alike."""
    rows = {film.id: row for row, film in enumerate(facts.films)}
    columns = {member.person_id: column for column, member in enumerate(facts.members)}
    assigned = np.zeros((len(rows), len(columns)), dtype=bool)
    for assignment in plan_facts.reviews(facts.assignments):
        if assignment.entry_id in rows and assignment.juror_id in columns:
            assigned[rows[assignment.entry_id], columns[assignment.juror_id]] = True
    errors = connectivity.severity_errors(assigned, [film.category.slug for film in facts.films])
    errors = errors.round(DIGITS)  # so that of equals all machines name the same
    busy = np.flatnonzero(assigned.any(axis=0)).tolist()
    usual = float(np.median(errors[busy])) if busy else connectivity.SEVERITY_SD
    least_known = max(busy, key=lambda column: errors[column], default=None)
    return Comparison(
        groups=[[facts.members[column] for column in group] for group in connectivity.components(assigned)],
        error=usual,
        apart=[facts.members[column] for column in busy if errors[column] > APART * usual],
        largest_error=usual if least_known is None else float(errors[least_known]),
        least_known=None if least_known is None else facts.members[least_known],
    )


def film_of(entry: Entry, seconds: int) -> assignment_propose.Film:
    """A film as assigning knows it."""
    return assignment_propose.Film(
        key=entry.id,
        category=entry.category.slug,
        seconds=seconds,
        languages=rules.offered_languages(entry),
        notes=frozenset(entry.content_notes),
        genres=frozenset([entry.kind] if entry.kind else []),
    )


def juror_of(member: PanelMember, facts: Facts) -> assignment_propose.Juror:
    """A juror as assigning knows them."""
    return assignment_propose.Juror(
        key=member.person_id,
        languages=rules.known_languages(member, facts.usual_languages),
        avoids=frozenset(member.avoids),
        seconds=None if member.minutes is None else member.minutes * 60,
        genres=frozenset(member.genres),
    )
