"""Counting and awaiting real processes, for the tests that start some."""

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE_SECONDS = 30
MARK = "FESTIVAL_TEST_MARK"


def marked(mark: str) -> set[int]:
    """The live processes (zombies left out) that inherited `MARK=mark` in their environment."""
    return {int(path.name) for path in Path("/proc").glob("[0-9]*") if _carries(path, f"{MARK}={mark}")}


def _carries(process: Path, pair: str) -> bool:
    try:
        return pair.encode() in (process / "environ").read_bytes().split(b"\0") and not _is_zombie(process)
    except OSError:  # it ended while we looked
        return False


def _is_zombie(process: Path) -> bool:
    return (process / "stat").read_text().rpartition(")")[2].split()[0] == "Z"


def wait_until(condition: Callable[[], object], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Return once `condition` holds; fail with `what` when it does not in `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds} s in vain: {what}")
        time.sleep(0.05)


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody has just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether something listens on `port` of 127.0.0.1."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == os.EX_OK
