"""The machine's clock: the one place that asks the operating system what time it is."""

from datetime import UTC, datetime


def machine_now() -> datetime:
    """The machine's time as an aware instant in UTC.

    Leases, sessions and expiries use it. Everything that concerns the festival (deadlines,
    receipts, rounds) asks `festival.clock.now()` instead, which the demo may move.
    """
    return datetime.now(UTC)
