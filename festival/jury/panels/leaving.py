"""How a juror leaves a panel: what is finished stays and counts, what is not is free for others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from festival import db, journal
from festival.accounts.models import Person
from festival.entries.states import EntryState
from festival.jury import assignments as jury_assignments
from festival.jury.models import Assignment, Panel, PanelMember, Round
from festival.jury.panels import leaving_queries, rules
from festival.jury.rounds import notices
from festival.jury.states import OUTSTANDING, RoundState
from festival.kernel.refusals import enforce
from festival.kernel.roles import Actor
from festival.messages import operations as messages


@dataclass(frozen=True, slots=True)
class Left:
    """What a juror left behind: scores that stay, and by round how many films lack a review now."""

    scores: int
    lacking: Sequence[tuple[Round, int]]


def leave(member: PanelMember, *, actor: Actor, now: datetime) -> Left:
    """Take a juror off a panel, and every film that they have not finished from them, in all its rounds.

    Scores, abstentions and conflicts stay. What was begun is kept with its assignment, as whenever a film is
    taken from a juror. They hear of it once if they could see any of these films.
    """
    enforce(rules.leave(actor))
    before = leaving_queries.left_behind(member.panel_id).get(member.person_id, leaving_queries.LeftBehind())
    assignments = leaving_queries.unfinished_assignments(member.panel_id, member.person_id)
    waited = [assignment for assignment in assignments if _waits(assignment)]
    _record(member, assignments, actor=actor, now=now)
    _tell(
        member.panel,
        member.person,
        [assignment for assignment in waited if _is_in_queue(assignment)],
        before.scores,
        now,
    )
    freed = [(assignment.round, assignment.entry_id) for assignment in waited]
    for assignment in assignments:
        jury_assignments.take_back(assignment)
    db.session().delete(member)
    db.session().flush()
    return Left(before.scores, _lacking(freed))


def _record(member: PanelMember, assignments: Sequence[Assignment], *, actor: Actor, now: datetime) -> None:
    journal.record(
        "jury.leave",
        member,
        actor=actor,
        now=now,
        panel=member.panel_id,
        person=member.person_id,
        films=len(assignments),
        seats=sorted([assignment.round_id, assignment.entry_id] for assignment in assignments),
    )


def _tell(panel: Panel, juror: Person, taken: Sequence[Assignment], scores: int, now: datetime) -> None:
    if taken:
        messages.post(
            "jury/left",
            to=juror,
            key=f"jury/left:{panel.id}:{juror.id}:{now.isoformat()}",
            now=now,
            panel=panel,
            taken=notices.waiting(taken),
            scores=scores,
        )


def _lacking(freed: Sequence[tuple[Round, int]]) -> list[tuple[Round, int]]:
    """The rounds with films that lack a review now, the one that closes first before the others."""
    ordered = sorted(freed, key=lambda each: (each[0].closes_at, each[0].id))
    counted = [
        (round_, leaving_queries.lacking(round_, [film for _, film in films]))
        for round_, films in groupby(ordered, lambda each: each[0])
    ]
    return [(round_, count) for round_, count in counted if count]


def _waits(assignment: Assignment) -> bool:
    return assignment.entry.state is EntryState.ELIGIBLE and assignment.round.state is not RoundState.CLOSED


def _is_in_queue(assignment: Assignment) -> bool:
    return assignment.state in OUTSTANDING and assignment.round.state is RoundState.OPEN
