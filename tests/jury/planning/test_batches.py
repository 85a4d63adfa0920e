"""Later reviews are planned, edited and assigned like any others; organizers alone know what each is for."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from festival import db
from festival.entries.states import EntryState
from festival.journal import JournalLine
from festival.jury.models import Assignment
from festival.jury.planning import batches, solve
from festival.jury.planning import facts as plan_facts
from festival.jury.planning import operations as plan_operations
from festival.jury.planning import queries as plan_queries
from festival.jury.planning.batches import Batch
from festival.jury.planning.plan_csv import PlanRow
from festival.jury.states import AssignmentState, RoundState
from festival.kernel.refusals import Refused
from festival.scoring.values import Why
from tests.jury.factories import DURING
from tests.jury.planning.test_plan import Table


@pytest.fixture
def table(context: None) -> Table:
    return Table()


def plan_batch(table: Table, *reviews: tuple[int, int, Why]) -> int:
    wanted = {(table.films[film].id, table.jurors[juror].id): why for film, juror, why in reviews}
    with db.transaction():
        return plan_operations.plan_batch(
            table.round, wanted, seed=7, seconds=7200, batches=3, actor=table.organizer, now=DURING
        )


def whys(table: Table) -> dict[tuple[int, int], Why | None]:
    """What the assignments are for, by the places of film and juror on the table."""
    films = {film.id: place for place, film in enumerate(table.films)}
    jurors = {juror.id: place for place, juror in enumerate(table.jurors)}
    db.session().expire_all()
    assignments = db.session().scalars(select(Assignment).where(Assignment.state != AssignmentState.REMOVED))
    return {
        (films[assignment.entry_id], jurors[assignment.juror_id]): assignment.why
        for assignment in assignments
    }


def test_a_batch_is_planned_beside_the_plan_and_planned_again_takes_its_own_place(table: Table) -> None:
    table.assign(table.films[5], table.jurors[3])
    assert plan_batch(table, (0, 0, Why.NEAR_LINE), (1, 1, Why.DECOY)) == 2
    assert plan_batch(table, (0, 0, Why.NEAR_LINE), (2, 1, Why.FEW_REVIEWS)) == 2
    assert whys(table) == {(5, 3): None, (0, 0): Why.NEAR_LINE, (2, 1): Why.FEW_REVIEWS}


def test_the_journal_keeps_what_a_batch_came_from(table: Table) -> None:
    plan_batch(table, (0, 0, Why.NEAR_LINE), (1, 1, Why.DECOY), (2, 1, Why.NEAR_LINE))
    line = db.session().scalars(select(JournalLine).where(JournalLine.verb == "jury.plan_wave")).one()
    counts = {"few_views": 0, "near_line": 2, "decoy": 1, "bridge": 0}
    assert line.details == {"seed": 7, "seconds": 7200, "waves": 3, "views": 3, "why": counts}


def test_what_was_assigned_is_not_planned_again(table: Table) -> None:
    table.assign(table.films[0], table.jurors[0])
    table.apply()
    assert plan_batch(table, (0, 0, Why.NEAR_LINE)) == 0
    assert whys(table) == {(0, 0): None}


def test_a_closed_round_plans_no_batch(table: Table) -> None:
    with db.transaction():
        table.round.state = RoundState.CLOSED
    with pytest.raises(Refused, match="This round is closed"):
        plan_batch(table, (0, 0, Why.NEAR_LINE))


def test_a_later_view_given_to_another_juror_stays_one(table: Table) -> None:
    plan_batch(table, (0, 0, Why.DECOY))
    with db.transaction():
        assignment = plan_queries.planned(table.round.id)[0]
        plan_operations.move(assignment, table.member(table.jurors[1]), actor=table.organizer, now=DURING)
    assert whys(table) == {(0, 1): Why.DECOY}


def test_a_batch_keeps_what_was_given_on_manually_and_brings_nothing_back(table: Table) -> None:
    plan_batch(table, (0, 0, Why.DECOY))
    with db.transaction():
        assignment = plan_queries.planned(table.round.id)[0]
        plan_operations.move(assignment, table.member(table.jurors[1]), actor=table.organizer, now=DURING)
    assert plan_batch(table, (0, 0, Why.NEAR_LINE), (1, 0, Why.NEAR_LINE)) == 1
    assert whys(table) == {(0, 1): Why.DECOY, (1, 0): Why.NEAR_LINE}


def test_a_plan_taken_from_a_file_keeps_what_later_views_are_for(table: Table) -> None:
    plan_batch(table, (0, 0, Why.DECOY), (1, 0, Why.NEAR_LINE))
    address = table.jurors[0].email
    kept = [PlanRow(2 + film, str(table.films[film].id), address, "") for film in (0, 2)]
    with db.transaction():
        plan_operations.import_plan(table.round, kept, actor=table.organizer, now=DURING)
    assert whys(table) == {(0, 0): Why.DECOY, (2, 0): None}


def test_a_plan_proposed_anew_keeps_the_later_views_and_counts_them(table: Table) -> None:
    plan_batch(table, (0, 0, Why.NEAR_LINE), (0, 1, Why.DECOY))
    table.propose(seed=1)
    table.propose(seed=2)
    assert {pair: why for pair, why in whys(table).items() if pair[0] == 0} == {
        (0, 0): Why.NEAR_LINE,
        (0, 1): Why.DECOY,
    }
    assert len(whys(table)) == 12


def test_a_plan_that_is_cleared_leaves_no_later_view(table: Table) -> None:
    table.propose()
    plan_batch(table, (0, 0, Why.NEAR_LINE))
    with db.transaction():
        plan_operations.clear_plan(table.round, actor=table.organizer, now=DURING)
    assert whys(table) == {}


def test_a_batch_beyond_the_views_that_the_round_wants_leaves_the_plan_true(table: Table) -> None:
    table.propose()
    table.apply()
    assigned = set(whys(table))
    further = next((0, juror, Why.NEAR_LINE) for juror in range(4) if (0, juror) not in assigned)
    plan_batch(table, further)
    facts = plan_queries.facts(table.round)
    assert plan_facts.shortfalls(facts) == []
    assert solve.propose(solve.question(facts), seed=1) == []
    assert sum(load.planned for load in plan_facts.loads(facts)) == 1


def test_batches_are_known_as_others_by_when_they_were_given_out(table: Table) -> None:
    plan_batch(table, (0, 0, Why.NEAR_LINE), (1, 1, Why.DECOY), (2, 2, Why.NEAR_LINE), (3, 3, Why.DECOY))
    table.apply()
    later = DURING + timedelta(days=3)
    plan_batch(table, (4, 0, Why.NEAR_LINE))
    with db.transaction():
        plan_operations.apply_plan(table.round, actor=table.organizer, now=later)
    plan_batch(table, (5, 0, Why.NEAR_LINE))
    with db.transaction():
        first, second, third, fourth, _, _ = plan_queries.assignments(table.round.id)
        first.state, second.state = AssignmentState.SCORED, AssignmentState.WATCHING
        third.state, fourth.entry.state = AssignmentState.RECUSED, EntryState.WITHDRAWN
    assignments = plan_queries.assignments(table.round.id)
    given_out = batches.assigned(assignments)
    assert given_out == [Batch(1, DURING, reviews=2, scored=1), Batch(2, later, reviews=1, scored=0)]
    assert [batch.is_done for batch in given_out] == [False, False]
    assert [assignment.entry_id for assignment in batches.planned(assignments)] == [table.films[5].id]
