"""`festival jury rank` and `festival jury next`: a ranking, and the views it still lacks, from CSV files."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import click

from festival.jury import connectedness, reporting, scales, slips, tables
from festival.jury.command import File, Report, jury, reported
from festival.jury.films_and_jurors import Film, Juror, Score
from festival.jury.scales import Scale
from festival.jury.states import Why
from festival.kernel.spreadsheets import Cell
from festival.shortlists import last_hours, purse, ranking, ranking_lines
from festival.shortlists.last_hours import NextViews
from festival.shortlists.ranking import Ranking

RANKING = ("film", "category", "views", "mean", "quality", "low", "high", "p_shortlist", "rank")
PLAN = ("film", "juror")

films_file = click.option(
    "--films", "films_file", type=File, required=True, help="CSV: film,category,minutes,language,…"
)
scores_file = click.option("--scores", "scores_file", type=File, required=True, help="CSV: film,juror,score")
places_text = click.option(
    "--places", "places_text", required=True, help="Films sought in each category: feature=12,short=36"
)
scale_text = click.option(
    "--scale",
    "scale_text",
    default=None,
    metavar="LOW-HIGH",
    help=(
        "The lowest and the highest score that can be given: 1-10. If left out, the first of 1-5, 0-5, 1-10, "
        "0-10 and 0-100 that holds all scores; if none does, from the lowest to the highest of them."
    ),
)
seed_option = click.option(
    "--seed", type=click.IntRange(0), default=1, show_default=True, help="For what is drawn by chance."
)


@jury.command()
@films_file
@scores_file
@places_text
@scale_text
@seed_option
@click.option("--out", type=File, required=True, help="Where the ranking goes, as CSV.")
@reported
def rank(
    films_file: Path, scores_file: Path, places_text: str, scale_text: str | None, seed: int, out: Path
) -> Report:
    """Rank films by calibrated scores, with what is sure and what is not."""
    films = tables.films(films_file)
    scores, scale = _scores(scores_file, scale_text, films)
    places = tables.places(places_text, films)
    tables.refuse_place(out, (films_file, scores_file))
    ranked = ranking.rank(films, scores, places, seed, scale)
    lines = [
        *slips.of_places(films, places),
        *_on_scale(scores_file, scores, scale, scale_text),
        *ranking_lines.of_ranking(ranked, out),
    ]
    write = partial(tables.write, out, RANKING, _rows(ranked), (films_file, scores_file))
    parameters = {"seed": seed, "scale": _told(scale, scale_text)}
    return _ranking_report(ranked, scores, parameters), lines, write


@jury.command(name="next")
@films_file
@click.option("--jurors", "jurors_file", type=File, required=True, help="CSV: juror,minutes,languages,…")
@scores_file
@click.option("--conflicts", "conflicts_file", type=File, default=None, help="CSV: film,juror")
@click.option("--minutes", type=click.IntRange(0), required=True, help="Jury time that is left to spend.")
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
    """Plan where another view helps most. A juror's minutes hold for all that they watch, also before.

    A film counts as one minute at least.
    """
    films = tables.films(films_file)
    jurors = tables.jurors(jurors_file)
    conflicts = tables.conflicts(conflicts_file, films, jurors) if conflicts_file else ()
    scores, scale = _scores(scores_file, scale_text, films, jurors)
    places = tables.places(places_text, films)
    inputs = (films_file, jurors_file, scores_file, conflicts_file)
    tables.refuse_place(out, inputs)
    ranked = ranking.rank(films, scores, places, seed, scale)
    plan = last_hours.propose(
        films, jurors, conflicts, scores, places, 60 * minutes, seed, scale, model=ranked.model
    )
    shortest = min(purse.cost(film.seconds) for film in films)
    lines = [
        *slips.of_films(films_file.name, films),
        *slips.of_jurors(jurors_file.name, jurors),
        *slips.of_places(films, places),
        *_on_scale(scores_file, scores, scale, scale_text),
        *ranking_lines.of_next_views(plan, ranked, minutes, shortest, out),
    ]
    write = partial(tables.write, out, PLAN, plan.pairs, inputs)
    parameters = {"minutes": minutes, "seed": seed, "scale": _told(scale, scale_text)}
    return _plan_report(plan, ranked, scores, parameters), lines, write


def _scores(
    file: Path, scale_text: str | None, films: Iterable[Film], jurors: Iterable[Juror] | None = None
) -> tuple[tuple[Score, ...], Scale]:
    """The scores with their scale: the one that was said, or the one that they show."""
    said = None if scale_text is None else tables.scale(scale_text)
    scores = tables.scores(file, films, jurors, said)
    return scores, said or scales.around(score.value for score in scores)


def _on_scale(file: Path, scores: Sequence[Score], scale: Scale, scale_text: str | None) -> Iterator[str]:
    """By which scale the scores were read; where they show it themselves, what to look at again in them."""
    if scale_text is None:
        yield from slips.of_scores(file.name, scores)
    if scores:
        yield ranking_lines.of_scale(scale, _taken_from(scale_text))


def _told(scale: Scale, scale_text: str | None) -> dict[str, Any]:
    return {**asdict(scale), "taken_from": _taken_from(scale_text)}


def _taken_from(scale_text: str | None) -> str:
    return ranking_lines.FROM_SCORES if scale_text is None else "--scale"


def _rows(ranked: Ranking) -> Iterator[tuple[Cell, ...]]:
    return (tuple(getattr(film, column) for column in RANKING) for film in ranked.films)


def _ranking_report(ranked: Ranking, scores: Iterable[Score], parameters: dict[str, Any]) -> dict[str, Any]:
    return {
        **_jury_report(ranked, scores, parameters),
        "categories": [asdict(line) for line in ranked.lines],
        "set_aside": ranked.set_aside,
        "divisive": ranked.divisive,
        "noise": ranked.noise,
        "jurors": [asdict(juror) for juror in ranked.jurors],
    }


def _plan_report(
    plan: NextViews, ranked: Ranking, scores: Iterable[Score], parameters: dict[str, Any]
) -> dict[str, Any]:
    return {
        **_jury_report(ranked, scores, parameters),
        "seats": len(plan.views),
        "minutes": round(plan.seconds / 60, 2),
        "why": {why: sum(view.why is why for view in plan.views) for why in Why},
        "shortfalls": [reporting.shortfall(each) for each in plan.shortfalls],
        "load": {juror: round(seconds / 60, 2) for juror, seconds in plan.load.items()},
    }


def _jury_report(ranked: Ranking, scores: Iterable[Score], parameters: dict[str, Any]) -> dict[str, Any]:
    """What both commands say of the jury, as its scores stand."""
    seated = connectedness.seated_by(
        [(score.film, score.juror) for score in scores if score.juror not in ranked.set_aside]
    )
    return {
        "parameters": {**parameters, "model": ranked.model and asdict(ranked.model)},
        "predicted_overlap": {line.category: line.overlap for line in ranked.lines},
        "components": ranked.components,
        "algebraic_connectivity": round(connectedness.algebraic_connectivity(seated), 4),
    }
