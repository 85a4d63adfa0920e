"""What is different between two frozen shortlists, one line a difference, for a terminal."""

from collections.abc import Iterator, Mapping
from typing import Any

from festival.kernel import texts
from festival.kernel.shapes import shown
from festival.scoring.snapshot import compare, compute
from festival.scoring.snapshot.compare import Change, Difference
from festival.scoring.snapshot.document import Document, Mark

CHANGES = {
    Change.CAME_IN: "came in",
    Change.WENT_OUT: "went out",
    Change.ADDED: "new in the ranking",
    Change.LEFT: "left the competition",
    Change.MOVED: "moved",
    Change.CHANGED: "changed",
}
FIGURES = {
    "rank": "rank",
    "quality": "quality",
    "p_shortlist": "chance",
    "mean": "mean",
    "spread": "spread",
    "views": "views",
    "coverage": "coverage",
}
BESIDE = {"is_in", "scores", "mark", *FIGURES, *compute.RANKED}  # is told otherwise


def lines(before: Document, after: Document) -> Iterator[str]:
    """Conditions first, then films, then scores. Nothing where both are the same."""
    yield from (_condition(*each) for each in compare.conditions(before, after))
    elsewhere = _cause_elsewhere(before, after)
    yield from (_film(each, elsewhere) for each in compare.differences(before, after))
    for score in compare.score_changes(before, after):
        yield f"score: {_title(score.title)}, {_words(score.juror)}: {_arrow(score.before, score.after)}"
    shift = compare.shift(before, after)
    if shift.films:
        points = f"in quality by at most {shift.points:.2f} points"
        yield f"films that only the ranking moved: {shift.films}, {points}"
    others = compare.elsewhere(before, after)
    if others.films or others.scores:
        yield f"in other categories: {others.films} films, {others.scores} scores are not the same"


def _condition(name: str, old: Any, new: Any) -> str:
    if not isinstance(old, dict):
        return f"{name}: {_arrow(old, new)}"
    told = (
        f"{field} changed" if isinstance(old[field], list) else f"{field} {_arrow(old[field], new[field])}"
        for field in sorted(compare.fields(old, new))
    )
    return f"{name}: {', '.join(told)}"


def _cause_elsewhere(before: Document, after: Document) -> str:
    """Why a film may stand differently of which nothing is different itself."""
    if before["places"] != after["places"]:
        return "by the number of places"
    if compare.has_other_marks(before, after):
        return "by what was pinned or dropped of other films"
    return "by other films’ scores"


def _film(one: Difference, elsewhere: str) -> str:
    old: Mapping[str, Any] = one.before or {}
    new: Mapping[str, Any] = one.after or {}
    figures = ((words, _value(old.get(key)), _value(new.get(key))) for key, words in FIGURES.items())
    told = [f"{words} {before} → {after}" for words, before, after in figures if before != after]
    if old.get("mark") != new.get("mark"):
        told.append(f"mark {_mark(old.get('mark'))} → {_mark(new.get('mark'))}")
    if one.before and one.after:
        told += [f"{name} changed" for name in sorted(compare.fields(old, new) - BESIDE)]
    if not told:
        told.append("scores" if old["scores"] != new["scores"] else elsewhere)
    return f"{CHANGES[one.change]}: {_title(one.title)}: {', '.join(told)}"


def _mark(mark: Mark | None) -> str:
    if mark is None:
        return "none"
    return f"{mark['kind']} by {_words(mark['by'])} “{_words(mark['reason'])}”"


def _arrow(old: object, new: object) -> str:
    return f"{_value(old)} → {_value(new)}"


def _value(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.2f}"
    return _words(value) if isinstance(value, str) else shown(value)


def _title(title: str) -> str:
    return f"“{_words(title)}”"


def _words(text: str) -> str:
    return texts.header(text, 80)
