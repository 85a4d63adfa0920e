"""Commands are named as text in `festival/cli.py`; each stands where the text says."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from festival.cli import COMMANDS, DEVELOPERS, main

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_stands_where_its_place_says(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None and command.name == name


def test_a_command_that_is_not_there_is_none() -> None:
    assert main.get_command(click.Context(main), "festivity") is None


@pytest.mark.process
def test_a_page_of_help_loads_no_feature() -> None:
    call = "main(['--help'], standalone_mode=False)"
    code = f"import sys; from festival.cli import main; {call}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    page, loaded = done.stdout.rstrip().rpartition("\n")[::2]
    assert {name for name in loaded.split() if name.partition(".")[0] == "festival"} == {
        "festival",
        "festival.cli",
    }
    assert "upgrade" in page and "migration" not in page


def test_what_help_leaves_out_is_hidden_by_the_command_itself() -> None:
    context = click.Context(main)
    hidden = [name for name in COMMANDS if (command := main.get_command(context, name)) and command.hidden]
    assert hidden == list(DEVELOPERS)
