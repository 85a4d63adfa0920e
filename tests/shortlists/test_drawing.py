"""One axis holds all films of a board, and ends on whole points."""

import pytest

from festival.shortlists.drawing import Axis, axis_over


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


def test_points_lie_along_the_axis_in_percent() -> None:
    axis = Axis(1, 4)
    assert [axis.at(points) for points in (1.0, 2.0, 4.0)] == [0.0, 33.33, 100.0]
    assert list(axis.ticks) == [1, 2, 3, 4]
