"""Small juries and what they froze, without a database."""

import copy
from typing import Any

from hypothesis import strategies as st

from festival.scoring.ranking import rank
from festival.scoring.snapshot import compute
from festival.scoring.snapshot import document as snapshot_document
from festival.scoring.snapshot.document import Document, Facts, FilmFacts
from festival.scoring.values import Film, Score

FILMS = [Film(number, "short" if number % 3 else "feature", 0) for number in range(1, 10)]
HERE = [int(film.key) for film in FILMS if film.category == "short"]
RUBRIC: list[snapshot_document.Criterion] = [
    {"id": 7, "name": "Story", "question": "", "weight": 3, "meanings": ["1", "2", "3", "4", "5"]},
    {"id": 8, "name": "Craft", "question": "", "weight": 2, "meanings": ["no", "so-so", "yes"]},
]

steps = st.fixed_dictionaries({"7": st.integers(1, 5), "8": st.integers(1, 3)})
reviews = st.dictionaries(st.tuples(st.sampled_from(HERE), st.integers(1, 5)), steps, max_size=20)
elsewhere = st.dictionaries(
    st.tuples(st.sampled_from([3, 6, 9]), st.integers(1, 5)), st.integers(1, 5).map(float), max_size=10
)
marks = st.dictionaries(st.sampled_from(HERE), st.sampled_from(["pin", "drop"]), max_size=2)


@st.composite
def frozen(draw: st.DrawFn) -> Document:
    """The document of any small jury: shorts, judged together with features."""
    return document(draw(reviews), draw(elsewhere), draw(marks), places=draw(st.integers(0, 7)))


def document(
    given: dict[tuple[int, int], dict[str, int]],
    others: dict[tuple[int, int], float],
    marked: dict[int, str],
    *,
    places: int,
) -> Document:
    """What an installation would freeze: its ranking knows the places of both rankings."""
    recorded = facts(given, others, marked, places)
    evidence = compute.evidence(recorded)
    scores = [Score(*score) for score in evidence["scores"]]
    ranked = rank.rank(FILMS, scores, {"short": places, "feature": 2}, 1, compute.scale(recorded))
    return snapshot_document.read(snapshot_document.written(compute.computed(recorded, ranked)))


def facts(
    given: dict[tuple[int, int], dict[str, int]],
    others: dict[tuple[int, int], float],
    marked: dict[int, str],
    places: int,
) -> Facts:
    return {
        "edition": {"slug": "2020", "name": "Edition 2020", "festival": "The Festival"},
        "category": {"slug": "short", "name": "Short films"},
        "rules_version": 1,
        "round": {
            "id": 1,
            "name": "First round",
            "panel": "Panel",
            "views_wanted": 3,
            "opens_at": "2020-07-01T00:00:00+00:00",
            "closes_at": "2020-08-01T00:00:00+00:00",
            "rubric": RUBRIC,
        },
        "places": places,
        "method": {"seed": 1},
        "evidence": {
            "films": [[film.key, film.category] for film in FILMS],
            "scores": [[film, juror, total] for (film, juror), total in others.items()],
        },
        "films": [film(number, given, marked.get(number)) for number in HERE],
    }


def film(number: int, given: dict[tuple[int, int], dict[str, int]], mark: str | None) -> FilmFacts:
    return {
        "entry": number,
        "receipt": None,
        "title": f"Film {number}",
        "original_title": "漂流",
        "directors": ["Lina Haddad"],
        "mark": {"kind": mark, "reason": "So be it.", "by": "Olga", "at": "2020-09-01T00:00:00+00:00"}
        if mark
        else None,
        "beside": [],
        "scores": [
            {
                "juror": juror,
                "name": f"Juror {juror}",
                "steps": chosen,
                "submitted_at": None,
                "seconds_seen": 60 * juror,
                "film_seconds": 240,
                "declared": None,
            }
            for (seen, juror), chosen in given.items()
            if seen == number
        ],
    }


def changed(document: Document, place: list[str | int], value: Any) -> Document:
    """The document with another value in one place."""
    changed = copy.deepcopy(document)
    inside: Any = changed
    for step in place[:-1]:
        inside = inside[step]
    inside[place[-1]] = value
    return changed
