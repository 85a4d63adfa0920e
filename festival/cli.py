"""The `festival` command.

Its parts are loaded when they are called: a jury's numbers wait for no installation.
"""

from importlib import import_module
from typing import Any

import click

COMMANDS = {  # where each stands, and what `festival --help` says of it without loading it
    "account": ("festival.accounts.command:account", "People and their accounts."),
    "demo": ("festival.demo.command:demo", "Run a festival to try, on 127.0.0.1."),
    "export": ("festival.exports.command:export", "Write the entries of an edition to a file."),
    "film": ("festival.screeners.command:film", "Look at film files."),
    "import": ("festival.entries.imports.command:import_entries", "Bring in FilmFreeway's CSV file."),
    "init": ("festival.setup_command:init", "Make a real festival in FESTIVAL_HOME (./var)."),
    "jury": ("festival.scoring.commands.rank_and_next:jury", "Assign films to jurors, and rank them."),
    "migration": ("festival.setup_command:migration", "For developers: write a migration."),
    "shortlist": ("festival.scoring.commands.shortlist:shortlist", "Check a frozen shortlist; compare two."),
    "token": ("festival.accounts.command:token", "Print a personal token for the API."),
    "upgrade": ("festival.setup_command:upgrade", "Bring the tables up to date."),
}
DEVELOPERS = ("migration",)  # not listed


class Commands(click.Group):
    """Commands by name, each in the package that it belongs to."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = _loaded(COMMANDS[cmd_name][0])
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands in the words that stand here, so that a page of help waits for no import."""
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, words) for name, (_, words) in COMMANDS.items() if name not in DEVELOPERS]
            )


@click.group(cls=Commands)
@click.version_option(package_name="laurel-festival", prog_name="festival")
@click.pass_context
def main(context: click.Context) -> None:
    """Laurel: a film festival from its call for entries to its shortlist."""
    context.obj = _house


def _house() -> Any:
    """The whole application, for the commands that live in it."""
    return _loaded("festival.app:create_app")(_loaded("festival.config:Config").from_env())


def _loaded(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)
