"""Three axes that never mix, and words for them that tell nothing too early."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.entries.public_words import judging_status, submission_status
from festival.entries.states import DECISION_MOVES, ENTRY_MOVES, Decision, EntryState

RELEASED = datetime(2020, 10, 15, tzinfo=UTC)


def test_an_entry_goes_from_draft_to_submitted_to_eligible_or_not_and_may_be_withdrawn() -> None:
    edges = {(a.value, b.value) for a in EntryState for b in EntryState if ENTRY_MOVES.allow(a, b)}
    assert edges == {
        ("draft", "submitted"),
        ("draft", "withdrawn"),
        ("submitted", "eligible"),
        ("submitted", "ineligible"),
        ("submitted", "withdrawn"),
        ("eligible", "ineligible"),
        ("eligible", "withdrawn"),
        ("ineligible", "eligible"),
    }


def test_only_a_selected_film_can_be_confirmed_or_declined() -> None:
    for answer in (Decision.CONFIRMED, Decision.DECLINED):
        assert [here for here in Decision if DECISION_MOVES.allow(here, answer)] == [Decision.SELECTED]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (EntryState.DRAFT, "Incomplete"),
        (EntryState.SUBMITTED, "In Consideration"),
        (EntryState.ELIGIBLE, "In Consideration"),
        (EntryState.INELIGIBLE, "Disqualified"),
        (EntryState.WITHDRAWN, "Withdrawn"),
    ],
)
def test_the_submission_status_is_said_in_the_words_of_the_field(state: EntryState, words: str) -> None:
    assert submission_status(state) == words


@given(st.sampled_from(Decision))
def test_nothing_shows_in_the_judging_status_before_the_release(decision: Decision) -> None:
    assert judging_status(decision, None) == "Undecided"


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (Decision.SELECTED, "Selected"),
        (Decision.CONFIRMED, "Selected"),
        (Decision.DECLINED, "Selected"),
        (Decision.RESERVE, "Undecided"),
        (Decision.NOT_SELECTED, "Not Selected"),
    ],
)
def test_a_released_decision_is_said(decision: Decision, words: str) -> None:
    assert judging_status(decision, RELEASED) == words
