"""Commands are named as text in `festival/cli.py`; each stands where the text says."""

import click
import pytest

from festival.cli import COMMANDS, main


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_stands_where_its_place_says(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None and command.name == name


def test_a_command_that_is_not_there_is_none() -> None:
    assert main.get_command(click.Context(main), "festivity") is None
