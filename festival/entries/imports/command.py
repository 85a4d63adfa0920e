"""The command line: bring in the entries of a FilmFreeway export."""

from pathlib import Path

import click

from festival import clock, db
from festival.accounts import queries as accounts
from festival.editions import queries as editions
from festival.entries.imports import filmfreeway, operations
from festival.entries.imports.filmfreeway import ReadRow
from festival.kernel import spreadsheets
from festival.kernel.invalid import Invalid
from festival.kernel.refusals import Refused
from festival.web import wording
from festival.web.commands import with_app


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--organizer", required=True, metavar="EMAIL", help="In whose name it is done.")
@click.option("--late", metavar="REASON", help="Submit although the call is closed, for this reason.")
@click.option(
    "--encoding", type=click.Choice(spreadsheets.ENCODINGS), help="How an older FILE writes its letters."
)
@click.option(
    "--dates",
    type=click.Choice(["day-first", "month-first"]),
    help="What 7/1/2019 means in FILE; without it such a date is kept and flagged.",
)
@click.option("--dry-run", is_flag=True, help="Say what would become of each row, and change nothing.")
@with_app
def import_entries(
    file: Path, organizer: str, late: str | None, encoding: str | None, dates: str | None, dry_run: bool
) -> None:
    """Import FilmFreeway's CSV FILE. What cannot be read is named; it is kept as it came, and flagged."""
    day_first = None if dates is None else dates == "day-first"
    try:
        rows = list(filmfreeway.read(file.read_bytes(), encoding, day_first=day_first))
    except Invalid as wrong:
        raise click.ClickException(str(wrong)) from wrong
    taken = sum(_try(row) if dry_run else _take(row, organizer, late) for row in rows)
    flagged = sum(bool(row.errors) for row in rows if row.submission)
    if dry_run:
        click.echo(f"{taken} of {len(rows)} entries can be taken, {flagged} of them with a flag.")
    else:
        click.echo(f"{taken} of {len(rows)} entries are here.")
    if taken < len(rows):
        raise SystemExit(1)


def _try(row: ReadRow) -> bool:
    """Name what cannot be read of a row; whether it would be taken all the same."""
    for error in row.errors:
        what = "" if row.submission is None else " It is kept as it came, and flagged."
        click.echo(f"row {error.row}, {error.column}: {error.reason}{what}", err=True)
    return row.submission is not None


def _take(row: ReadRow, organizer: str, late: str | None) -> bool:
    """Each row in a transaction of its own, so that one that is refused costs no other."""
    if not _try(row) or row.submission is None:
        return False
    try:
        with db.transaction():
            actor, edition = accounts.by_email(organizer), editions.current()
            if actor is None or edition is None:
                raise click.ClickException("There is no such organizer, or no edition yet.")
            operations.import_film(edition, row.submission, late=late, actor=actor, now=clock.now())
    except Refused as error:
        why = wording.explain(error.refusal)
        click.echo(f"row {row.number}, {row.submission.title}: {why}", err=True)
        return False
    return True
