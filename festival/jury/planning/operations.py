"""How films are given to jurors: proposed, edited manually or by file, then made real in one go."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert

from festival import db, journal
from festival.entries.models import Entry
from festival.jury import assignments as jury_assignments
from festival.jury import queries as jury_queries
from festival.jury.conflicts import queries as conflict_queries
from festival.jury.models import (
    Assignment,
    PanelMember,
    Round,
)
from festival.jury.planning import facts, plan_csv, queries, rules, solve
from festival.jury.planning.facts import EntryPair
from festival.jury.planning.plan_csv import PlanRow
from festival.jury.screening import film_queries
from festival.jury.states import ASSIGNMENT_MOVES, OUTSTANDING, AssignmentState
from festival.kernel.refusals import Refusal, enforce
from festival.kernel.roles import Actor
from festival.scoring.values import Why


@dataclass(frozen=True, slots=True)
class Assigned:
    """What came of a plan: how many were assigned, and why others could not be any more."""

    assignments: int
    left_out: Sequence[Refusal]


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file: new assignments, those that were there already, and planned ones it left out."""

    new: int
    kept: int
    gone: int


def propose(round_: Round, *, seed: int, actor: Actor, now: datetime) -> int:
    """Plan the missing reviews anew; what was assigned, set manually or is an extra review stays.

    How many assignments.

    The same films, jurors and seed give the same plan.
    """
    enforce(rules.plan(actor, round_))
    proposed = solve.propose(solve.question(queries.facts(round_)), seed)
    return plan_proposed(round_, proposed, seed=seed, actor=actor, now=now)


def plan_proposed(
    round_: Round, proposed: Sequence[EntryPair], *, seed: int, actor: Actor, now: datetime
) -> int:
    """Plan what was proposed with this seed, instead of what was before and nobody set.

    How many assignments.
    """
    enforce(rules.plan(actor, round_))
    planned = queries.planned(round_.id)
    _clear(assignment for assignment in planned if assignment.why is None and not assignment.is_manual)
    _plan(round_, dict.fromkeys(proposed))
    journal.record("jury.propose", round_, actor=actor, now=now, seed=seed, seats=len(proposed))
    return len(proposed)


def plan_batch(
    round_: Round,
    reviews: Mapping[EntryPair, Why],
    *,
    seed: int,
    seconds: int,
    batches: int,
    actor: Actor,
    now: datetime,
) -> int:
    """Plan extra reviews, each with what it is for, instead of extra reviews planned before; how many.

    The journal keeps what they were proposed from: `seconds` left for this batch and those after it,
    `batches` in all, and the seed.
    """
    enforce(rules.plan(actor, round_))
    before, taken = queries.planned(round_.id), queries.taken_manually(round_.id)
    _clear(assignment for assignment in before if assignment.why is not None and not assignment.is_manual)
    planned = _plan(round_, {pair: why for pair, why in reviews.items() if pair not in taken})
    counts = {why: sum(each is why for each in reviews.values()) for why in Why}
    asked = {"seed": seed, "seconds": seconds, "waves": batches}
    journal.record("jury.plan_wave", round_, actor=actor, now=now, views=planned, why=counts, **asked)
    return planned


def clear_plan(round_: Round, *, actor: Actor, now: datetime) -> int:
    """Throw away what is planned and not assigned yet; how many assignments that were."""
    enforce(rules.plan(actor, round_))
    cleared = _clear(queries.planned(round_.id))
    journal.record("jury.clear_plan", round_, actor=actor, now=now, seats=cleared)
    return cleared


def import_plan(round_: Round, rows: Sequence[PlanRow], *, actor: Actor, now: datetime) -> Taken:
    """Plan what these rows of a file ask for instead of what is planned, all of it or nothing.

    Rows that stand so already are history, whatever has come to forbid them since, and stay what they are.
    """
    enforce(rules.plan(actor, round_))
    kept, differing = plan_csv.split(rows, queries.standing(round_.id))
    new = plan_csv.wanted(differing, queries.facts(round_))
    planned = queries.planned(round_.id)
    gone = _clear(
        assignment for assignment in planned if (assignment.entry_id, assignment.juror_id) not in kept
    )
    _plan_manually(round_, dict.fromkeys(new))
    journal.record("jury.take_plan", round_, actor=actor, now=now, seats=len(new), gone=gone)
    return Taken(new=len(new), kept=len(kept), gone=gone)


def assign(
    round_: Round,
    entry: Entry,
    member: PanelMember,
    *,
    why: Why | None = None,
    actor: Actor,
    now: datetime,
) -> Assignment:
    """Plan one more assignment manually."""
    enforce(
        rules.assign(
            actor,
            round_,
            entry,
            member,
            is_ready=entry.id in film_queries.playable([entry]),
            has_conflict=jury_queries.conflict(member.person_id, entry.id) is not None,
            others_names=conflict_queries.of_pair(entry.id, member.person_id),
        )
        or rules.needs_no_assignment(
            entry, member, queries.state_of_assignment(round_.id, entry.id, member.person_id)
        )
    )
    (planned,) = _plan_manually(round_, {(entry.id, member.person_id): why})
    journal.record("jury.seat", round_, actor=actor, now=now, entry=entry.id, juror=member.person_id)
    return planned


def unassign(assignment: Assignment, *, actor: Actor, now: datetime) -> None:
    """Take a film from a juror: it leaves their queue, keeps its notes, and is not proposed to them again."""
    enforce(rules.unassign(actor, assignment))
    journal.record(
        "jury.unseat", assignment, actor=actor, now=now, entry=assignment.entry_id, juror=assignment.juror_id
    )
    assignment.is_manual = True
    _move(assignment, AssignmentState.REMOVED)


def clear_manual(round_: Round, *, actor: Actor, now: datetime) -> int:
    """Let the next proposal decide again what was set, or taken away, manually.

    How many assignments that are.
    """
    enforce(rules.plan(actor, round_))
    assignments = [
        assignment for assignment in queries.every_assignment(round_.id).values() if assignment.is_manual
    ]
    for each in assignments:
        each.is_manual = False
    journal.record("jury.hand_over", round_, actor=actor, now=now, seats=len(assignments))
    return len(assignments)


def move(assignment: Assignment, member: PanelMember, *, actor: Actor, now: datetime) -> None:
    """Give one juror's film to another.

    A planned assignment is planned for them, an assigned one assigned at once.
    """
    was_assigned = assignment.state in OUTSTANDING
    given = assign(assignment.round, assignment.entry, member, why=assignment.why, actor=actor, now=now)
    unassign(assignment, actor=actor, now=now)
    if was_assigned:
        _append_to_queues(given.round, [given], left_out={}, actor=actor, now=now)


def apply_plan(round_: Round, *, actor: Actor, now: datetime) -> Assigned:
    """Make the plan real: every planned assignment is given to its juror, in a random order for each juror.

    A planned assignment that is forbidden by now is not made real, and leaves the plan.
    Applied again it assigns nothing.
    """
    enforce(rules.plan(actor, round_))
    return _assign(round_, queries.planned(round_.id), actor=actor, now=now)


def apply_batch(round_: Round, *, actor: Actor, now: datetime) -> Assigned:
    """Assign the extra reviews that are planned, and no assignment that others are still planning."""
    enforce(rules.plan(actor, round_))
    later = [each for each in queries.planned(round_.id) if each.why is not None]
    return _assign(round_, later, actor=actor, now=now)


def _assign(round_: Round, assignments: Sequence[Assignment], *, actor: Actor, now: datetime) -> Assigned:
    pairs = [(each.entry_id, each.juror_id) for each in assignments]
    impossible = facts.impossible(queries.facts(round_), pairs) if assignments else {}
    _clear(each for each, pair in zip(assignments, pairs, strict=True) if pair in impossible)
    planned = [each for each, pair in zip(assignments, pairs, strict=True) if pair not in impossible]
    random.Random(f"{round_.id}:{len(planned)}").shuffle(planned)  # noqa: S311  (an order, not a secret)
    if assignments:
        _append_to_queues(round_, planned, left_out=impossible, actor=actor, now=now)
    return Assigned(len(planned), list(impossible.values()))


def _append_to_queues(
    round_: Round,
    planned: Sequence[Assignment],
    *,
    left_out: Mapping[EntryPair, Refusal],
    actor: Actor,
    now: datetime,
) -> None:
    """Put planned films on the queues, in this order; the next letter tells their jurors."""
    places = Counter(queries.last_positions({each.juror_id for each in planned}, round_.id))
    for assignment in planned:
        places[assignment.juror_id] += 1
        assignment.position = places[assignment.juror_id]
        assignment.assigned_at = now
        assignment.told_at = None
        assignment.is_manual = False  # what is assigned stays in any case
        _move(assignment, AssignmentState.ASSIGNED)
    assigned = sorted([each.entry_id, each.juror_id] for each in planned)
    why = sorted([*pair, refusal.code] for pair, refusal in left_out.items())
    journal.record("jury.apply_plan", round_, actor=actor, now=now, seats=assigned, left_out=why)


def _clear(planned: Iterable[Assignment]) -> int:
    cleared = list(planned)
    for assignment in cleared:
        jury_assignments.take_back(assignment)
    db.session().flush()
    return len(cleared)


def _plan(round_: Round, wanted: Mapping[EntryPair, Why | None]) -> int:
    """Plan these assignments where there are none yet, each for what it is for.

    A removed one is planned again.

    Jurors read an assignment's number in the address of its film. So the numbers follow films and jurors,
    never the proposal, whose order tells how urgent a review is, and which one is a decoy.
    """
    known = queries.every_assignment(round_.id)
    for pair in known.keys() & wanted.keys():
        if known[pair].state is AssignmentState.REMOVED:
            _move(known[pair], AssignmentState.PLANNED)
            known[pair].why = wanted[pair]
    new = [
        {
            "round_id": round_.id,
            "entry_id": entry_id,
            "juror_id": juror_id,
            "state": AssignmentState.PLANNED,
            "why": why,
        }
        for (entry_id, juror_id), why in sorted(wanted.items(), key=lambda each: each[0])
        if (entry_id, juror_id) not in known
    ]
    db.session().flush()
    if new:
        db.session().execute(insert(Assignment), new)  # in one go: a plan may have 30,000 assignments
    return sum((pair not in known) or known[pair].state is AssignmentState.PLANNED for pair in wanted)


def _plan_manually(round_: Round, wanted: Mapping[EntryPair, Why | None]) -> list[Assignment]:
    """Plan these assignments, and remember that a person set them."""
    _plan(round_, wanted)
    known = queries.every_assignment(round_.id) if wanted else {}
    for pair in wanted:
        known[pair].is_manual = True
    return [known[pair] for pair in wanted]


def _move(assignment: Assignment, state: AssignmentState) -> None:
    assignment.state = ASSIGNMENT_MOVES.step(assignment.state, state)
