"""`festival jury`: a jury's numbers from CSV files, without a database, so that anyone can check them."""

import json
import sys
from collections.abc import Callable, Mapping
from functools import update_wrapper
from pathlib import Path
from typing import Any

import click

from festival.jury import assigning, reporting, tables
from festival.kernel import texts
from festival.kernel.invalid import Invalid

BAD_INPUT = 2

File = click.Path(path_type=Path)


@click.group()
def jury() -> None:
    """Deal films to jurors, and rank what they scored, from CSV files."""


def in_one_line(command: Callable[..., Mapping[str, Any]]) -> Callable[..., None]:
    """Print the report that a command returns as JSON; bad input is one line instead, and exit status 2."""

    def said(*arguments: Any, **options: Any) -> None:
        try:
            report = command(*arguments, **options)
        except Invalid as invalid:
            sys.exit(refuse(invalid))
        click.echo(json.dumps(report, indent=2, ensure_ascii=False, allow_nan=False))

    return update_wrapper(said, command)


def refuse(invalid: Invalid) -> int:
    """Say in one line what is wrong; returns the exit status. The line may quote what a stranger wrote."""
    click.echo(texts.shown(str(invalid)), err=True)
    return BAD_INPUT


@jury.command()
@click.option("--films", "films_file", type=File, required=True, help="CSV: film,category,minutes,language,…")
@click.option("--jurors", "jurors_file", type=File, required=True, help="CSV: juror,minutes,languages,…")
@click.option("--conflicts", "conflicts_file", type=File, default=None, help="CSV: film,juror")
@click.option("--views", type=click.IntRange(1, 100), default=3, show_default=True, help="Jurors a film.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="For ties and orders.")
@click.option("--out", type=File, required=True, help="Where the plan goes. CSV: film,juror")
@in_one_line
def plan(
    films_file: Path, jurors_file: Path, conflicts_file: Path | None, views: int, seed: int, out: Path
) -> dict[str, Any]:
    """Propose who watches which film: fair minutes, languages and conflicts kept, jurors mixed."""
    films = tables.films(films_file)
    jurors = tables.jurors(jurors_file)
    conflicts = tables.conflicts(conflicts_file, films, jurors) if conflicts_file else ()
    proposed = assigning.propose(films, jurors, conflicts, views, seed)
    tables.write(out, ("film", "juror"), proposed.pairs, (films_file, jurors_file, conflicts_file))
    return reporting.report(proposed, views=views, seed=seed)
