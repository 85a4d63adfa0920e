"""One axis holds all films of a board, ends on whole points, and never runs past the scale."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.boards.axis import MOST_LANDMARKS, Axis, axis_on, axis_over
from festival.scoring.scales import Scale


@pytest.mark.parametrize(
    ("numbers", "axis"),
    [
        ([2.2, None, 7.9], Axis(2, 8)),
        ([-0.5, 3.0], Axis(-1, 3)),
        ([4.0, 4.0], Axis(4, 5)),
        ([None], Axis(0, 1)),
    ],
    ids=["between", "below nought", "all alike", "nothing known"],
)
def test_the_axis_reaches_the_whole_points_around_its_films(numbers: list[float | None], axis: Axis) -> None:
    assert axis_over(numbers) == axis


@pytest.mark.parametrize(
    ("numbers", "axis"),
    [
        ([2.2, None, 3.9], Axis(2, 4)),
        ([0.4, 5.3], Axis(1, 5)),
        ([5.0, 5.0], Axis(4, 5)),
        ([5.2, 5.9], Axis(4, 5)),
        ([1.0], Axis(1, 2)),
        ([None], Axis(1, 5)),
    ],
    ids=["inside", "beyond both ends", "all the best", "beyond the best", "all the worst", "nothing known"],
)
def test_on_a_scale_the_axis_ends_where_the_scale_does(numbers: list[float | None], axis: Axis) -> None:
    assert axis_on(Scale(1, 5), numbers) == axis


def test_what_goes_on_beyond_the_axis_is_drawn_at_its_end() -> None:
    axis = Axis(1, 5)
    assert [axis.at(points) for points in (0.2, 5.6)] == [0.0, 100.0]
    assert [axis.holds(1.0, 5.0), axis.holds(0.9, 3.0), axis.holds(3.0, 5.1)] == [True, False, False]


@pytest.mark.parametrize(
    ("axis", "landmarks"),
    [
        (Axis(1, 5), [1, 3, 5]),
        (Axis(1, 10), [1, 4, 7, 10]),
        (Axis(4, 5), [4, 5]),
        (Axis(-1, 2), [-1, 0, 1, 2]),
        (Axis(-3, 2), [-2, 0, 2]),
    ],
)
def test_a_few_numbers_stand_evenly_along_the_axis(axis: Axis, landmarks: list[int]) -> None:
    assert list(axis.landmarks) == landmarks


@given(st.integers(-100, 100), st.integers(1, 200))
def test_however_long_the_axis_its_numbers_are_few_and_zero_is_among_them(first: int, length: int) -> None:
    axis = Axis(first, first + length)
    assert 2 <= len(axis.landmarks) <= MOST_LANDMARKS
    assert (0 in axis.landmarks) == (0 in axis.ticks)


def test_points_lie_along_the_axis_in_percent() -> None:
    axis = Axis(1, 4)
    assert [axis.at(points) for points in (1.0, 2.0, 4.0)] == [0.0, 33.33, 100.0]
    assert list(axis.ticks) == [1, 2, 3, 4]
