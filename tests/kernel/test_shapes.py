"""A file is laid out as it should be, or the place is named where it is not."""

from enum import StrEnum
from typing import Any

import pytest

from festival.kernel.shapes import TEXT, TRUTH, ByName, OrNone, departures, number, one_of, only, whole


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


SHAPE = {
    "format": only(1),
    "names": [TEXT],
    "pair": (whole(0, 9), number(0, 1)),
    "by_name": ByName(TRUTH),
    "colour": OrNone(one_of(Colour)),
}
GOOD: dict[str, Any] = {
    "format": 1,
    "names": ["a"],
    "pair": [3, 0.5],
    "by_name": {"x": True},
    "colour": "red",
}


@pytest.mark.parametrize("value", [GOOD, {**GOOD, "names": [], "by_name": {}, "colour": None}])
def test_what_is_laid_out_so_is_accepted(value: dict[str, Any]) -> None:
    assert list(departures(value, SHAPE)) == []


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"format": 1.0}, "format is 1.0, not 1"),
        ({"names": "a"}, 'names is "a", not a list'),
        ({"names": ["a", None]}, "names[1] is null, not a text"),
        ({"names": ["\ud800"]}, r'names[0] is "\ud800", not a text'),
        ({"pair": [3]}, "pair has 1 items, not 2"),
        ({"pair": [True, 0]}, "pair[0] is true, not a whole number from 0 to 9"),
        ({"pair": [3, float("nan")]}, "pair[1] is NaN, not a number from 0 to 1"),
        ({"pair": [3, 10**400]}, f"pair[1] is 1{'0' * 58}…, not a number from 0 to 1"),
        ({"by_name": {"\ud800": True}}, r'"by_name.\ud800" is unknown'),
        ({"by_name": {"x": 1}}, "by_name.x is 1, not true or false"),
        ({"by_name": []}, "by_name is [], not an object"),
        ({"colour": "green"}, 'colour is "green", not one of red, blue'),
        ({"colour": {"a": "b" * 99}}, f'colour is {{"a": "{"b" * 52}…, not one of red, blue'),
        ({"more": 1}, '"more" is unknown'),
        ({"\x1b[2J\x9b\n": 1}, r'"\u001b[2J\x9b\n" is unknown'),
    ],
)
def test_the_first_place_that_is_not_is_named(change: dict[str, Any], line: str) -> None:
    assert list(departures({**GOOD, **change}, SHAPE)) == [line]


def test_a_field_that_is_missing_is_named() -> None:
    assert list(departures({}, {"a": TEXT})) == ["a is missing"]
    assert list(departures([], {"a": TEXT})) == ["it is [], not an object"]
