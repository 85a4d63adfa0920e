"""`festival demo`, as a newcomer runs it: it comes up, keeps what it holds, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from dotenv import dotenv_values

from festival.demo.services import is_healthy
from tests.processes import ROOT, Running, descendants, free_port, is_alive, wait_until

pytestmark = pytest.mark.drill
DEMO = [sys.executable, "-c", "from festival.cli import main; main(['demo', '--empty'])"]
FEWEST_PROCESSES = 9  # broker, mail, two workers with a child each, beat, web with two children


@pytest.fixture
def home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="laurel-") as name:
        yield Path(name)


@pytest.fixture
def demo(home: Path) -> Iterator[Running]:
    port = free_port()
    environment = {"FESTIVAL_HOME": str(home), "PORT": str(port)}
    log = home / "demo.log"
    with Running(DEMO, is_ready=lambda: is_healthy(port), log=log, environment=environment) as running:
        wait_until(lambda: len(descendants(running.process.pid)) >= FEWEST_PROCESSES, "everything runs")
        yield running


def test_another_demo_is_refused_in_words_and_one_killed_outright_leaves_no_process_behind(
    demo: Running, home: Path
) -> None:
    port = str(dotenv_values(home / "settings.env")["FESTIVAL_PUBLIC_URL"]).rpartition(":")[2]
    started = descendants(demo.process.pid)

    assert "A demo already runs in" in refused(home, PORT=str(free_port()))
    assert f"Port {port} is taken" in refused(home / "other", PORT=port)

    assert all(map(is_alive, started))
    os.kill(demo.process.pid, signal.SIGKILL)
    wait_until(lambda: not any(map(is_alive, started)), "every process is gone")


def test_a_stopped_demo_leaves_no_process_behind_and_starts_again_as_it_was(
    demo: Running, home: Path
) -> None:
    started = descendants(demo.process.pid)
    before = dotenv_values(home / "settings.env")

    demo.process.send_signal(signal.SIGINT)

    assert demo.process.wait(60) == 0
    assert not any(map(is_alive, started))
    demo.start()
    after = dotenv_values(home / "settings.env")
    assert after["FESTIVAL_SECRET_KEY"] == before["FESTIVAL_SECRET_KEY"]


def refused(home: Path, **environment: str) -> str:
    settings = os.environ | {"FESTIVAL_HOME": str(home)} | environment
    ended = subprocess.run(DEMO, env=settings, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    return ended.stderr


def test_a_demo_keeps_out_of_a_real_festival(home: Path) -> None:
    (home / "festival.db").touch()
    assert "holds a real festival" in refused(home, PORT=str(free_port()))
