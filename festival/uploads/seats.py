"""Who sends bytes to this process just now: nobody takes all the seats, and no dead line keeps one.

One seat an upload: of two connections that send the same file only the newer can win. A few seats a person.
When all are taken, the seat of a line that hardly moves is given away, and then one of whoever has most.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

EACH = 4  # seats of one person in one process; programs that send pieces side by side use so many
LEAST_RATE = 1024  # bytes a second, asked only while seats are scarce
FAIR_SECONDS = 30.0  # in which a new line need not prove its rate


class BusyError(Exception):
    """As many uploads flow as this process carries, of all or of this person: try again in a moment."""

    def __init__(self, *, is_own: bool = False) -> None:
        super().__init__()
        self.is_own = is_own


@dataclass(eq=False)
class Seat:
    """One stream of bytes; `close` wakes the thread that waits for them. Seconds are of a monotonic clock."""

    person_id: int
    key: str
    close: Callable[[], None]
    since: float
    arrived: int = field(default=0)
    is_lost: bool = field(default=False)

    def rate(self, now: float) -> float:
        """Bytes a second since it began."""
        return self.arrived / max(now - self.since, 1.0)


class Seats:
    """The seats of a process, for all of its threads."""

    def __init__(self, total: int, *, each: int = EACH, clock: Callable[[], float] = time.monotonic) -> None:
        self._total, self._each, self._clock = total, each, clock
        self._lock = threading.Lock()
        self._taken: list[Seat] = []

    @contextmanager
    def taken(self, person_id: int, key: str, close: Callable[[], None]) -> Iterator[Seat]:
        """A seat for one stream of bytes; raises BusyError when there is none to be had."""
        seat = Seat(person_id, key, close, since=self._clock())
        with self._lock:
            self._make_room(seat)
            self._taken.append(seat)
        try:
            yield seat
        finally:
            with self._lock:
                if seat in self._taken:
                    self._taken.remove(seat)

    def _make_room(self, newcomer: Seat) -> None:
        for older in [seat for seat in self._taken if seat.key == newcomer.key]:
            self._lose(older)
        if sum(seat.person_id == newcomer.person_id for seat in self._taken) >= self._each:
            raise BusyError(is_own=True)
        if len(self._taken) >= self._total:
            self._lose(self._slowest() or self._of_the_greediest(newcomer.person_id))

    def _slowest(self) -> Seat | None:
        now = self._clock()
        slow = [
            seat for seat in self._taken if now - seat.since >= FAIR_SECONDS and seat.rate(now) < LEAST_RATE
        ]
        return min(slow, key=lambda seat: seat.rate(now), default=None)

    def _of_the_greediest(self, newcomer_id: int) -> Seat:
        """The newest seat of whoever would still have as many as the newcomer then; raises BusyError."""
        counts = Counter(seat.person_id for seat in self._taken)
        person_id, most = counts.most_common(1)[0]
        if most <= counts[newcomer_id] + 1:
            raise BusyError
        return next(seat for seat in reversed(self._taken) if seat.person_id == person_id)

    def _lose(self, seat: Seat) -> None:
        self._taken.remove(seat)
        seat.is_lost = True
        seat.close()
