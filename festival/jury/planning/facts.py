"""A plan of who watches what, looked at: each juror's load in minutes, and the films that lack a review."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from festival.entries.models import Entry
from festival.jury.conflicts import name_matching
from festival.jury.models import Assignment, PanelMember
from festival.jury.planning import rules
from festival.jury.states import NO_REVIEW, AssignmentState
from festival.kernel.refusals import Refusal
from festival.kernel.words import N_, Message

EntryPair = tuple[int, int]
"""The ids of a film (entry) and a juror (person)."""

REASONS = {
    "has_conflict": N_("conflict of interest"),
    "entered_it": N_("entered it"),
    "is_named": N_("named in it"),
    "is_affiliated": N_("from a company or school that it names"),
    "not_understood": N_("language not known"),
    "is_avoided": N_("asked not to be shown this"),
    "no_time": N_("no minutes left"),
    "free": N_("could still take it"),
}


@dataclass(frozen=True, slots=True)
class PlannedLoad:
    """What a juror has to watch: films and seconds in all, and how much of it is watched already."""

    member: PanelMember
    films: int
    planned: int
    seconds: int
    watched: int

    @property
    def minutes(self) -> int:
        """The length in whole minutes, as a juror's own are counted."""
        return math.ceil(self.seconds / 60)

    @property
    def is_over(self) -> bool:
        """Whether this is more than the juror can give."""
        return self.member.minutes is not None and self.seconds > self.member.minutes * 60


@dataclass(frozen=True, slots=True)
class LackingFilm:
    """A film with fewer reviews than the round wants."""

    entry: Entry
    missing: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What a plan is judged by, read once.

    Films that can be assigned, jurors, assignments, conflicts, lengths.

    `waiting` are the eligible films that cannot be assigned: nobody can watch them yet. `taken_manually` are
    the films that an organizer took from a juror: they do not come back to them by themselves.
    """

    reviews_per_film: int
    usual_languages: Collection[str]
    films: Sequence[Entry]
    members: Sequence[PanelMember]
    assignments: Sequence[Assignment]
    conflicts: Collection[EntryPair]
    seconds: Mapping[int, int]
    waiting: Sequence[Entry] = ()
    taken_manually: Collection[EntryPair] = ()
    others_names: name_matching.OthersNames = field(default_factory=dict)


def reviews(assignments: Sequence[Assignment]) -> list[Assignment]:
    """The assignments that are, or can become, a score."""
    return [assignment for assignment in assignments if assignment.state not in NO_REVIEW]


def loads(facts: Facts) -> list[PlannedLoad]:
    """Every juror's load, in the order of the panel."""
    films: dict[int, list[Assignment]] = defaultdict(list)
    for assignment in reviews(facts.assignments):
        films[assignment.juror_id].append(assignment)
    seconds = {
        member.person_id: sum(
            facts.seconds.get(assignment.entry_id, 0) for assignment in films[member.person_id]
        )
        for member in facts.members
    }
    return [
        PlannedLoad(
            member,
            len(films[member.person_id]),
            sum(assignment.state is AssignmentState.PLANNED for assignment in films[member.person_id]),
            seconds[member.person_id],
            sum(assignment.state is AssignmentState.SCORED for assignment in films[member.person_id]),
        )
        for member in facts.members
    ]


def shortfalls(facts: Facts) -> list[LackingFilm]:
    """The films that lack reviews, those that lack most first."""
    assigned = Counter(assignment.entry_id for assignment in reviews(facts.assignments))
    found = [
        LackingFilm(film, facts.reviews_per_film - assigned[film.id])
        for film in facts.films
        if assigned[film.id] < facts.reviews_per_film
    ]
    return sorted(found, key=lambda each: (-each.missing, each.entry.title, each.entry.id))


def found_conflicts(facts: Facts) -> list[Message]:
    """What the films' own data say against jurors, film by film; without what was only declared."""
    said = [
        rules.found_conflict(film, member, _others_names(facts, film, member))
        for film in facts.films
        for member in facts.members
        if (film.id, member.person_id) in facts.conflicts
    ]
    return [message for message in said if message]


def impossible(facts: Facts, pairs: Collection[EntryPair]) -> dict[EntryPair, Refusal]:
    """The assignments among these that cannot be assigned, as things stand now, each with its reason.

    Where a juror has no minutes for all of theirs, the first of them are assigned.
    """
    films = {film.id: film for film in facts.films}
    members = {member.person_id: member for member in facts.members}
    left = {load.member.person_id: _seconds_left(load) for load in loads(_assigned(facts))}
    found: dict[EntryPair, Refusal] = {}
    for film_id, juror_id in pairs:
        if refusal := _not_now(facts, films.get(film_id), members.get(juror_id), left):
            found[film_id, juror_id] = refusal
        else:
            left[juror_id] -= facts.seconds.get(film_id, 0)
    return found


class Reasons:
    """Why films lack reviews; asked film by film, since it takes a look at every juror."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._left = {load.member.person_id: _seconds_left(load) for load in loads(facts)}
        self._assigned: dict[int, set[int]] = defaultdict(set)
        for assignment in facts.assignments:
            self._assigned[assignment.entry_id].add(assignment.juror_id)

    def of(self, film: Entry) -> tuple[tuple[str, int], ...]:
        """How many jurors stand aside for which reason, in the order of `REASONS`."""
        counts = Counter(
            self.reason(film, member)
            for member in self._facts.members
            if member.person_id not in self._assigned[film.id]
        )
        return tuple((code, counts[code]) for code in REASONS if counts[code])

    def reason(self, film: Entry, member: PanelMember) -> str:
        """Why this juror is not asked, a code of `REASONS`; “free” where nothing keeps them away."""
        if refusal := _why_not(self._facts, film, member):
            return refusal.code
        return "no_time" if self._facts.seconds.get(film.id, 0) > self._left[member.person_id] else "free"


def _why_not(facts: Facts, film: Entry | None, member: PanelMember | None) -> Refusal | None:
    if film is None or member is None:
        return rules.needs_film_and_juror(film, member)
    if (film.id, member.person_id) in facts.conflicts:
        others_names = _others_names(facts, film, member)
        return rules.needs_uninvolved_juror(film, member, others_names) or rules.judge(
            film, member, has_conflict=True
        )
    return rules.needs_suitable_juror(film, member)


def _others_names(facts: Facts, film: Entry, member: PanelMember) -> Collection[str]:
    return facts.others_names.get((film.id, member.person_id), ())


def _not_now(
    facts: Facts, film: Entry | None, member: PanelMember | None, left: Mapping[int, float]
) -> Refusal | None:
    if (refusal := _why_not(facts, film, member)) or film is None or member is None:
        return refusal
    seconds = facts.seconds.get(film.id, 0)
    return rules.needs_time(film, member, seconds=seconds, left=left[member.person_id])


def _assigned(facts: Facts) -> Facts:
    """The same without what is only planned."""
    return replace(
        facts,
        assignments=[
            assignment for assignment in facts.assignments if assignment.state is not AssignmentState.PLANNED
        ],
    )


def _seconds_left(load: PlannedLoad) -> float:
    return float("inf") if load.member.minutes is None else load.member.minutes * 60 - load.seconds
