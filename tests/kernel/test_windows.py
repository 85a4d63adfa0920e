"""Which instants belong to a call."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.kernel.windows import Phase, Window, last_day, window_of_days

CALL_2020 = window_of_days(date(2020, 4, 6), date(2020, 6, 21), "Europe/Zurich")
TICK = timedelta(microseconds=1)


def test_the_call_of_2020_opens_and_closes_at_midnight_of_summer_time() -> None:
    assert Window(datetime(2020, 4, 5, 22, tzinfo=UTC), datetime(2020, 6, 21, 22, tzinfo=UTC)) == CALL_2020


@pytest.mark.parametrize(
    ("instant", "phase"),
    [
        (datetime(2020, 4, 5, 22, tzinfo=UTC) - TICK, Phase.BEFORE),
        (datetime(2020, 4, 5, 22, tzinfo=UTC), Phase.OPEN),
        (datetime(2020, 6, 21, 22, tzinfo=UTC) - TICK, Phase.OPEN),
        (datetime(2020, 6, 21, 22, tzinfo=UTC), Phase.CLOSED),
    ],
)
def test_both_boundary_instants(instant: datetime, phase: Phase) -> None:
    assert CALL_2020.phase(instant) is phase


def test_a_window_over_the_change_to_summer_time_is_an_hour_shorter() -> None:
    window = window_of_days(date(2020, 3, 29), date(2020, 3, 29), "Europe/Zurich")
    assert window.opens_at and window.closes_at
    assert window.closes_at - window.opens_at == timedelta(hours=23)


def test_the_last_day_is_the_one_people_name() -> None:
    assert CALL_2020.closes_at
    assert last_day(CALL_2020.closes_at, "Europe/Zurich") == date(2020, 6, 21)


def test_a_window_without_bounds_is_always_open() -> None:
    assert Window(None, None).phase(datetime(1895, 12, 28, tzinfo=UTC)) is Phase.OPEN


def test_bounds_without_a_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        Window(datetime(2020, 4, 6), None)  # noqa: DTZ001


def test_a_window_that_closes_before_it_opens_is_read_and_never_open() -> None:
    assert CALL_2020.opens_at and CALL_2020.closes_at
    turned = Window(CALL_2020.closes_at, CALL_2020.opens_at)
    empty = Window(CALL_2020.opens_at, CALL_2020.opens_at)
    day = timedelta(days=1)
    for window in (turned, empty):
        assert not window.is_in_order
        for now in (
            CALL_2020.opens_at - day,
            CALL_2020.opens_at,
            CALL_2020.opens_at + day,
            CALL_2020.closes_at,
        ):
            assert window.phase(now) is Phase.CLOSED
    assert [each.is_in_order for each in (CALL_2020, Window(None, None))] == [True, True]


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_an_extension_only_ever_adds_open_instants(until: datetime, now: datetime) -> None:
    was_open = CALL_2020.phase(now) is Phase.OPEN
    is_open = CALL_2020.extended_to(until).phase(now) is Phase.OPEN
    assert is_open or not was_open
    assert not is_open or was_open or now < until
