"""A process never outlives the one that it works for, not even one that ends before they are tied."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.process

ORPHAN = """
import os, pathlib, sys, time
from festival.adapters import parent_death

parent = os.getpid()
if os.fork() == 0:
    while os.getppid() == parent:
        time.sleep(0.01)
    pathlib.Path(sys.argv[1], "was-orphaned").touch()
    parent_death.die_with(parent)
    pathlib.Path(sys.argv[1], "lives-on").touch()
"""


def test_a_child_whose_parent_died_before_they_were_tied_ends_at_once(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", ORPHAN, str(tmp_path)], check=True, capture_output=True)
    deadline = time.monotonic() + 60
    while not list(tmp_path.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.2)
    assert [each.name for each in tmp_path.iterdir()] == ["was-orphaned"]
