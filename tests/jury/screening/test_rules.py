"""Who on the jury may do what, tested on objects that no database knows."""

from datetime import datetime, timedelta

import pytest

from festival.accounts.models import Person
from festival.entries.states import EntryState
from festival.jury.models import Assignment
from festival.jury.rounds import rules as plan_rules
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
def seat(juror: Person) -> Assignment:
    edition = factories.edition()
    round_ = factories.round_of(factories.panel(edition, juror))
    for number, criterion in enumerate(round_.criteria, 1):
        criterion.id = number
    return factories.seat(round_, factories.film(edition), juror)


COMPLETE = {"1": 4, "2": 5}


def test_a_juror_watches_an_assigned_film(seat: Assignment, juror: Person) -> None:
    assert screening_rules.watch(juror, seat, DURING) is None


def test_another_jurors_film_does_not_exist(seat: Assignment) -> None:
    refusal = screening_rules.view(someone(8), seat)
    assert refusal and refusal.is_hidden


def test_an_organizer_who_is_no_juror_has_no_pile(seat: Assignment) -> None:
    refusal = screening_rules.view(factories.organizer(id=7), seat)
    assert refusal and refusal.is_hidden


@pytest.mark.parametrize("state", [AssignmentState.PLANNED, AssignmentState.REMOVED])
def test_a_film_that_is_only_planned_or_was_taken_away_does_not_exist(
    seat: Assignment, juror: Person, state: AssignmentState
) -> None:
    seat.state = state
    refusal = screening_rules.watch(juror, seat, DURING)
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
    seat: Assignment, juror: Person, now: object, expected: str | None
) -> None:
    assert code(screening_rules.watch(juror, seat, now)) == expected  # type: ignore[arg-type]
    assert code(screening_rules.submit(juror, seat, COMPLETE, now)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "expected"), [(RoundState.DRAFT, "round_not_open"), (RoundState.CLOSED, "round_closed")]
)
def test_only_an_open_round_lets_jurors_in(
    seat: Assignment, juror: Person, state: RoundState, expected: str
) -> None:
    seat.round.state = state
    assert code(screening_rules.watch(juror, seat, DURING)) == expected


def test_a_film_that_left_the_competition_is_nobodys_work(seat: Assignment, juror: Person) -> None:
    seat.entry.state = EntryState.WITHDRAWN
    assert code(screening_rules.submit(juror, seat, COMPLETE, DURING)) == "film_left"


def test_a_score_is_complete_or_names_what_is_missing(seat: Assignment, juror: Person) -> None:
    refusal = screening_rules.submit(juror, seat, {"1": 4, "2": 6}, DURING)
    assert refusal and (refusal.code, refusal.values["criteria"]) == ("score_incomplete", "craft")
    assert screening_rules.submit(juror, seat, COMPLETE, DURING) is None


def test_a_submitted_score_is_taken_up_before_it_is_changed(seat: Assignment, juror: Person) -> None:
    seat.state = AssignmentState.SCORED
    assert code(screening_rules.draft(juror, seat, DURING)) == "already_settled"
    assert screening_rules.resume(juror, seat, DURING) is None
    assert code(screening_rules.resume(juror, seat, AFTER)) == "round_closed"


def test_an_abstention_and_a_conflict_give_a_reason(seat: Assignment, juror: Person) -> None:
    assert code(screening_rules.abstain(juror, seat, "", DURING)) == "reason_missing"
    assert code(screening_rules.declare_conflict(juror, seat, "")) == "reason_missing"
    assert screening_rules.abstain(juror, seat, "I fell asleep", DURING) is None


def test_a_conflict_found_in_the_end_credits_is_declared_even_when_the_round_is_over(
    seat: Assignment, juror: Person
) -> None:
    seat.state = AssignmentState.SCORED
    seat.round.state = RoundState.CLOSED
    assert screening_rules.declare_conflict(juror, seat, "I know the editor") is None


def test_whoever_stepped_aside_neither_watches_nor_scores(seat: Assignment, juror: Person) -> None:
    seat.state = AssignmentState.RECUSED
    refusals = [
        screening_rules.watch(juror, seat, DURING),
        screening_rules.submit(juror, seat, COMPLETE, DURING),
        screening_rules.note(juror, seat, DURING),
        screening_rules.see_others(juror, seat),
        screening_rules.declare_conflict(juror, seat, "again"),
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
def test_whoever_has_read_the_others_scores_does_not_change_their_own(
    seat: Assignment,
    juror: Person,
    shown: OthersScores,
    why: Why | None,
    read_at: datetime | None,
    expected: str | None,
) -> None:
    seat.round.others_scores, seat.why = shown, why
    seat.state, seat.others_read_at = AssignmentState.SCORED, read_at
    assert code(screening_rules.resume(juror, seat, DURING)) == expected


def test_an_organizer_opens_a_finished_film_again_with_a_reason(seat: Assignment, juror: Person) -> None:
    organizer = factories.organizer()
    seat.state, seat.others_read_at = AssignmentState.SCORED, DURING
    assert code(plan_rules.reopen(juror, seat, "Please", DURING)) == "organizers_only"
    assert code(plan_rules.reopen(organizer, seat, "", DURING)) == "reason_missing"
    assert code(plan_rules.reopen(organizer, seat, "A slip", AFTER)) == "round_closed"
    assert plan_rules.reopen(organizer, seat, "A slip", DURING) is None
    seat.state = AssignmentState.WATCHING
    assert code(plan_rules.reopen(organizer, seat, "A slip", DURING)) == "not_finished"


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
    seat: Assignment,
    juror: Person,
    shown: OthersScores,
    state: AssignmentState,
    why: Why | None,
    expected: str | None,
) -> None:
    seat.round.others_scores = shown
    seat.state, seat.why = state, why
    assert code(screening_rules.see_others(juror, seat)) == expected
