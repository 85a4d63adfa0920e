"""A second of a film counts once, and only if it can really have been played."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from festival.scoring import watching
from festival.scoring.watching import Stretch

FILM = 2460
NOW = datetime(2020, 7, 1, 20, tzinfo=UTC)
stretches = st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 3000)), max_size=8)
times = st.floats() | st.integers(0, FILM)
reports = st.lists(st.tuples(times, times), max_size=6)
Report = Sequence[tuple[float, float]]
Viewing = tuple[datetime, list[Stretch]]
BEFOREHAND = 80  # what a viewing is given before the clock has paid anything: a first report, and lateness


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


def credited(at: datetime, paid_until: datetime, seen: list[Stretch], report: Report) -> Viewing:
    """What stands after one more report, and until when the clock has paid for it."""
    allowed = watching.allowance(paid_until, at)
    after = watching.credit(seen, watching.readable(report, FILM), allowed)
    return watching.paid(paid_until, watching.seconds(after) - watching.seconds(seen)), after


def viewing(reported: list[tuple[int, Report]]) -> list[Stretch]:
    """What is credited of reports, each some milliseconds after the first."""
    paid_until, seen = watching.began(NOW), list[Stretch]()
    for milliseconds, report in reported:
        paid_until, seen = credited(NOW + timedelta(milliseconds=milliseconds), paid_until, seen, report)
    return seen


@given(st.lists(st.tuples(st.integers(0, 600_000), reports), max_size=12))
def test_whatever_reports_come_no_more_is_credited_than_the_clock_allows(
    reported: list[tuple[int, Report]],
) -> None:
    ordered = sorted(reported, key=lambda each: each[0])
    for number, (milliseconds, _) in enumerate(ordered, 1):
        seen = viewing(ordered[:number])
        assert all(0 <= start < end <= FILM for start, end in seen)
        assert watching.seconds(seen) <= BEFOREHAND + 2 * milliseconds / 1000


def test_the_same_moment_gives_its_seconds_once() -> None:
    """Sixty reports of twenty seconds while the clock stands still."""
    assert viewing([(0, [(at, at + 20)]) for at in range(0, 1200, 20)]) == [(0, BEFOREHAND)]


@st.composite
def honest_viewings(draw: st.DrawFn) -> tuple[list[tuple[int, Report]], list[Stretch]]:
    """Reports of somebody who really watched, with what they watched.

    They play at any speed the player has, pause, let the laptop sleep, jump, reload, change devices; reports
    are late by up to ten seconds or as long as the cut-off is gone, and come in any order after the first.
    """
    clock = 0
    reported: list[tuple[int, Report]] = []
    watched: list[Stretch] = []
    for _ in range(draw(st.integers(1, 15))):
        idle, lasts = draw(st.integers(0, 4000)), draw(st.integers(1, 10))
        speed = draw(st.sampled_from((1, 2)))
        start = draw(st.integers(0, FILM - lasts * speed))
        clock += idle + lasts
        late = draw(st.integers(0, draw(st.sampled_from((10, 3600))) if reported else 10))
        watched.append((start, start + lasts * speed))
        reported.append((clock + late, [watched[-1]]))
    first = min(at for at, _ in reported)
    ordered = sorted(reported, key=lambda each: each[0])
    return [((at - first) * 1000, report) for at, report in ordered], watched


@given(honest_viewings())
def test_anyone_who_really_watched_is_credited_every_second(
    watched: tuple[list[tuple[int, Report]], list[Stretch]],
) -> None:
    reported, played = watched
    assert viewing(reported) == watching.merge(played, ())


def test_a_film_watched_at_double_speed_by_a_slow_line_is_seen_whole() -> None:
    """A report each ten seconds; all of those of the middle part come at once, the last ones first."""
    honest: list[tuple[int, Report]] = [(each * 10_000, [(each * 20, each * 20 + 20)]) for each in range(123)]
    away = [(500_000, report) for _, report in reversed(honest[20:50])]
    assert viewing([*honest[:20], *away, *honest[50:]]) == [(0, FILM)]


def test_reports_that_follow_one_another_leave_no_gap() -> None:
    assert viewing([(0, [(0.0, 10.4)]), (10_000, [(10.4, 20.2)])]) == [(0, 20)]


def test_what_was_seen_already_costs_nothing() -> None:
    assert watching.credit([(10, 20), (30, 40)], [(0, 50)], 12) == [(0, 22), (30, 40)]
    assert watching.credit([(0, 50)], [(0, 50), (5, 9)], 0) == [(0, 50)]


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
