"""Gaps and overlaps between categories are said before a filmmaker falls in."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from festival.editions.calls import call_of
from festival.editions.lengths import Flaw, LengthWarning, warnings


@dataclass(frozen=True)
class Plain:
    name: str
    min_seconds: int | None
    max_seconds: int | None


def test_the_call_of_2020_has_one_overlap_and_one_gap() -> None:
    assert warnings(call_of(2020).categories) == [
        LengthWarning(Flaw.OVERLAP, 900, 900, "Online films", "Short films"),
        LengthWarning(Flaw.GAP, 2401, 2459, "Short films", "Feature films"),
    ]


def test_categories_that_meet_exactly_are_not_warned_about() -> None:
    assert warnings([Plain("short", None, 2399), Plain("long", 2400, None)]) == []


@given(st.lists(st.integers(1, 20000), min_size=1, max_size=6, unique=True))
def test_cutting_the_line_of_lengths_anywhere_leaves_nothing_to_warn_of(cuts: list[int]) -> None:
    edges = sorted(cuts)
    bounds = zip([None, *edges], [*(edge - 1 for edge in edges), None], strict=True)
    assert warnings([Plain(str(low), low, high) for low, high in bounds]) == []
