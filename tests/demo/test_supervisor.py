"""The supervisor, with real processes: it starts, mends, stops, and leaves no one behind."""

import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.processes import MARK, marked, wait_until

pytestmark = pytest.mark.process

REST = "import os, signal, time\nfrom festival.adapters import parent_death\n{}\ntime.sleep(600)"
SLEEP = [sys.executable, "-c", REST.format("")]
TIED = "parent = os.getpid()\nif os.fork() == 0: parent_death.die_with(parent)"
FAMILY = [sys.executable, "-c", REST.format(TIED)]
DEAF = [sys.executable, "-c", REST.format("signal.signal(signal.SIGTERM, signal.SIG_IGN)")]

PROGRAM = """
import json, os, sys
from festival.demo.supervisor import Service, Supervisor
services = [Service(name, command) for name, command in json.loads(sys.argv[1]).items()]
Supervisor(services, os.environ, grace_seconds=1).run(lambda: print("all up", flush=True))
"""


class Running:
    """A supervisor in a process of its own, and the processes that stand behind it."""

    def __init__(self, services: dict[str, list[str]]) -> None:
        self.mark = secrets.token_hex(8)
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, json.dumps(services)],
            env=os.environ | {MARK: self.mark},
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def children(self) -> set[int]:
        return marked(self.mark) - {self.process.pid}

    def ended(self) -> bool:
        return not marked(self.mark)

    def wait_for_line(self, text: str) -> str:
        assert self.process.stdout is not None
        return next(line for line in self.process.stdout if text in line)


Starter = Callable[[dict[str, list[str]]], Running]


@pytest.fixture
def supervise() -> Iterator[Starter]:
    started: list[Running] = []

    def start(services: dict[str, list[str]]) -> Running:
        started.append(Running(services))
        return started[-1]

    yield start
    for running in started:
        for pid in marked(running.mark):
            os.kill(pid, signal.SIGKILL)
        running.process.communicate()


def test_a_supervisor_killed_outright_leaves_no_process_behind(supervise: Starter) -> None:
    running = supervise({"sleeper": SLEEP, "family": FAMILY, "deaf": DEAF})
    running.wait_for_line("all up")
    wait_until(lambda: len(running.children()) == 4, "four processes run")

    running.process.kill()

    wait_until(running.ended, "every process is gone")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_supervisor_told_to_stop_ends_everything_and_says_so_by_its_exit_code(
    supervise: Starter, number: signal.Signals
) -> None:
    running = supervise({"sleeper": SLEEP, "family": FAMILY})
    running.wait_for_line("all up")

    running.process.send_signal(number)

    assert running.process.wait(30) == 0
    wait_until(running.ended, "every process is gone")


def test_a_process_that_will_not_stop_is_killed(supervise: Starter) -> None:
    running = supervise({"deaf": DEAF})
    running.wait_for_line("all up")

    running.process.terminate()

    assert running.process.wait(30) == 0
    assert running.ended()


def test_a_process_that_fell_is_started_again(supervise: Starter) -> None:
    running = supervise({"sleeper": SLEEP})
    running.wait_for_line("all up")
    before = running.children()

    os.kill(next(iter(before)), signal.SIGKILL)

    running.wait_for_line("sleeper ended (-9); starting it again in 1 s")
    wait_until(lambda: running.children() - before, "another sleeper runs")


def test_a_command_that_cannot_run_ends_with_its_own_words(supervise: Starter) -> None:
    running = supervise({"broken": [sys.executable, "-c", "print('my last words')"]})

    assert running.wait_for_line("my last words").strip() == "broken │ my last words"
