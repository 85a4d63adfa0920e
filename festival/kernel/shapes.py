"""Whether plain JSON is laid out as it should be, and if not, where it is not.

A shape is written as the value itself: a dict is an object with exactly these fields, a list of one shape
holds any number of it, a tuple is a list of just these.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from festival.kernel import texts

Shape = Any
"""A Leaf, OrNone, ByName, or a dict, list or tuple of shapes."""

SHOWN = 60  # characters of a value that is not what it should be


@dataclass(frozen=True, slots=True)
class Leaf:
    """A plain value; `words` say what it should be."""

    words: str
    accepts: Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class OrNone:
    """A shape, or null."""

    shape: Shape


def is_text(value: object) -> bool:
    """A text that can be written as UTF-8."""
    return isinstance(value, str) and not any("\ud800" <= char <= "\udfff" for char in value)


TEXT = Leaf("a text", is_text)
TRUTH = Leaf("true or false", lambda value: isinstance(value, bool))


@dataclass(frozen=True, slots=True)
class ByName:
    """An object with fields of any name that `names` accepts, all of one shape."""

    shape: Shape
    names: Leaf = TEXT


def whole(least: int, most: int) -> Leaf:
    """A whole number within these."""
    return Leaf(
        f"a whole number from {least} to {most}", lambda value: type(value) is int and least <= value <= most
    )


def number(least: float, most: float) -> Leaf:
    """A number within these, with or without a fraction."""
    return Leaf(
        f"a number from {least} to {most}",
        lambda value: type(value) in (int, float) and least <= value <= most,
    )


def only(value: object) -> Leaf:
    """This value and no other."""
    return Leaf(shown(value), lambda found: type(found) is type(value) and found == value)


def one_of(words: Iterable[str]) -> Leaf:
    """One of these words."""
    known = tuple(map(str, words))
    return Leaf(f"one of {', '.join(known)}", lambda found: isinstance(found, str) and found in known)


def departures(value: object, shape: Shape, place: str = "") -> Iterator[str]:
    """Every place that is laid out otherwise, with what should be there."""
    match shape:
        case Leaf():
            if not shape.accepts(value):
                yield f"{place or 'it'} is {shown(value)}, not {shape.words}"
        case OrNone():
            if value is not None:
                yield from departures(value, shape.shape, place)
        case ByName() | dict():
            yield from _object(value, shape, place)
        case tuple() | list():
            yield from _list(value, shape, place)


def shown(value: object) -> str:
    """A value as one short line."""
    line = texts.shown(json.dumps(value, ensure_ascii=False))
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def _object(value: object, shape: ByName | dict[str, Shape], place: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{place or 'it'} is {shown(value)}, not an object"
        return
    if isinstance(shape, ByName):
        fields = dict.fromkeys(filter(shape.names.accepts, value), shape.shape)
    else:
        fields = shape
    for name in [*fields, *(name for name in value if name not in fields)]:
        inside = f"{place}.{name}" if place else name
        if name not in value:
            yield f"{inside} is missing"
        elif name not in fields:
            yield f"{shown(inside)} is unknown"
        else:
            yield from departures(value[name], fields[name], inside)


def _list(value: object, shape: tuple[Shape, ...] | list[Shape], place: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{place} is {shown(value)}, not a list"
    elif isinstance(shape, tuple) and len(value) != len(shape):
        yield f"{place} has {len(value)} items, not {len(shape)}"
    else:
        shapes = shape if isinstance(shape, tuple) else shape * len(value)
        for number, (each, inside) in enumerate(zip(value, shapes, strict=True)):
            yield from departures(each, inside, f"{place}[{number}]")
