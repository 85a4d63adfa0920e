"""The `festival` command."""

import click

from festival.demo.command import demo


@click.group()
@click.version_option(package_name="laurel-festival", prog_name="festival")
def main() -> None:
    """Laurel: a film festival from its call for entries to its shortlist."""


main.add_command(demo)
