"""The machine's clock: the one place that asks the operating system what time it is."""

from datetime import UTC, datetime


def machine_now() -> datetime:
    """The machine's time as an aware instant in UTC.

    Sessions and expiries use it. What concerns the festival (deadlines, receipts, rounds) asks
    `festival.clock.now()`, which the demo may move; what machines must agree on asks `shared_now()` there.
    """
    return datetime.now(UTC)
