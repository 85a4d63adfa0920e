"""`festival jury rank` and `festival jury next`.

A ranking, and the reviews it still lacks, from CSV files.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import click

from festival.kernel.spreadsheets import Cell
from festival.scoring import connectivity, csv_tables
from festival.scoring.assignment import report as assignment_report
from festival.scoring.commands import ranking_report
from festival.scoring.commands.plan import File, Report, jury, reported
from festival.scoring.extra_reviews import budget, propose
from festival.scoring.extra_reviews.propose import ExtraReviews
from festival.scoring.ranking import inputs as ranking_inputs
from festival.scoring.ranking.inputs import Evidence, Inputs
from festival.scoring.ranking.results import Ranking, fact
from festival.scoring.scales import Scale
from festival.scoring.values import Score, Why

JUROR = ("juror", "views", "severity", "sd", "slope", "spread")
RANKING = ("film", "category", "views", "mean", "quality", "low", "high", "p_shortlist", "rank")
PLAN = ("film", "juror")
MOST_MINUTES = 10_000_000

films_file = click.option(
    "--films", "films_file", type=File, required=True, help="CSV: film,category,minutes,language,…"
)
scores_file = click.option("--scores", "scores_file", type=File, required=True, help="CSV: film,juror,score")
conflicts_file = click.option(
    "--conflicts", "conflicts_file", type=File, default=None, help="CSV: film,juror"
)
places_text = click.option(
    "--places", "places_text", required=True, help="Places in each category: feature=12,short=36"
)
scale_text = click.option(
    "--scale",
    "scale_text",
    default=None,
    metavar="LOW-HIGH",
    help=(
        "The lowest and the highest score that can be given: 1-10. If left out, the first of 1-5, 0-5, 1-10, "
        "0-10 and 0-100 that contains all scores. If none does, from the lowest score to the highest."
    ),
)
seed_option = click.option(
    "--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed of the random numbers."
)


@jury.command()
@films_file
@scores_file
@conflicts_file
@places_text
@scale_text
@seed_option
@click.option("--out", type=File, required=True, help="Where the ranking goes, as CSV.")
@reported
def rank(
    films_file: Path,
    scores_file: Path,
    conflicts_file: Path | None,
    places_text: str,
    scale_text: str | None,
    seed: int,
    out: Path,
) -> Report:
    """Rank films by adjusted scores, and say what is sure and what is not."""
    inputs = Inputs(films_file, None, scores_file, conflicts_file, scale_text)
    known = ranking_inputs.read(inputs, places_text, out)
    ranked = known.ranked(seed)
    lines = [*_of_scores(inputs, known), *ranking_report.of_ranking(ranked, out)]
    write = partial(csv_tables.write, out, RANKING, _rows(ranked), inputs.files)
    parameters = {"seed": seed, "scale": _told(known.scale, scale_text)}
    return _ranking_report(ranked, known, parameters), lines, write


@jury.command(name="next")
@films_file
@click.option("--jurors", "jurors_file", type=File, required=True, help="CSV: juror,minutes,languages,…")
@scores_file
@conflicts_file
@click.option(
    "--minutes", type=click.IntRange(0, MOST_MINUTES), required=True, help="Jury time that is left."
)
@places_text
@scale_text
@seed_option
@click.option("--out", type=File, required=True, help="Where the plan goes. CSV: film,juror")
@reported
def next_(
    films_file: Path,
    jurors_file: Path,
    scores_file: Path,
    conflicts_file: Path | None,
    minutes: int,
    places_text: str,
    scale_text: str | None,
    seed: int,
    out: Path,
) -> Report:
    """Plan where an extra review helps most.

    A juror's minutes are for all films that they watch, earlier ones included. A film counts as at least one
    minute.
    """
    inputs = Inputs(films_file, jurors_file, scores_file, conflicts_file, scale_text)
    known = ranking_inputs.read(inputs, places_text, out)
    ranked = known.ranked(seed)
    plan = _proposed(known, ranked, minutes, seed)
    lines = [*_of_tables(inputs, known), *_of_plan(plan, ranked, known, minutes, out)]
    write = partial(csv_tables.write, out, PLAN, plan.pairs, inputs.files)
    parameters = {"minutes": minutes, "seed": seed, "scale": _told(known.scale, scale_text)}
    return _plan_report(plan, ranked, known, parameters), lines, write


def _proposed(known: Evidence, ranked: Ranking, minutes: int, seed: int) -> ExtraReviews:
    return propose.propose(
        known.films,
        known.jurors,
        known.conflicts,
        known.scores,
        known.places,
        60 * minutes,
        seed,
        known.scale,
        model=ranked.model,
    )


def _of_tables(inputs: Inputs, known: Evidence) -> Iterator[str]:
    """What to look at again in films, jurors and scores."""
    yield from assignment_report.of_films(inputs.films.name, known.films)
    if inputs.jurors:
        yield from assignment_report.of_jurors(inputs.jurors.name, known.jurors)
    yield from _of_scores(inputs, known)


def _of_scores(inputs: Inputs, known: Evidence) -> Iterator[str]:
    """What to look at again in places and scores, and which scores do not count."""
    yield from assignment_report.of_places(known.films, known.places)
    yield from _on_scale(inputs.scores, known.given, known.scale, inputs.scale)
    if known.conflicting:
        yield ranking_report.of_conflicting(known.conflicting)


def _of_plan(plan: ExtraReviews, ranked: Ranking, known: Evidence, minutes: int, out: Path) -> Iterator[str]:
    shortest = min(budget.cost(film.seconds) for film in known.films)
    return ranking_report.of_extra_reviews(plan, ranked, minutes, shortest, out)


def _on_scale(file: Path, scores: Sequence[Score], scale: Scale, scale_text: str | None) -> Iterator[str]:
    """By which scale the scores were read; where they show it themselves, what to look at again in them."""
    if scale_text is None:
        yield from assignment_report.of_scores(file.name, scores)
    if scores:
        yield ranking_report.of_scale(scale, _taken_from(scale_text))


def _told(scale: Scale, scale_text: str | None) -> dict[str, Any]:
    return {**asdict(scale), "taken_from": _taken_from(scale_text)}


def _taken_from(scale_text: str | None) -> str:
    return ranking_report.FROM_SCORES if scale_text is None else "--scale"


def _rows(ranked: Ranking) -> Iterator[tuple[Cell, ...]]:
    return (tuple(fact(film, column) for column in RANKING) for film in ranked.films)


def _ranking_report(ranked: Ranking, known: Evidence, parameters: dict[str, Any]) -> dict[str, Any]:
    return {
        **_jury_report(ranked, known, parameters),
        "categories": [asdict(line) for line in ranked.lines],
        "set_aside": ranked.set_aside,
        "divisive": ranked.divisive,
        "noise": ranked.noise,
        "jurors": [{name: fact(juror, name) for name in JUROR} for juror in ranked.jurors],
    }


def _plan_report(
    plan: ExtraReviews, ranked: Ranking, known: Evidence, parameters: dict[str, Any]
) -> dict[str, Any]:
    return {
        **_jury_report(ranked, known, parameters),
        "seats": len(plan.reviews),
        "minutes": round(plan.seconds / 60, 2),
        "why": {why: sum(review.why is why for review in plan.reviews) for why in Why},
        "shortfalls": [assignment_report.shortfall(each) for each in plan.shortfalls],
        "load": {juror: round(seconds / 60, 2) for juror, seconds in plan.load.items()},
    }


def _jury_report(ranked: Ranking, known: Evidence, parameters: dict[str, Any]) -> dict[str, Any]:
    """What both commands say of the jury, as its scores stand."""
    assigned = connectivity.assigned_by(
        [(score.film, score.juror) for score in known.scores if score.juror not in ranked.set_aside]
    )
    return {
        "parameters": {**parameters, "model": ranked.model and asdict(ranked.model)},
        "predicted_overlap": {line.category: line.overlap for line in ranked.lines},
        "components": ranked.components,
        "algebraic_connectivity": round(connectivity.algebraic_connectivity(assigned), 4),
        "conflicting_scores": known.conflicting,
    }
