"""Who on the jury may do what, tested on objects that no database knows."""

from datetime import datetime, timedelta

import pytest

from festival.accounts.models import Person
from festival.entries.states import EntryState
from festival.jury import rules as jury_rules
from festival.jury.models import Assignment
from festival.jury.rounds import rules as round_rules
from festival.jury.screening import rules as screening_rules
from festival.jury.states import AssignmentState, OthersScores, RoundState
from festival.kernel.refusals import Refusal
from festival.scoring.values import Why
from tests.jury import factories
from tests.jury.factories import AFTER, BEFORE, CLOSES, DURING, OPENS


def code(refusal: Refusal | None) -> str | None:
    return refusal.code if refusal else None


def someone(number: int) -> Person:
    return factories.juror(id=number)


@pytest.fixture
def juror() -> Person:
    return someone(7)


@pytest.fixture
def assignment(juror: Person) -> Assignment:
    edition = factories.edition()
    round_ = factories.round_of(factories.panel(edition, juror))
    for number, criterion in enumerate(round_.criteria, 1):
        criterion.id = number
    return factories.assign(round_, factories.film(edition), juror)


COMPLETE = {"1": 4, "2": 5}


def test_a_juror_watches_an_assigned_film(assignment: Assignment, juror: Person) -> None:
    assert screening_rules.watch(juror, assignment, DURING) is None


def test_another_jurors_film_does_not_exist(assignment: Assignment) -> None:
    refusal = screening_rules.view(someone(8), assignment)
    assert refusal and refusal.is_hidden


def test_an_organizer_who_is_no_juror_has_no_queue(assignment: Assignment) -> None:
    refusal = screening_rules.view(factories.organizer(id=7), assignment)
    assert refusal and refusal.is_hidden


@pytest.mark.parametrize("state", [AssignmentState.PLANNED, AssignmentState.REMOVED])
def test_a_film_that_is_only_planned_or_was_taken_away_does_not_exist(
    assignment: Assignment, juror: Person, state: AssignmentState
) -> None:
    assignment.state = state
    refusal = screening_rules.watch(juror, assignment, DURING)
    assert refusal and refusal.is_hidden


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (BEFORE, "round_not_open"),
        (OPENS, None),
        (CLOSES - timedelta(microseconds=1), None),
        (AFTER, "round_closed"),
    ],
)
def test_the_rounds_window_is_half_open(
    assignment: Assignment, juror: Person, now: object, expected: str | None
) -> None:
    assert code(screening_rules.watch(juror, assignment, now)) == expected  # type: ignore[arg-type]
    assert code(screening_rules.submit(juror, assignment, now)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "expected"), [(RoundState.DRAFT, "round_not_open"), (RoundState.CLOSED, "round_closed")]
)
def test_only_an_open_round_lets_jurors_in(
    assignment: Assignment, juror: Person, state: RoundState, expected: str
) -> None:
    assignment.round.state = state
    assert code(screening_rules.watch(juror, assignment, DURING)) == expected


def test_a_film_that_left_the_competition_is_nobodys_work(assignment: Assignment, juror: Person) -> None:
    assignment.entry.state = EntryState.WITHDRAWN
    assert code(screening_rules.submit(juror, assignment, DURING)) == "film_left"


def test_a_score_is_complete_or_names_what_is_missing(assignment: Assignment, juror: Person) -> None:
    refusal = screening_rules.needs_every_answer(assignment.round, {"1": 4, "2": 6})
    assert refusal and (refusal.code, refusal.values["criteria"]) == ("score_incomplete", "craft")
    assert screening_rules.needs_every_answer(assignment.round, COMPLETE) is None
    assert screening_rules.submit(juror, assignment, DURING) is None


def test_a_submitted_score_is_taken_up_before_it_is_changed(assignment: Assignment, juror: Person) -> None:
    assignment.state = AssignmentState.SCORED
    assert code(screening_rules.save_draft(juror, assignment, DURING)) == "already_settled"
    assert screening_rules.resume(juror, assignment, DURING) is None
    assert code(screening_rules.resume(juror, assignment, AFTER)) == "round_closed"


def test_an_abstention_and_a_conflict_give_a_reason(assignment: Assignment, juror: Person) -> None:
    assert code(jury_rules.needs_reason("")) == "reason_missing"
    assert jury_rules.needs_reason("I fell asleep") is None
    assert screening_rules.abstain(juror, assignment, DURING) is None
    assert screening_rules.declare_conflict(juror, assignment) is None


def test_a_conflict_found_in_the_end_credits_is_declared_even_when_the_round_is_over(
    assignment: Assignment, juror: Person
) -> None:
    assignment.state = AssignmentState.SCORED
    assignment.round.state = RoundState.CLOSED
    assert screening_rules.declare_conflict(juror, assignment) is None


def test_anyone_who_stepped_aside_neither_watches_nor_scores(assignment: Assignment, juror: Person) -> None:
    assignment.state = AssignmentState.RECUSED
    refusals = [
        screening_rules.watch(juror, assignment, DURING),
        screening_rules.submit(juror, assignment, DURING),
        screening_rules.note(juror, assignment, DURING),
        screening_rules.see_others(juror, assignment),
        screening_rules.declare_conflict(juror, assignment),
    ]
    assert [code(refusal) for refusal in refusals] == ["conflict_declared"] * 5


@pytest.mark.parametrize(
    ("shown", "why", "read_at", "expected"),
    [
        (OthersScores.AFTER_OWN, None, None, None),
        (OthersScores.AFTER_OWN, None, DURING, "others_read"),
        (OthersScores.ALWAYS, None, DURING, None),
        (OthersScores.ALWAYS, Why.NEAR_LINE, None, None),
        (OthersScores.ALWAYS, Why.NEAR_LINE, DURING, "others_read"),
        (OthersScores.ALWAYS, Why.DECOY, DURING, "others_read"),
    ],
)
def test_anyone_who_has_read_the_others_scores_does_not_change_their_own(
    assignment: Assignment,
    juror: Person,
    shown: OthersScores,
    why: Why | None,
    read_at: datetime | None,
    expected: str | None,
) -> None:
    assignment.round.others_scores, assignment.why = shown, why
    assignment.state, assignment.others_read_at = AssignmentState.SCORED, read_at
    assert code(screening_rules.resume(juror, assignment, DURING)) == expected


def test_an_organizer_opens_a_finished_film_again_with_a_reason(
    assignment: Assignment, juror: Person
) -> None:
    organizer = factories.organizer()
    assignment.state, assignment.others_read_at = AssignmentState.SCORED, DURING
    assert code(round_rules.reopen(juror, assignment, DURING)) == "organizers_only"
    assert code(round_rules.reopen(organizer, assignment, AFTER)) == "round_closed"
    assert round_rules.reopen(organizer, assignment, DURING) is None
    assignment.state = AssignmentState.WATCHING
    assert code(round_rules.reopen(organizer, assignment, DURING)) == "not_finished"


@pytest.mark.parametrize(
    ("shown", "state", "why", "expected"),
    [
        (OthersScores.NEVER, AssignmentState.SCORED, None, "scores_apart"),
        (OthersScores.AFTER_OWN, AssignmentState.WATCHING, None, "own_score_first"),
        (OthersScores.AFTER_OWN, AssignmentState.ABSTAINED, None, "own_score_first"),
        (OthersScores.AFTER_OWN, AssignmentState.SCORED, None, None),
        (OthersScores.ALWAYS, AssignmentState.ASSIGNED, None, None),
        (OthersScores.NEVER, AssignmentState.SCORED, Why.NEAR_LINE, "scores_apart"),
        (OthersScores.AFTER_OWN, AssignmentState.ASSIGNED, Why.DECOY, "own_score_first"),
        (OthersScores.ALWAYS, AssignmentState.ASSIGNED, Why.DECOY, "own_score_first"),
        (OthersScores.ALWAYS, AssignmentState.WATCHING, Why.NEAR_LINE, "own_score_first"),
        (OthersScores.ALWAYS, AssignmentState.SCORED, Why.NEAR_LINE, None),
    ],
)
def test_others_scores_show_as_the_round_says(
    assignment: Assignment,
    juror: Person,
    shown: OthersScores,
    state: AssignmentState,
    why: Why | None,
    expected: str | None,
) -> None:
    assignment.round.others_scores = shown
    assignment.state, assignment.why = state, why
    assert code(screening_rules.see_others(juror, assignment)) == expected
