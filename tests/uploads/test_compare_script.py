"""The comparison in the page finds every changed byte; the quick one reads a share of a long film."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.browser import ROOT

pytestmark = pytest.mark.process

BLOCK = 64
LONG = 2000 * BLOCK + 10  # as many blocks as 8 GB have


def compare(size: int, changed: int | None, *, stretch: int = 1, is_quick: bool = False) -> dict[str, Any]:
    """What the script says of a file whose bytes differ from `changed` on, `stretch` of them."""
    binaries = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    node = shutil.which("node", path=binaries)
    assert node, "Node is missing: `make setup` installs it"
    script = Path(__file__).with_name("compare.mjs")
    said = json.dumps(
        {"size": size, "changed": changed, "stretch": stretch, "block": BLOCK, "isQuick": is_quick}
    )
    command = [node, str(script), str(ROOT / "assets/js/upload/compare.js"), said]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("size", [1, BLOCK, BLOCK + 1, 16 * BLOCK, 16 * BLOCK + 1, LONG])
def test_all_of_it_is_read_where_it_is_the_same(size: int) -> None:
    assert compare(size, None) == {"isSame": True, "read": size, "last": 1}


@pytest.mark.parametrize("changed", [0, BLOCK - 1, 16 * BLOCK, LONG // 2, LONG - 1])
def test_one_changed_byte_is_found_wherever_it_is(changed: int) -> None:
    assert compare(LONG, changed)["isSame"] is False


def test_after_a_short_break_a_long_film_is_sampled_and_its_end_is_read_whole() -> None:
    found = compare(LONG, None, is_quick=True)
    assert found["isSame"] is True
    assert 64 * BLOCK < found["read"] <= 280 * BLOCK
    for changed in range(LONG - 60 * BLOCK, LONG, 7 * BLOCK):
        assert compare(LONG, changed, is_quick=True)["isSame"] is False


def test_after_a_short_break_a_film_below_a_gibibyte_is_read_whole() -> None:
    assert compare(256 * BLOCK, None, is_quick=True)["read"] == 256 * BLOCK


@pytest.mark.parametrize("tenth", range(10))
def test_a_stretch_of_a_tenth_does_not_slip_through_the_samples(tenth: int) -> None:
    start, stretch = tenth * LONG // 10, LONG // 10
    assert compare(LONG, start, stretch=stretch, is_quick=True)["isSame"] is False
