"""A frozen shortlist as bytes: the same content gives the same bytes and hash on every machine."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, TypedDict

FORMAT = "laurel-shortlist/4"
HOW_SEEN = frozenset({"coverage", "declared", "film_seconds", "seconds_seen"})


class Edition(TypedDict):
    """Of which festival and year the shortlist is."""

    slug: str
    name: str
    festival: str


class Category(TypedDict):
    """What films compete in."""

    slug: str
    name: str


class Criterion(TypedDict):
    """A question of the rubric; its steps are as many as their meanings."""

    id: int
    name: str
    question: str
    weight: int
    meanings: list[str]


class Round(TypedDict):
    """The round in which the films were scored; instants in ISO 8601."""

    id: int
    name: str
    panel: str
    opens_at: str
    closes_at: str
    views_wanted: int
    rubric: list[Criterion]


class Evidence(TypedDict):
    """All films of the round as [entry, category], and all scores that count as [entry, juror, total]."""

    films: list[list[Any]]
    scores: list[list[Any]]


class Mark(TypedDict):
    """A pin or a drop."""

    kind: str
    reason: str
    by: str
    at: str


class ScoreFacts(TypedDict):
    """What a juror gave: steps by criterion, and how many seconds of the film's were seen."""

    juror: int
    name: str
    steps: dict[str, int]
    seconds_seen: int
    film_seconds: int
    declared: str | None
    submitted_at: str | None


class Score(ScoreFacts):
    """The same with its weighted mean, in points; None while a step is missing."""

    total: float | None


class Beside(TypedDict):
    """A juror who was assigned the film and gave no score."""

    juror: int
    name: str
    state: str
    reason: str


class _Film(TypedDict):
    entry: int
    receipt: str | None
    title: str
    original_title: str
    directors: list[str]
    mark: Mark | None
    beside: list[Beside]


class FilmFacts(_Film):
    """A film as people and jurors left it."""

    scores: list[ScoreFacts]


class Film(_Film):
    """The same with what follows: points, shares and probabilities of 0 to 1, None where nothing is known."""

    is_in: bool
    rank: int | None
    views: int
    telling: int
    mean: float | None
    spread: float | None
    coverage: float | None
    quality: float | None
    low: float | None
    high: float | None
    p_shortlist: float | None
    scores: list[Score]


class Seed(TypedDict):
    """The seed of the draws."""

    seed: int


class Method(Seed):
    """How the numbers were computed, and what was learned of the jury."""

    name: str
    version: int
    samples: int
    digits: int
    scale: dict[str, float]
    order: str
    model: dict[str, float] | None
    jurors: list[dict[str, Any]]
    noise: float | None
    components: list[list[Any]]
    set_aside: list[Any]
    line: dict[str, float | None]


class _Shortlist(TypedDict):
    edition: Edition
    category: Category
    rules_version: int | None
    round: Round
    places: int
    evidence: Evidence


class Facts(_Shortlist):
    """All that a shortlist is decided by and that nobody can compute."""

    method: Seed
    films: list[FilmFacts]


class Document(_Shortlist):
    """A frozen shortlist: these facts, and every number that follows from them. `schema.py` checks a file."""

    format: str
    method: Method
    films: list[Film]


def written(document: Mapping[str, Any]) -> str:
    """Canonical JSON: keys sorted, no spaces, UTF-8 text as it is, no NaN."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> Document:
    """The document that was written so."""
    found: Document = json.loads(text)
    return found


def stands(document: Document) -> str:
    """The fingerprint of what decides in a document: films, scores, marks, places, rules.

    How much of the films was played is left out. A juror may watch a scored film again: the file keeps what
    was so when it was written, but the shortlist stands as it did.
    """
    films = [_unwatched(film) for film in document["films"]]
    return fingerprint(written({**document, "films": films}))


def fingerprint(text: str) -> str:
    """The SHA-256 of a document's bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _unwatched(film: Film) -> dict[str, Any]:
    scores = [_without(score, HOW_SEEN) for score in film["scores"]]
    return {**_without(film, HOW_SEEN), "scores": scores}


def _without(facts: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: fact for name, fact in facts.items() if name not in names}
