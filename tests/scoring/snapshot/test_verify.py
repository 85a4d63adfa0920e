"""A frozen shortlist follows from the facts it carries; whatever is changed in it is found, where it is."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from festival.kernel.shapes import departures
from festival.scoring.snapshot import document as snapshot_document
from festival.scoring.snapshot import verify
from festival.scoring.snapshot.document import Document
from festival.scoring.snapshot.schema import DOCUMENT
from tests.scoring.juries import changed, document, frozen

few_examples = settings(max_examples=40, deadline=None)
GIVEN = {
    (number, juror): {"7": 1 + (number + juror) % 5, "8": 1 + number % 3}
    for number in (1, 2, 4, 5)
    for juror in (1, 2, 3)
}
DOCUMENT_OF_FOUR = document(GIVEN, {(3, 1): 5.0, (3, 2): 4.0, (6, 1): 2.0}, {7: "pin"}, places=2)


def found(document: Document) -> list[str]:
    return [str(each) for each in verify.mismatches(document)]


def place_of(title: str) -> int:
    return next(place for place, film in enumerate(DOCUMENT_OF_FOUR["films"]) if film["title"] == title)


@given(frozen())
@few_examples
def test_what_any_small_jury_froze_is_laid_out_as_said_and_follows_from_itself(document: Document) -> None:
    assert list(departures(document, DOCUMENT)) == []
    assert found(document) == []
    assert verify.follows(snapshot_document.written(document))


@given(st.data())
@few_examples
def test_a_number_that_was_changed_is_named_and_nothing_else(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, 5))
    name = data.draw(st.sampled_from(["quality", "low", "high", "p_shortlist", "mean", "spread", "coverage"]))
    film: Any = DOCUMENT_OF_FOUR["films"][place]
    other = changed(DOCUMENT_OF_FOUR, ["films", place, name], 0.123456)
    was = "null" if film[name] is None else film[name]
    assert found(other) == [f"films[{place}] “{film['title']}”: {name} 0.123456, recomputed {was}"]


@pytest.mark.parametrize(
    ("place", "value", "line"),
    [
        (["method", "noise"], 9.5, "method.noise 9.5, recomputed {}"),
        (["method", "model", "films_ratio"], 1, "method.model.films_ratio 1, recomputed {}"),
        (["method", "jurors", 1, "severity"], 2.0, "method.jurors[1].severity 2.0, recomputed {}"),
        (["method", "line", "sure"], 6, "method.line.sure 6, recomputed {}"),
        (["method", "scale", "highest"], 10, "method.scale.highest 10, recomputed {}"),
        (["method", "order"], "mean", 'method.order "mean", recomputed "{}"'),
        (["evidence", "scores", 0, 2], 9, "evidence.scores[0][2] 9, recomputed {}"),
    ],
)
def test_a_number_of_the_method_or_the_evidence_is_named(
    place: list[str | int], value: Any, line: str
) -> None:
    was: Any = DOCUMENT_OF_FOUR
    for step in place:
        was = was[step]
    assert found(changed(DOCUMENT_OF_FOUR, place, value)) == [line.format(was)]


def test_a_score_that_was_changed_is_named_where_it_stands_and_where_it_leads() -> None:
    place = place_of("Film 4")
    score = DOCUMENT_OF_FOUR["films"][place]["scores"][0]
    other = changed(DOCUMENT_OF_FOUR, ["films", place, "scores", 0, "total"], 1.5)
    total = score["total"]
    assert found(other) == [f"films[{place}] “Film 4”: scores[0].total 1.5, recomputed {total}"]
    stepped = found(changed(DOCUMENT_OF_FOUR, ["films", place, "scores", 0, "steps", "7"], 3))
    assert any(line.startswith(f"films[{place}] “Film 4”: scores[0].total {total}, ") for line in stepped)
    assert any(line.startswith(f"films[{place}] “Film 4”: mean ") for line in stepped)
    assert any(line.startswith("evidence.scores[") for line in stepped)


def test_a_mark_and_the_places_are_named_by_the_films_that_they_move() -> None:
    place = place_of("Film 7")
    unpinned = found(changed(DOCUMENT_OF_FOUR, ["films", place, "mark"], None))
    assert f"films[{place}] “Film 7”: is_in true, recomputed false" in unpinned
    fewer = found(changed(DOCUMENT_OF_FOUR, ["places"], 1))
    assert [line for line in fewer if "is_in" in line] == [
        f"films[0] “{DOCUMENT_OF_FOUR['films'][0]['title']}”: is_in true, recomputed false"
    ]


def test_films_in_another_order_are_named() -> None:
    films = DOCUMENT_OF_FOUR["films"]
    titles = [films[-1]["title"], films[-2]["title"]]
    assert found(changed(DOCUMENT_OF_FOUR, ["films"], [*films[:-2], films[-1], films[-2]])) == [
        f"films[4] “{titles[0]}”: place in the list 4, recomputed 5",
        f"films[5] “{titles[1]}”: place in the list 5, recomputed 4",
    ]


def test_a_score_that_is_missing_is_counted() -> None:
    scores = DOCUMENT_OF_FOUR["evidence"]["scores"]
    here = changed(DOCUMENT_OF_FOUR, ["evidence", "scores"], scores[:2] + scores[3:])
    assert found(here)[0] == f"evidence.scores: number of items {len(scores) - 1}, recomputed {len(scores)}"


def test_where_groups_of_jurors_share_no_film_the_method_says_what_orders_the_films() -> None:
    groups = {(film, juror): {"7": film, "8": 2} for film, juror in ((1, 1), (2, 1), (4, 2), (5, 2))}
    divided = document(groups, {}, {}, places=2)
    assert (divided["method"]["order"], divided["method"]["components"]) == ("mean", [[1], [2]])
    assert [(film["entry"], film["rank"], film["p_shortlist"]) for film in divided["films"][:4]] == [
        (5, 1, None),
        (4, 2, None),
        (2, 3, None),
        (1, 4, None),
    ]
    assert found(divided) == []
    assert DOCUMENT_OF_FOUR["method"]["order"] == "p_shortlist"


def test_a_score_of_another_category_makes_a_difference_here() -> None:
    assert found(changed(DOCUMENT_OF_FOUR, ["evidence", "scores", -1, 2], 9.5)) != []


anything: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(-1, 10**10), st.floats(), st.text(max_size=3), st.just([])
)


@given(frozen(), st.data(), anything)
@few_examples
def test_whatever_stands_in_a_place_is_refused_or_compared(
    document: Document, data: st.DataObject, value: Any
) -> None:
    place: list[str | int] = []
    inside: Any = document
    while isinstance(inside, dict | list) and inside:
        steps: Any = sorted(inside) if isinstance(inside, dict) else range(len(inside))
        step = data.draw(st.sampled_from(steps))
        place, inside = [*place, step], inside[step]
    other = changed(document, place, value)
    if list(departures(other, DOCUMENT)):
        assert repr(other) != repr(document)  # 1 and True are equal, and not the same bytes
        return
    try:
        differs = found(other)
    except ValueError:  # its facts contradict each other
        differs = ["contradiction"]
    assert verify.follows(snapshot_document.written(other)) == (not differs)
