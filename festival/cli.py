"""The `festival` command. Its parts are loaded when they are called: a jury's numbers wait for no house."""

from importlib import import_module
from typing import Any

import click

COMMANDS = {
    "account": "festival.accounts.command:account",
    "demo": "festival.demo.command:demo",
    "export": "festival.exports.command:export",
    "film": "festival.screeners.command:film",
    "import": "festival.entries.imports.command:import_entries",
    "init": "festival.setup_command:init",
    "jury": "festival.scoring.commands.rank_and_next:jury",
    "migration": "festival.setup_command:migration",
    "shortlist": "festival.scoring.commands.shortlist:shortlist",
    "token": "festival.accounts.command:token",
    "upgrade": "festival.setup_command:upgrade",
}


class Commands(click.Group):
    """Commands by name, each in the room that it belongs to."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = _loaded(COMMANDS[cmd_name])
        return command


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
