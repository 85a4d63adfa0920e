"""A scale holds what can be given on it; where nobody says which, scores show it."""

import pytest

from festival.scoring import scales
from festival.scoring.scales import Scale


@pytest.mark.parametrize(
    ("scores", "scale"),
    [
        ([], Scale(1, 5)),
        ([3.0, 5.0], Scale(1, 5)),
        ([0.0, 4.5], Scale(0, 5)),
        ([1.0, 5.5], Scale(1, 10)),
        ([0.0, 10.0], Scale(0, 10)),
        ([1.0, 11.0], Scale(0, 100)),
        ([-2.0, 3.0], Scale(-2, 3)),
        ([101.0, 40.0], Scale(40, 101)),
        ([250.0, 250.0], Scale(250, 251)),
        ([-1e-170, 0.0], Scale(-1e-170, 1)),
    ],
)
def test_the_shortest_usual_scale_that_holds_all_scores_is_taken(scores: list[float], scale: Scale) -> None:
    assert scales.around(scores) == scale


def test_a_scale_holds_its_ends_and_what_lies_between() -> None:
    assert [Scale(1, 5).holds(score) for score in (0.99, 1, 3.5, 5, 5.01)] == [False, True, True, True, False]
