"""A second of a film counts once, and only if it can really have been played."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.jury import watching
from festival.jury.watching import Stretch

FILM = 2460
NOW = datetime(2020, 7, 1, 20, tzinfo=UTC)
stretches = st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 3000)), max_size=8)
reports = st.lists(st.tuples(st.floats(), st.floats()), max_size=6)


def every_second(seen: list[Stretch]) -> set[int]:
    return {second for start, end in seen for second in range(start, end)}


@given(stretches, stretches)
def test_merging_keeps_every_second_once(seen: list[Stretch], played: list[Stretch]) -> None:
    merged = watching.merge(seen, played)
    assert every_second(merged) == every_second(seen) | every_second(played)
    assert watching.seconds(merged) == len(every_second(merged))
    assert all(earlier[1] < later[0] for earlier, later in pairwise(merged))


@given(stretches, stretches)
def test_the_order_and_the_number_of_reports_do_not_matter(
    seen: list[Stretch], played: list[Stretch]
) -> None:
    merged = watching.merge(seen, played)
    assert watching.merge(played, seen) == merged
    assert watching.merge(merged, played) == merged


@given(reports, st.integers(0, 10_000))
def test_no_report_adds_more_than_it_can(report: list[tuple[float, float]], allowed: int) -> None:
    believed = watching.credible(report, FILM, allowed)
    assert all(0 <= start < end <= FILM for start, end in believed)
    assert watching.seconds(believed) <= allowed


def test_reports_that_follow_one_another_leave_no_gap() -> None:
    first = watching.credible([(0.0, 10.4)], FILM, 60)
    second = watching.credible([(10.4, 20.2)], FILM, 60)
    assert watching.merge(first, second) == [(0, 20)]


def test_a_report_is_believed_as_far_as_the_clock_allows() -> None:
    later = NOW + timedelta(seconds=20)
    assert watching.allowance(NOW, later) == 60
    assert watching.allowance(later, NOW) == 20
    assert watching.credible([(0, 40), (100, 400)], FILM, watching.allowance(NOW, later)) == [
        (0, 40),
        (100, 120),
    ]
    assert watching.credible([(0, FILM)], FILM, watching.allowance(None, NOW)) == [(0, 60)]


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0:00"), (615, "10:15"), (3599, "59:59"), (5025, "1:23:45")]
)
def test_a_second_of_the_film_reads_as_on_a_player(seconds: int, words: str) -> None:
    assert watching.position(seconds) == words


@pytest.mark.parametrize(("seen", "share"), [(0, 0.0), (615, 0.25), (FILM, 1.0), (FILM + 3, 1.0)])
def test_coverage_is_the_share_that_was_played(seen: int, share: float) -> None:
    assert watching.coverage(seen, FILM) == share


def test_a_film_of_unknown_length_has_no_coverage() -> None:
    assert watching.coverage(10, 0) is None
