"""What an edit of the jury's data changes, before and after, for the journal."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from itertools import zip_longest
from typing import Any

from festival.editions.models import Category
from festival.jury.models import Criterion

Changes = Mapping[str, list[Any]]
"""What changed by its name: [before, after], as JSON."""


def between(row: object, chosen: Any) -> Changes:
    """What of a row would change if it took what is chosen, a dataclass with fields of the same names."""
    names = [field.name for field in fields(chosen)]
    return _differing({name: (getattr(row, name), getattr(chosen, name)) for name in names})


def of_rubric(before: Sequence[Criterion], after: Sequence[Criterion]) -> Changes:
    """What would change of a rubric, by the criterion's place; None where there is no criterion."""
    return _differing({str(place): pair for place, pair in enumerate(zip_longest(before, after), 1)})


def _differing(pairs: Mapping[str, tuple[object, object]]) -> Changes:
    plain = {name: [_plain(each) for each in pair] for name, pair in pairs.items()}
    return {name: [before, after] for name, (before, after) in plain.items() if before != after}


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case list():
            return [_plain(each) for each in value]
        case Criterion():
            return [value.name, value.question, value.weight, value.meanings]
        case Category():
            return value.name
        case _:
            return value
