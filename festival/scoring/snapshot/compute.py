"""Every number of a frozen shortlist, computed from the facts beside it: when it is frozen, and to check it.

Both times it is the same function of the same facts, so the same machine gives the same bytes. Other machines
differ in the last of some sixteen digits, and numbers are rounded to six; the model's ratios are places on a
lattice. So they give the same bytes unless a number falls on the very edge between two sixth digits, and then
differ by that digit alone. Chance comes from numpy's PCG64 with the seed; should numpy ever change its normal
draws, `METHOD["version"]` changes with them.

What cannot be computed is taken as it stands: the steps that jurors gave, the totals in the round's other
categories, marks with their reasons, texts, times. That these are still what they were, the SHA-256 says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from festival.kernel.digits import DIGITS
from festival.scoring import rubrics, watching
from festival.scoring.ranking import cutoff, probabilities, rank, summaries
from festival.scoring.ranking.cutoff import Placement
from festival.scoring.ranking.dataset import Reading
from festival.scoring.ranking.results import Ranked, Ranking, fact
from festival.scoring.scales import Scale
from festival.scoring.snapshot import document as snapshot_document
from festival.scoring.snapshot.document import (
    FORMAT,
    Document,
    Evidence,
    Facts,
    FilmFacts,
    Method,
    ScoreFacts,
)
from festival.scoring.values import Film, MarkKind, Score

SEED = 1  # of every shortlist: who could choose it could choose among films that are close
METHOD: Mapping[str, Any] = {
    "name": "calibrated",
    "version": 3,
    "samples": probabilities.SAMPLES,
    "digits": DIGITS,
}
MODEL = ("films_ratio", "jurors_ratio", "learned")
LINE = ("line", "overlap", "sure", "close")
JUROR = ("juror", "views", "severity", "sd", "slope", "spread")
RANKED = ("telling", "quality", "low", "high", "p_shortlist")


@dataclass(frozen=True, slots=True)
class Criterion:
    """A question of the rubric, as far as its number goes."""

    id: int
    name: str
    weight: int
    steps: int


def recomputed(document: Document) -> Document:
    """The document that follows from the facts in this one: the same one, if nobody touched it.

    Raises ValueError where the facts contradict each other: a film that comes twice, a score for none.
    """
    places = {document["category"]["slug"]: document["places"]}
    films, scores = _told(document)
    ranked = rank.rank(films, scores, places, document["method"]["seed"], scale(document))
    return computed(document, ranked)


def refuse_contradictions(document: Facts | Document) -> None:
    """Raise ValueError where the facts in this document contradict each other, without computation."""
    Reading(*_told(document), {}, scale(document))


def computed(facts: Facts | Document, ranked: Ranking) -> Document:
    """The whole document: these facts, and what follows from them and from the ranking of their evidence.

    The places of other categories make no difference to this one's numbers.
    """
    category = facts["category"]["slug"]
    here = {film.film: film for film in ranked.films if film.category == category}
    films: dict[int, FilmFacts | snapshot_document.Film] = {film["entry"]: film for film in facts["films"]}
    rubric = _rubric(facts)
    return {
        "format": FORMAT,
        "edition": facts["edition"],
        "category": facts["category"],
        "rules_version": facts["rules_version"],
        "round": facts["round"],
        "places": facts["places"],
        "evidence": evidence(facts),
        "method": _method(facts, ranked),
        "films": [
            _film(films[place.key], place, here[place.key], rubric)
            for place in cutoff.of_films(here.values(), _marks(facts), facts["places"])
        ],
    }


def scale(facts: Facts | Document) -> Scale:
    """The scale on which this round's scores stand, from its rubric."""
    return rubrics.scale(_rubric(facts))


def evidence(facts: Facts | Document) -> Evidence:
    """All films of the round, and every score that counts; those of this category from their steps."""
    category, rubric = facts["category"]["slug"], _rubric(facts)
    others = [film for film in facts["evidence"]["films"] if film[1] != category]
    elsewhere = {film[0] for film in others}
    scores = [score for score in facts["evidence"]["scores"] if score[0] in elsewhere]
    for film in facts["films"]:
        totals = ((score["juror"], rubrics.total(rubric, score["steps"])) for score in film["scores"])
        scores += [[film["entry"], juror, total] for juror, total in totals if total is not None]
    return {
        "films": sorted([*others, *([film["entry"], category] for film in facts["films"])]),
        "scores": sorted(scores),
    }


def _told(document: Facts | Document) -> tuple[list[Film], list[Score]]:
    _refuse_doubles("evidence.scores", (score[:2] for score in document["evidence"]["scores"]))
    criteria = {str(criterion["id"]): len(criterion["meanings"]) for criterion in document["round"]["rubric"]}
    names: dict[int, str] = {}
    told: Sequence[FilmFacts | snapshot_document.Film] = document["films"]
    for place, film in enumerate(told):
        _refuse_contradictions(f"films[{place}]", film, criteria, names)
    known = evidence(document)
    films = [Film(key, category, 0) for key, category in known["films"]]
    return films, [Score(*score) for score in known["scores"]]


def _refuse_contradictions(
    place: str, film: FilmFacts | snapshot_document.Film, criteria: Mapping[str, int], names: dict[int, str]
) -> None:
    """Raise ValueError where a juror comes twice, or by two names, or gave a step that nobody could give."""
    _refuse_doubles(f"{place}.scores", (score["juror"] for score in film["scores"]))
    _refuse_doubles(f"{place}.beside", (other["juror"] for other in film["beside"]))
    scored = {score["juror"] for score in film["scores"]}
    for other in film["beside"]:
        if other["juror"] in scored:
            raise ValueError(f"{place}: one juror gave a score and gave none")
    for score in film["scores"]:
        if any(not 1 <= step <= criteria.get(name, 0) for name, step in score["steps"].items()):
            raise ValueError(f"{place}.scores: a step is not of this rubric")
    for juror in (*film["scores"], *film["beside"]):
        if names.setdefault(juror["juror"], juror["name"]) != juror["name"]:
            raise ValueError(f"{place}: one juror has two names")


def _refuse_doubles(place: str, keys: Iterable[Any]) -> None:
    """Raise ValueError where a juror scored a film twice, even by a score that lacks steps."""
    rows: dict[str, int] = {}
    for row, key in enumerate(map(str, keys)):
        if (first := rows.setdefault(key, row)) != row:
            raise ValueError(f"{place}[{first}] and [{row}] are one juror’s scores of one film")


def _marks(facts: Facts | Document) -> dict[int, MarkKind]:
    return {film["entry"]: MarkKind(film["mark"]["kind"]) for film in facts["films"] if film["mark"]}


def _method(facts: Facts | Document, ranked: Ranking) -> Method:
    category = facts["category"]["slug"]
    films = [film for film in ranked.films if film.category == category]
    line = cutoff.line_of(category, films, _marks(facts), facts["places"])
    return {
        "name": METHOD["name"],
        "version": METHOD["version"],
        "samples": METHOD["samples"],
        "digits": METHOD["digits"],
        "seed": facts["method"]["seed"],
        "scale": asdict(scale(facts)),
        "order": "mean" if cutoff.is_divided(films) else "p_shortlist",
        "model": {key: getattr(ranked.model, key) for key in MODEL} if ranked.model else None,
        "jurors": [{name: fact(juror, name) for name in JUROR} for juror in ranked.jurors],
        "noise": ranked.noise,
        "components": [list(jurors) for jurors in ranked.components],
        "set_aside": list(ranked.set_aside),
        "line": {key: getattr(line, key) for key in LINE},
    }


def close(document: Document) -> set[int]:
    """The films of a frozen shortlist that its board called too close: none where each has a place."""
    if has_places_for_all(document):
        return set()
    return {film["entry"] for film in document["films"] if _is_close(film)}


def has_places_for_all(document: Document) -> bool:
    """Whether no film could be left out for want of a place."""
    places: int = document["places"]
    return len(document["films"]) <= places


def _is_close(film: snapshot_document.Film) -> bool:
    found: Mapping[str, Any] = film
    known = {key: found.get(key) for key in ("mean", "rank", *RANKED)}
    informative = known.pop("telling") or 0
    ranked = Ranked(film=film["entry"], category="", reviews=film["views"], informative=informative, **known)
    return ranked.is_close


def _film(
    facts: FilmFacts | snapshot_document.Film, place: Placement, ranked: Ranked, rubric: list[Criterion]
) -> snapshot_document.Film:
    scores = [_score(score, rubric) for score in facts["scores"]]
    summary = summaries.of_films([place.key], _reviews(place.key, scores))[place.key]
    return {
        "entry": facts["entry"],
        "receipt": facts["receipt"],
        "title": facts["title"],
        "original_title": facts["original_title"],
        "directors": facts["directors"],
        "mark": facts["mark"],
        "beside": facts["beside"],
        "is_in": place.is_in,
        "rank": place.rank,
        "views": summary.reviews,
        "mean": summary.mean,
        "spread": summary.spread,
        "coverage": summary.coverage,
        "telling": ranked.informative,
        "quality": ranked.quality,
        "low": ranked.low,
        "high": ranked.high,
        "p_shortlist": ranked.p_shortlist,
        "scores": scores,
    }


def _score(facts: ScoreFacts, rubric: list[Criterion]) -> snapshot_document.Score:
    return {
        "juror": facts["juror"],
        "name": facts["name"],
        "steps": facts["steps"],
        "total": rubrics.total(rubric, facts["steps"]),
        "seconds_seen": facts["seconds_seen"],
        "film_seconds": facts["film_seconds"],
        "declared": facts["declared"],
        "submitted_at": facts["submitted_at"],
    }


def _reviews(film: int, scores: Iterable[snapshot_document.Score]) -> Iterable[summaries.FilmReview]:
    for score in scores:
        seen = watching.coverage(score["seconds_seen"], score["film_seconds"])
        yield summaries.FilmReview(film, score["total"], None if score["declared"] else seen)


def _rubric(facts: Facts | Document) -> list[Criterion]:
    return [
        Criterion(each["id"], each["name"], each["weight"], len(each["meanings"]))
        for each in facts["round"]["rubric"]
    ]
