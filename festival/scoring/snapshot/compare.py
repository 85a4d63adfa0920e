"""What is different between two frozen versions of a shortlist: conditions, films, scores."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar, cast

from festival.scoring.snapshot import compute
from festival.scoring.snapshot.document import Document, Film, Score


class Change(StrEnum):
    """What became of a film from one version to the other. Changed: other scores or words, the same place."""

    CAME_IN = "came_in"
    WENT_OUT = "went_out"
    ADDED = "added"
    LEFT = "left"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One film that stands differently; `before` and `after` are its lines in the documents, or None."""

    change: Change
    title: str
    before: Film | None
    after: Film | None


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """A juror's score of a film before and after; None where there was, or is, none."""

    title: str
    juror: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """How many films and scores in the round's other categories are not the same."""

    films: int
    scores: int


@dataclass(frozen=True, slots=True)
class Shift:
    """Films whose quality or probability alone is another, and by how many points at most."""

    films: int
    points: float


Kind = TypeVar("Kind", Film, Score)
CONDITIONS = ("edition", "category", "places", "rules_version", "round")
HOW = (*compute.METHOD, "seed")


def conditions(before: Document, after: Document) -> list[tuple[str, Any, Any]]:
    """What was decided under other conditions: (name, before, after).

    `method` holds what is chosen of it, not what it found; `order` is what films were ordered by.
    """
    was, now = cast("Mapping[str, Any]", before), cast("Mapping[str, Any]", after)
    found = [(key, was[key], now[key]) for key in CONDITIONS]
    old, new = was["method"], now["method"]
    found.append(("method", {key: old.get(key) for key in HOW}, {key: new.get(key) for key in HOW}))
    found.append(("order", old.get("order", "mean"), new.get("order", "mean")))
    return [one for one in found if one[1] != one[2]]


def differences(before: Document, after: Document) -> list[Difference]:
    """The films that do not stand as they stood: those that crossed the cut-off first."""
    order = tuple(Change)
    matched = _matched(before["films"], after["films"], "entry")
    found = [_difference(old, new) for old, new in matched]
    return sorted((one for one in found if one), key=lambda one: (order.index(one.change), one.title))


def score_changes(before: Document, after: Document) -> list[ScoreChange]:
    """Scores of these films that are new, that changed, or that do not count any more."""
    return [
        ScoreChange(
            title=_either(new_film, old_film)["title"],
            juror=_either(new, old)["name"],
            before=old["total"] if old else None,
            after=new["total"] if new else None,
        )
        for old_film, new_film in _matched(before["films"], after["films"], "entry")
        for old, new in _matched(_scores(old_film), _scores(new_film), "juror")
        if not (old and new) or fields(old, new) & {"total", "steps"}
    ]


def has_other_marks(before: Document, after: Document) -> bool:
    """Whether other films are pinned or dropped than before: unmarked ones come in and go out by that."""
    return _marks(before) != _marks(after)


def elsewhere(before: Document, after: Document) -> Elsewhere:
    """What differs in the round's other categories: from these, too, it is learned how jurors score."""
    if not ("evidence" in before and "evidence" in after):  # an older Laurel froze one of them
        return Elsewhere(0, 0)
    old, new = _elsewhere(before), _elsewhere(after)
    films, scores = (len(fields(old[kind], new[kind])) for kind in ("films", "scores"))
    return Elsewhere(films, scores)


def shift(before: Document, after: Document) -> Shift:
    """The films of which only the ranking's numbers differ, since it learned more of the jury."""
    moved = [
        abs((new.get("quality") or 0.0) - (old.get("quality") or 0.0))
        for old, new in _matched(before["films"], after["films"], "entry")
        if old and new and old != new and _change(old, new) is None
    ]
    return Shift(len(moved), max(moved, default=0.0))


def fields(old: Mapping[Any, Any], new: Mapping[Any, Any]) -> set[Any]:
    """The names of fields that are not the same."""
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def _difference(old: Film | None, new: Film | None) -> Difference | None:
    change = _change(old, new)
    shown = new or old
    return Difference(change, shown["title"], old, new) if change and shown else None


def _change(old: Film | None, new: Film | None) -> Change | None:
    if old is None:
        return Change.ADDED
    if new is None:
        return Change.LEFT
    if old["is_in"] != new["is_in"]:
        return Change.CAME_IN if new["is_in"] else Change.WENT_OUT
    if old["rank"] != new["rank"]:
        return Change.MOVED
    return Change.CHANGED if fields(old, new) - set(compute.RANKED) else None


def _either(one: Kind | None, other: Kind | None) -> Kind:
    found = one or other
    assert found is not None  # noqa: S101 (of every pair there is one at least)
    return found


def _matched(old: Iterable[Kind], new: Iterable[Kind], key: str) -> list[tuple[Kind | None, Kind | None]]:
    """Both of each, by their key, None where one is missing; in the new order, those that are gone last."""
    before, after = ({cast("Any", each)[key]: each for each in one} for one in (old, new))
    return [(before.get(each), after.get(each)) for each in {**after, **before}]


def _marks(document: Document) -> dict[Any, str]:
    return {film["entry"]: film["mark"]["kind"] for film in document["films"] if film["mark"]}


def _scores(film: Film | None) -> list[Score]:
    return film["scores"] if film else []


def _elsewhere(document: Document) -> dict[str, dict[Any, Any]]:
    """The films and scores of other categories, by film, and by film and juror."""
    evidence = document["evidence"]
    here = {film["entry"] for film in document["films"]}
    return {
        "films": {film: category for film, category in evidence["films"] if film not in here},
        "scores": {(film, juror): total for film, juror, total in evidence["scores"] if film not in here},
    }
