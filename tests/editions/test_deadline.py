"""The deadline: one rule, both boundary instants, a category's own window, more time for one entrant."""

from datetime import UTC, datetime, timedelta

import pytest

from festival.editions import rules
from festival.editions.calls import call_of
from festival.editions.models import Category
from festival.kernel.refusals import Refusal
from festival.kernel.roles import Role
from tests import factories

TICK = timedelta(microseconds=1)
OPENS = datetime(2020, 4, 5, 22, tzinfo=UTC)
CLOSES = datetime(2020, 6, 21, 22, tzinfo=UTC)


def code(refusal: Refusal | None) -> str | None:
    return refusal.code if refusal else None


@pytest.fixture
def short() -> Category:
    return call_of(2020).categories[1]


@pytest.mark.parametrize(
    ("now", "answer"),
    [
        (OPENS - TICK, "call_not_open"),
        (OPENS, None),
        (CLOSES - TICK, None),
        (CLOSES, "call_closed"),
    ],
)
def test_the_call_takes_films_from_its_first_instant_to_its_last(
    short: Category, now: datetime, answer: str | None
) -> None:
    assert code(rules.take(short, None, now)) == answer


def test_a_category_may_close_earlier_than_the_call(short: Category) -> None:
    short.closes_at = CLOSES - timedelta(days=7)
    assert code(rules.take(short, None, CLOSES - timedelta(days=7))) == "call_closed"


@pytest.mark.parametrize(
    ("late_by", "answer"), [(timedelta(hours=1), None), (timedelta(days=2), "call_closed")]
)
def test_an_extension_moves_the_end_for_one_entrant(
    short: Category, late_by: timedelta, answer: str | None
) -> None:
    assert code(rules.take(short, CLOSES + timedelta(days=2), CLOSES + late_by)) == answer


def test_an_extension_never_opens_the_call_early(short: Category) -> None:
    assert code(rules.take(short, CLOSES + timedelta(days=2), OPENS - TICK)) == "call_not_open"


def test_only_organizers_extend_and_only_beyond_the_deadline() -> None:
    edition, now = call_of(2020), CLOSES - timedelta(hours=1)
    organizer, filmmaker = factories.person(Role.ORGANIZER), factories.person()
    later = CLOSES + timedelta(days=1)
    assert code(rules.extend(filmmaker, edition)) == "organizers_only"
    assert rules.extend(organizer, edition) is None
    assert code(rules.needs_later_deadline(edition, CLOSES, now)) == "extension_too_short"
    assert code(rules.needs_later_deadline(edition, later, later)) == "extension_too_short"
    assert rules.needs_later_deadline(edition, later, now) is None
