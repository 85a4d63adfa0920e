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


@given(stretches)
def test_what_was_seen_and_what_was_not_make_the_film(played: list[Stretch]) -> None:
    seen = watching.merge([], watching.credible(played, FILM, 100_000))
    missed = watching.gaps(seen, FILM)
    assert watching.seconds(seen) + watching.seconds(missed) == FILM
    assert watching.merge(seen, missed) == [(0, FILM)]


@pytest.mark.parametrize(
    ("seen", "share", "gaps", "words"),
    [
        ([], 0.0, [(0, FILM)], ""),
        ([(0, FILM)], 1.0, [], "0:00–41:00"),
        ([(0, 615), (1230, 1845)], 0.5, [(615, 1230), (1845, FILM)], "0:00–10:15, 20:30–30:45"),
    ],
)
def test_coverage_is_told_as_share_and_gaps(
    seen: list[Stretch], share: float, gaps: list[Stretch], words: str
) -> None:
    assert watching.share(seen, FILM) == share
    assert watching.gaps(seen, FILM) == gaps
    assert watching.in_words(seen) == words


def test_a_long_film_is_told_in_hours() -> None:
    assert watching.in_words([(3600, 5025)]) == "1:00:00–1:23:45"


def test_a_film_of_unknown_length_has_no_share() -> None:
    assert watching.share([(0, 10)], 0) == 0.0
