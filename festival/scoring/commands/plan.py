"""`festival jury`: a jury's numbers from CSV files, without a database, so that anyone can check them."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial, update_wrapper
from pathlib import Path
from typing import Any

import click

from festival.kernel import texts
from festival.kernel.invalid import Invalid
from festival.scoring import csv_tables
from festival.scoring.assignment import propose
from festival.scoring.assignment import report as assignment_report

BAD_INPUT = 2

File = click.Path(path_type=Path)
Report = tuple[Mapping[str, Any], Iterable[str], Callable[[], None]]
"""What a command found, for a program; what it comes to, in lines for a person; and what writes its file."""


class OneLine(click.Group):
    """Commands that are called wrongly say so in one line, as they say what is wrong in a file."""

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        with self._in_one_line():
            return super().make_context(*arguments, **options)

    def invoke(self, ctx: click.Context) -> Any:
        with self._in_one_line():
            return super().invoke(ctx)

    @contextmanager
    def _in_one_line(self) -> Iterator[None]:
        try:
            yield
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else f"festival {self.name}"
            words = " ".join(error.format_message().split())
            sys.exit(refuse(f"{words} (“{command} --help” tells how.)"))


@click.group(cls=OneLine)
def jury() -> None:
    """Assign films to jurors, and rank what they scored, from CSV files."""


def reported(command: Callable[..., Report]) -> Callable[..., None]:
    """Write a command's file, print what it found as JSON and, on standard error, what that comes to.

    Bad input is one line instead, and exit status 2. Nothing is written where the report cannot be said.
    """

    def said(*arguments: Any, **options: Any) -> None:
        try:
            report, lines, write = command(*arguments, **options)
            found = json.dumps(report, indent=2, ensure_ascii=False, allow_nan=False)
            write()
        except Invalid as invalid:
            sys.exit(refuse(str(invalid)))
        click.echo(found)
        for line in lines:
            click.echo(texts.shown(line), err=True)

    return update_wrapper(said, command)


def refuse(words: str) -> int:
    """Say in one line what is wrong; returns the exit status. The cut-off may quote what a stranger wrote."""
    click.echo(texts.shown(words), err=True)
    return BAD_INPUT


@jury.command()
@click.option("--films", "films_file", type=File, required=True, help="CSV: film,category,minutes,language,…")
@click.option("--jurors", "jurors_file", type=File, required=True, help="CSV: juror,minutes,languages,…")
@click.option("--conflicts", "conflicts_file", type=File, default=None, help="CSV: film,juror")
@click.option(
    "--views", "reviews", type=click.IntRange(1, 100), default=3, show_default=True, help="Reviews per film."
)
@click.option(
    "--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed of the random numbers."
)
@click.option("--out", type=File, required=True, help="Where the plan goes. CSV: film,juror")
@reported
def plan(
    films_file: Path, jurors_file: Path, conflicts_file: Path | None, reviews: int, seed: int, out: Path
) -> Report:
    """Propose who watches which film: fair minutes, languages and conflicts respected, jurors mixed."""
    films = csv_tables.films(films_file)
    jurors = csv_tables.jurors(jurors_file)
    conflicts = csv_tables.conflicts(conflicts_file, films, jurors) if conflicts_file else ()
    inputs = (films_file, jurors_file, conflicts_file)
    csv_tables.refuse_place(out, inputs)
    proposed = propose.propose(films, jurors, conflicts, reviews, seed)
    lines = [
        *assignment_report.of_films(films_file.name, films),
        *assignment_report.of_jurors(jurors_file.name, jurors),
        *assignment_report.lines(proposed, films=len(films), conflicts=len(conflicts), out=out),
    ]
    write = partial(csv_tables.write, out, ("film", "juror"), proposed.pairs, inputs)
    return assignment_report.report(proposed, reviews=reviews, seed=seed), lines, write
