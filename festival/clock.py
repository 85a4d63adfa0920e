"""The festival's clock: one for everybody, shown on every page, moved only in the demo."""

from datetime import datetime, timedelta

from sqlalchemy import func, select, type_coerce
from sqlalchemy.orm import Mapped, mapped_column

from festival import db, settings
from festival.kernel import clock


class ClockOffset(db.Base):
    """How far the demo's clock stands from the machine's; a real festival has no such row."""

    __tablename__ = "clock_offset"

    id: Mapped[int] = mapped_column(primary_key=True)
    seconds: Mapped[db.Bytes]


def now() -> datetime:
    """The festival's time, read at this very moment (UTC).

    Read it after the row that is about to change has been locked: a submit that waited for the
    lock past the deadline is late.
    """
    return shared_now() + offset()


def shared_now() -> datetime:
    """The time on which all machines of the application agree, read at this very moment (UTC).

    Nobody moves it.

    With PostgreSQL it is the database's clock; SQLite has one machine, and so one clock. Jobs go by it, and
    whatever one machine signs and another reads: a wrong clock on a web machine must not stop the workers.
    """
    if db.is_postgresql():
        return db.session().scalars(select(type_coerce(func.clock_timestamp(), db.Instant()))).one()
    return clock.machine_now()


def offset() -> timedelta:
    """How far the festival's clock is ahead of the machine's: nothing, unless this is the demo."""
    if not settings.current().demo:
        return timedelta(0)
    seconds = db.session().scalar(select(ClockOffset.seconds))
    return timedelta(seconds=seconds or 0)


def move_to(instant: datetime) -> None:
    """Set the demo's clock to `instant`; from there it ticks on."""
    if not settings.current().demo:
        raise RuntimeError("only the demo's clock can be moved")
    seconds = round((instant - shared_now()).total_seconds())
    db.session().merge(ClockOffset(id=1, seconds=seconds))
