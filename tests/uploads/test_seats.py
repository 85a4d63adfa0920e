"""Seats for streams of bytes: few a person, one an upload, none for a line that does not move."""

from contextlib import ExitStack

import pytest

from festival.uploads.seats import BusyError, Seat, Seats


class Hall:
    """Some seats, a clock that a test moves, and everybody who sits."""

    def __init__(self, total: int = 4, each: int = 2) -> None:
        self.now = 0.0
        self.seats = Seats(total, each=each, clock=lambda: self.now)
        self.stack = ExitStack()
        self.closed: list[str] = []

    def sit(self, person_id: int, key: str) -> Seat:
        return self.stack.enter_context(self.seats.taken(person_id, key, lambda: self.closed.append(key)))


@pytest.fixture
def hall() -> Hall:
    return Hall()


def test_a_person_has_few_seats_and_others_have_theirs(hall: Hall) -> None:
    hall.sit(1, "a")
    hall.sit(1, "b")

    with pytest.raises(BusyError):
        hall.sit(1, "c")
    hall.sit(2, "d")
    assert hall.closed == []


def test_of_two_lines_for_one_upload_the_newer_wins(hall: Hall) -> None:
    older = hall.sit(1, "a")
    newer = hall.sit(1, "a")

    assert (older.is_lost, newer.is_lost, hall.closed) == (True, False, ["a"])
    hall.sit(1, "b")  # the lost one counts no more


def test_whoever_leaves_makes_room(hall: Hall) -> None:
    for person_id in range(4):
        hall.sit(person_id, f"key{person_id}")
    hall.stack.close()

    for person_id in range(4, 8):
        hall.sit(person_id, f"key{person_id}")
    assert hall.closed == []


def test_when_all_are_taken_a_line_that_hardly_moves_gives_way(hall: Hall) -> None:
    taken = [hall.sit(person_id, f"key{person_id}") for person_id in range(4)]
    hall.now = 100.0
    for seat, arrived in zip(taken, (500_000, 90_000, 150_000, 101_000), strict=True):
        seat.arrived = arrived  # only the second brings less than a kilobyte a second and the fourth

    hall.sit(9, "new")

    assert [seat.is_lost for seat in taken] == [False, True, False, False]


def test_a_line_that_has_just_begun_need_not_prove_its_rate(hall: Hall) -> None:
    for person_id in range(4):
        hall.sit(person_id, f"key{person_id}")
    hall.now = 29.0

    with pytest.raises(BusyError):
        hall.sit(9, "new")
    assert hall.closed == []


def test_a_slow_line_keeps_its_seat_while_there_is_room(hall: Hall) -> None:
    slow = hall.sit(1, "a")
    hall.now = 1000.0

    hall.sit(2, "b")

    assert not slow.is_lost


def test_whoever_has_most_gives_the_newest_to_a_newcomer(hall: Hall) -> None:
    taken = [hall.sit(person_id, key) for person_id, key in ((1, "a"), (1, "b"), (2, "c"), (2, "d"))]

    hall.sit(3, "e")

    assert [seat.is_lost for seat in taken] == [False, True, False, False]
    with pytest.raises(BusyError):  # one each at least, and the newcomer has one
        hall.sit(3, "f")
