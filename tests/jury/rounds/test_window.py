"""A round ends after it begins."""

from datetime import UTC, datetime, timedelta

from festival.jury.rounds import rules

NOON = datetime(2020, 7, 1, 12, tzinfo=UTC)


def test_a_round_needs_an_end_after_its_beginning() -> None:
    found = [rules.needs_window(NOON, NOON + timedelta(hours=hours)) for hours in (-1, 0, 1)]
    assert [each.code if each else None for each in found] == [
        "round_without_time",
        "round_without_time",
        None,
    ]
