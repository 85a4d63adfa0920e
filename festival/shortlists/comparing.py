"""What is different between two frozen versions of a shortlist, film by film."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from festival.shortlists.documents import Document


class Change(StrEnum):
    """What became of a film from one version to the other."""

    CAME_IN = "came_in"
    WENT_OUT = "went_out"
    ADDED = "added"
    LEFT = "left"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Difference:
    """One film that stands differently; `before` and `after` are its lines in the documents, or None."""

    change: Change
    title: str
    before: Document | None
    after: Document | None


ORDER = tuple(Change)
_TOLD = ("rank", "mean", "spread", "views", "mark", "scores", "beside")


def differences(before: Document, after: Document) -> list[Difference]:
    """The films that do not stand as they stood: those that crossed the line first."""
    old, new = _by_entry(before), _by_entry(after)
    found = [_difference(old.get(entry), new.get(entry)) for entry in {**new, **old}]
    return sorted((one for one in found if one), key=lambda one: (ORDER.index(one.change), one.title))


def conditions(before: Document, after: Document) -> list[tuple[str, Any, Any]]:
    """What else differs: (key of the document, before, after)."""
    return [
        (key, before[key], after[key])
        for key in ("places", "rules_version", "method", "round")
        if before[key] != after[key]
    ]


def _difference(old: Document | None, new: Document | None) -> Difference | None:
    change = _change(old, new)
    shown = new or old
    return Difference(change, shown["title"], old, new) if change and shown else None


def _change(old: Document | None, new: Document | None) -> Change | None:
    if old is None:
        return Change.ADDED
    if new is None:
        return Change.LEFT
    if old["is_in"] != new["is_in"]:
        return Change.CAME_IN if new["is_in"] else Change.WENT_OUT
    return Change.MOVED if _differ(old, new, _TOLD) else None


def _differ(old: Document, new: Document, keys: Sequence[str]) -> bool:
    return any(old[key] != new[key] for key in keys)


def _by_entry(document: Document) -> dict[int, Document]:
    return {film["entry"]: film for film in document["films"]}
