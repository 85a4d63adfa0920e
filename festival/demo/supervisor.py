"""Starts the demo's processes, keeps them running, and takes every one of them along when it ends.

An orderly end (Ctrl-C, SIGTERM) asks each process to stop and waits a little. If the supervisor itself is
killed, the kernel kills its children with it: see `festival.adapters.parent_death`.
"""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType
from typing import IO, cast

import click

from festival.adapters import parent_death

TICK_SECONDS = 0.1
READY_SECONDS = 60
STEADY_SECONDS = 30  # after so long a fall starts the back-off anew
LONGEST_BACK_OFF = 30


class NotReadyError(Exception):
    """A process did not come up in time."""


@dataclass(frozen=True)
class Service:
    """A process to keep running; it is up once `is_ready` agrees."""

    name: str
    command: Sequence[str]
    is_ready: Callable[[], bool] = field(default=lambda: True)


class _Child:
    """One service's process, and when to start it again after a fall."""

    def __init__(self, service: Service, environment: Mapping[str, str]) -> None:
        self.service = service
        self._environment = environment
        self._falls = 0
        self.start()

    def start(self) -> None:
        self._started_at = time.monotonic()
        self._start_again_at: float | None = None
        self._process = subprocess.Popen(  # noqa: S603 - our own commands
            parent_death.tied(list(self.service.command)),
            env=dict(self._environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,  # the terminal's Ctrl-C is for the supervisor alone
        )
        echo = (self.service.name, cast(IO[str], self._process.stdout))
        threading.Thread(target=_echo, args=echo, daemon=True).start()

    def mend(self) -> None:
        """Start it again if it fell and its back-off is over."""
        if self.is_running():
            return
        now = time.monotonic()
        if self._start_again_at is None:
            self._falls = 1 if now - self._started_at > STEADY_SECONDS else self._falls + 1
            delay = min(2 ** (self._falls - 1), LONGEST_BACK_OFF)
            self._start_again_at = now + delay
            fall = f"{self.service.name} ended ({self._process.returncode})"
            click.echo(_line("supervisor", f"{fall}; starting it again in {delay} s"))
        elif now >= self._start_again_at:
            self.start()

    def is_running(self) -> bool:
        return self._process.poll() is None

    def ask_to_stop(self) -> None:
        if self.is_running():
            self._process.terminate()

    def end(self, deadline: float) -> None:
        """Wait for it until `deadline` (monotonic), then kill it and whatever it started in its group."""
        try:
            self._process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)


class Supervisor:
    """Runs services, all at once, until it is told to stop."""

    def __init__(
        self, services: Sequence[Service], environment: Mapping[str, str], grace_seconds: float = 8
    ) -> None:
        self._services = services
        self._environment = environment
        self._grace_seconds = grace_seconds
        self._children: list[_Child] = []
        self._is_stopping = False

    def run(self, when_ready: Callable[[], None]) -> None:
        """Start everything, call `when_ready`, mend what falls; returns when stopped by a signal.

        Raises NotReadyError when a service does not come up. Nothing is left running in either case.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            self._children = [_Child(service, self._environment) for service in self._services]
            self._await_all()
            if not self._is_stopping:
                when_ready()
            while not self._is_stopping:
                time.sleep(TICK_SECONDS)
                for child in self._children:
                    child.mend()
        finally:
            self._end_all()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._is_stopping = True

    def _await_all(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        for child in self._children:
            while not self._is_stopping and not child.service.is_ready():
                if not child.is_running() or time.monotonic() > deadline:
                    raise NotReadyError(f"{child.service.name} did not start; its last words are above.")
                time.sleep(TICK_SECONDS)

    def _end_all(self) -> None:
        """The first of the services (the broker) is the last to stop: the others still talk to it."""
        first, others = self._children[:1], self._children[1:]
        for group in (others, first):
            for child in group:
                child.ask_to_stop()
            deadline = time.monotonic() + self._grace_seconds
            for child in group:
                child.end(deadline)


def _echo(name: str, lines: IO[str]) -> None:
    for line in lines:
        click.echo(_line(name, line.rstrip("\n")))


def _line(name: str, text: str) -> str:
    return f"{name:>10} │ {text}"
