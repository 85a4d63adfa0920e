"""Who may decide, and when; on things that no database has seen."""

from datetime import UTC, datetime
from typing import Any

import pytest

from festival.boards import rules as board_rules
from festival.boards.models import Release, Shortlist
from festival.decisions import rules
from festival.editions import calls
from festival.editions.models import Category
from festival.entries.models import Entry
from festival.entries.states import Decision, EntryState
from festival.jury.models import Round
from festival.kernel.refusals import Refusal
from festival.kernel.roles import Role
from tests import factories

ORGANIZER = factories.person(Role.ORGANIZER, id=1)
FILMMAKER = factories.person(id=2)
JUROR = factories.person(Role.JUROR, id=3)
CATEGORY = calls.call_of(2020).categories[1]
CATEGORY.id = 5
TOLD = datetime(2020, 9, 1, tzinfo=UTC)


def entry(**values: Any) -> Entry:
    defaults = {"owner_id": 2, "category_id": 5, "state": EntryState.ELIGIBLE}
    return factories.entry(FILMMAKER, CATEGORY, **(defaults | values))


def board(places: int = 3) -> Shortlist:
    return Shortlist(category_id=5, places=places)


def code(refusal: Refusal | None) -> str | None:
    return refusal.code if refusal else None


@pytest.mark.parametrize("stranger", [FILMMAKER, JUROR])
def test_the_desk_is_hidden_from_everybody_else(stranger: Any) -> None:
    film, judged = entry(decision_staged=Decision.SELECTED), Round(categories=[CATEGORY])
    asked = [
        board_rules.view(stranger, board()),
        board_rules.begin(stranger, judged, CATEGORY),
        board_rules.set_places(stranger, board()),
        board_rules.mark(stranger, board(), film),
        board_rules.unmark(stranger, board()),
        board_rules.remark(stranger, board(), film),
        board_rules.freeze(stranger, 3),
        rules.take_over(stranger),
        rules.stage(stranger, film, Decision.SELECTED),
        rules.unstage(stranger, film),
        rules.start_release(stranger, 1, 0, 0),
        rules.publish(stranger, Release(released_at=TOLD), 0),
    ]
    assert {code(refusal) for refusal in asked} == {"hidden"}


@pytest.mark.parametrize(
    ("places", "seen", "expected"),
    [(4, 3, None), (0, 3, None), (3, 1, None), (4, 2, "line_moved"), (-1, 3, "places_out_of_reach")],
)
def test_the_line_is_drawn_by_anyone_who_saw_where_it_is(
    places: int, seen: int, expected: str | None
) -> None:
    assert board_rules.set_places(ORGANIZER, board(3)) is None
    refusal = board_rules.needs_unchanged_places(board(3), places, seen)
    assert code(refusal or board_rules.needs_possible_places(places)) == expected


@pytest.mark.parametrize(
    ("values", "reason", "expected"),
    [
        ({}, "It moves people.", None),
        ({}, " \n", "reason_needed"),
        ({"state": EntryState.WITHDRAWN}, "It moves people.", "left_the_board"),
        ({"category_id": 6}, "It moves people.", "hidden"),
    ],
)
def test_a_film_is_moved_manually_with_a_reason(
    values: dict[str, Any], reason: str, expected: str | None
) -> None:
    refusal = board_rules.mark(ORGANIZER, board(), entry(**values)) or board_rules.needs_reason(reason)
    assert code(refusal) == expected


def test_a_board_begins_for_what_its_round_judges() -> None:
    other = Category(slug="other")
    judged = Round(categories=[CATEGORY])
    assert code(board_rules.begin(ORGANIZER, judged, CATEGORY)) is None
    assert code(board_rules.begin(ORGANIZER, judged, other)) == "hidden"


@pytest.mark.parametrize(
    ("films", "stands", "expected"),
    [(3, "a", None), (0, "a", "nothing_to_freeze"), (3, "b", "board_changed")],
)
def test_a_board_is_frozen_as_it_was_seen(films: int, stands: str, expected: str | None) -> None:
    refusal = board_rules.freeze(ORGANIZER, films) or board_rules.needs_unchanged_board(stands, "a")
    assert code(refusal) == expected


@pytest.mark.parametrize(
    ("state", "told", "asked", "expected"),
    [
        (EntryState.ELIGIBLE, Decision.UNDECIDED, Decision.SELECTED, None),
        (EntryState.ELIGIBLE, Decision.RESERVE, Decision.SELECTED, None),
        (EntryState.ELIGIBLE, Decision.RESERVE, Decision.RESERVE, "already_released"),
        (EntryState.ELIGIBLE, Decision.NOT_SELECTED, Decision.SELECTED, "already_released"),
        (EntryState.ELIGIBLE, Decision.SELECTED, Decision.CONFIRMED, "already_released"),
        (EntryState.SUBMITTED, Decision.UNDECIDED, Decision.SELECTED, "not_eligible"),
        (EntryState.WITHDRAWN, Decision.UNDECIDED, Decision.SELECTED, "not_eligible"),
    ],
)
def test_a_decision_is_prepared_until_it_is_told(
    state: EntryState, told: Decision, asked: Decision, expected: str | None
) -> None:
    assert code(rules.stage(ORGANIZER, entry(state=state, decision=told), asked)) == expected


@pytest.mark.parametrize(
    ("staged", "undecided", "unchecked", "expected"),
    [
        (4, 0, 0, None),
        (4, 0, 1, "unchecked_entries"),
        (4, 1, 0, "undecided_entries"),
        (0, 0, 0, "nothing_staged"),
    ],
)
def test_decisions_leave_together(staged: int, undecided: int, unchecked: int, expected: str | None) -> None:
    assert code(rules.start_release(ORGANIZER, staged, undecided, unchecked)) == expected


@pytest.mark.parametrize(
    ("released_at", "waiting", "expected"),
    [(TOLD, 0, None), (TOLD, 1, "letters_on_their_way"), (None, 0, "not_released")],
)
def test_the_list_comes_after_the_letters(
    released_at: datetime | None, waiting: int, expected: str | None
) -> None:
    assert code(rules.publish(ORGANIZER, Release(released_at=released_at), waiting)) == expected


@pytest.mark.parametrize("answer", [rules.confirm, rules.decline])
def test_only_the_owner_of_a_selected_film_answers(answer: Any) -> None:
    selected = entry(decision=Decision.SELECTED)
    assert code(answer(FILMMAKER, selected)) is None
    assert {code(answer(stranger, selected)) for stranger in (ORGANIZER, JUROR)} == {"hidden"}
    for closed in (
        entry(decision=Decision.UNDECIDED, decision_staged=Decision.SELECTED),
        entry(decision=Decision.RESERVE),
        entry(decision=Decision.CONFIRMED),
        entry(decision=Decision.SELECTED, state=EntryState.WITHDRAWN),
    ):
        assert code(answer(FILMMAKER, closed)) == "not_to_be_answered"
