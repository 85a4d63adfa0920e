"""The `festival` command."""

import click

from festival.accounts.command import account, token
from festival.app import create_app
from festival.config import Config
from festival.demo.command import demo
from festival.entries.command import import_entries
from festival.founding import init, migration, upgrade
from festival.jury.command import jury
from festival.screeners.command import film
from festival.shortlists.command import export
from festival.shortlists.document_command import shortlist
from festival.shortlists.ranking_command import next_, rank


@click.group()
@click.version_option(package_name="laurel-festival", prog_name="festival")
@click.pass_context
def main(context: click.Context) -> None:
    """Laurel: a film festival from its call for entries to its shortlist."""
    context.obj = lambda: create_app(Config.from_env())


for command in (rank, next_):
    jury.add_command(command)

for command in (
    account,
    demo,
    export,
    film,
    import_entries,
    init,
    jury,
    migration,
    shortlist,
    token,
    upgrade,
):
    main.add_command(command)
