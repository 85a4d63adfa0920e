"""`festival export`: the entries as a file, from the command line."""

from pathlib import Path

import click

from festival.boards import queries as board_queries
from festival.editions import queries as editions
from festival.entries.states import EntryState
from festival.exports import formats
from festival.exports.formats import Format
from festival.exports.queries import Choice
from festival.web.commands import in_the_house


@click.command("export")
@click.option("--format", "form", type=click.Choice([each.value for each in Format]), required=True)
@click.option("--out", type=click.Path(dir_okay=False, writable=True, path_type=Path), required=True)
@click.option("--edition", "slug", default="", help="Its name in addresses; the current one if left out.")
@click.option("--category", default="", help="Only entries of this category, by its name in addresses.")
@click.option("--state", type=click.Choice([each.value for each in EntryState]), default=None)
@in_the_house
def export(form: str, out: Path, slug: str, category: str, state: str | None) -> None:
    """Write the entries of an edition to a file, with every juror's scores."""
    edition = editions.by_slug(slug) if slug else editions.current()
    if edition is None:
        raise click.ClickException("There is no such edition.")
    chosen = editions.category(edition, category) if category else None
    if category and chosen is None:
        raise click.ClickException("There is no such category.")
    choice = Choice(edition.id, chosen.id if chosen else None, EntryState(state) if state else None)
    with out.open("wb") as file:
        file.writelines(formats.chunks(Format(form), choice, board_queries.rounds(edition.id)))
    click.echo(out)
