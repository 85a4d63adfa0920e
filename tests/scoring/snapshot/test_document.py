"""A frozen shortlist: the same content gives the same bytes, any change another hash."""

import copy
import json
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from festival.decisions import from_snapshot
from festival.entries.states import Decision
from festival.scoring.snapshot import compare
from festival.scoring.snapshot import document as snapshot_document
from festival.scoring.snapshot.compare import Change, Elsewhere, Shift
from festival.scoring.snapshot.document import Document

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)
contents = st.dictionaries(texts, values, max_size=6)


Film = dict[str, Any]


def film(entry: int, rank: int | None, *, is_in: bool, mark: str | None = None, **values: Any) -> Film:
    """One film of a document."""
    kept = {"views": 2, "mean": 4.0, "spread": 0.0, "scores": [], "beside": [], "title": f"Film {entry}"}
    marked = {"kind": mark, "reason": "So be it.", "by": "Olga", "at": "2020"} if mark else None
    return {"entry": entry, "rank": rank, "is_in": is_in, "mark": marked, **kept, **values}


def document(*films: Film, **values: Any) -> Document:
    """As much of a document as is compared."""
    conditions = {"edition": {}, "category": {}, "places": 2, "rules_version": 1, "round": {}, "method": {}}
    return cast("Document", {**conditions, "films": list(films), **values})


@given(contents)
def test_the_same_content_gives_the_same_bytes_however_it_came(content: dict[str, Any]) -> None:
    text = snapshot_document.written(content)
    backwards = dict(reversed(content.items()))
    assert snapshot_document.written(backwards) == text
    assert snapshot_document.written(json.loads(text)) == text
    assert snapshot_document.fingerprint(
        snapshot_document.written(snapshot_document.read(text))
    ) == snapshot_document.fingerprint(text)


@given(contents, contents)
def test_another_content_gives_another_hash(one: dict[str, Any], other: dict[str, Any]) -> None:
    texts = {snapshot_document.written(one), snapshot_document.written(other)}
    assert len({snapshot_document.fingerprint(text) for text in texts}) == len(texts)


def test_films_that_crossed_the_line_are_named_first() -> None:
    before = document(
        film(1, 1, is_in=True), film(2, 2, is_in=True), film(3, 3, is_in=False), film(4, 4, is_in=False)
    )
    after = document(
        film(1, 1, is_in=True, mean=4.5),
        film(3, 2, is_in=True, mark="pin"),
        film(2, 3, is_in=False),
        film(5, 4, is_in=False),
    )
    assert [(one.change, one.title) for one in compare.differences(before, after)] == [
        (Change.CAME_IN, "Film 3"),
        (Change.WENT_OUT, "Film 2"),
        (Change.ADDED, "Film 5"),
        (Change.LEFT, "Film 4"),
        (Change.CHANGED, "Film 1"),
    ]


def test_a_document_does_not_differ_from_itself() -> None:
    one = document(film(1, 1, is_in=True), film(2, None, is_in=False))
    assert compare.differences(one, copy.deepcopy(one)) == []
    assert compare.conditions(one, copy.deepcopy(one)) == []
    assert compare.conditions(one, document(places=3)) == [("places", 2, 3)]


def test_films_that_only_the_ranking_moved_are_counted() -> None:
    before = document(film(1, 1, is_in=True, quality=4.0), film(2, 2, is_in=False, quality=3.0))
    after = document(film(1, 1, is_in=True, quality=4.0), film(2, 2, is_in=False, quality=2.75))
    assert compare.differences(before, after) == []
    assert compare.shift(before, after) == Shift(films=1, points=0.25)


def test_scores_of_other_categories_are_counted() -> None:
    evidence = {"films": [[1, "short"], [7, "feature"]], "scores": [[1, 3, 5.0], [7, 3, 4.0], [7, 4, 2.0]]}
    later = {"films": [[1, "short"]], "scores": [[1, 3, 4.0], [7, 3, 4.5]]}
    before, after = (document(film(1, 1, is_in=True), evidence=each) for each in (evidence, later))
    assert compare.elsewhere(before, after) == Elsewhere(films=1, scores=2)


def test_the_best_of_those_outside_wait_in_reserve() -> None:
    frozen = document(
        film(1, 1, is_in=True),
        film(2, 2, is_in=False, mark="drop"),
        film(3, 3, is_in=False),
        film(4, 4, is_in=False),
        film(5, None, is_in=False),
    )
    assert from_snapshot.decisions(frozen, 3) == {
        1: Decision.SELECTED,
        2: Decision.NOT_SELECTED,
        3: Decision.RESERVE,
        4: Decision.RESERVE,
        5: Decision.NOT_SELECTED,
    }
