"""The curve of arrivals counts days as the festival's city counts them."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from festival.editions.calls import call_of
from festival.pages import arrivals
from festival.pages.arrivals import Curve

CALL = call_of(2020)


def curve(*submitted: datetime, now: datetime) -> Curve:
    return arrivals.curve(
        "2020", submitted, opens_at=CALL.opens_at, closes_at=CALL.closes_at, now=now, zone="Europe/Zurich"
    )


def test_entries_are_counted_by_days_in_geneva() -> None:
    last_minute_of_the_first_day = datetime(2020, 4, 6, 21, 59, tzinfo=UTC)
    first_minute_of_the_second = datetime(2020, 4, 6, 22, 0, tzinfo=UTC)
    drawn = curve(
        last_minute_of_the_first_day, first_minute_of_the_second, now=datetime(2020, 4, 8, tzinfo=UTC)
    )
    assert drawn == Curve("2020", date(2020, 4, 6), 77, (1, 2, 2))


def test_what_an_extension_let_in_counts_on_the_last_day() -> None:
    drawn = curve(CALL.closes_at + timedelta(days=2), now=CALL.closes_at + timedelta(days=30))
    assert (len(drawn.arrived), drawn.total, drawn.arrived[-2]) == (77, 1, 0)


def test_before_the_call_there_is_no_curve() -> None:
    assert curve(now=datetime(2020, 1, 1, tzinfo=UTC)).arrived == ()


def test_points_span_the_box() -> None:
    assert arrivals.points(Curve("x", date(2020, 1, 1), 3, (0, 1, 2)), highest=2, width=100, height=50) == (
        "0.0,50.0 50.0,25.0 100.0,0.0"
    )
    assert arrivals.points(Curve("x", date(2020, 1, 1), 3, ()), highest=0, width=100, height=50) == ""


@given(st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2020, 12, 31), timezones=st.just(UTC))))  # noqa: DTZ001
def test_the_curve_never_falls_and_ends_with_everything(submitted: list[datetime]) -> None:
    arrived = curve(*submitted, now=datetime(2021, 1, 1, tzinfo=UTC)).arrived
    assert list(arrived) == sorted(arrived)
    assert arrived[-1] == len(submitted)
