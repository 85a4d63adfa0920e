"""Counting and awaiting real processes, for the tests that start some."""

import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Self

from festival.adapters import parent_death

ROOT = Path(__file__).parents[1]
PATIENCE_SECONDS = 60
GRACE_SECONDS = 10
PORTS = range(12_000, 32_000)  # below those that Linux gives to outgoing connections
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


def descendants(pid: int) -> set[int]:
    """The processes that `pid` started, and those that they started."""
    children: dict[int, set[int]] = {}
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            children.setdefault(parent, set()).add(int(path.name))
    found, waiting = set[int](), {pid}
    while waiting:
        waiting = set().union(*(children.get(each, set()) for each in waiting))
        found |= waiting
    return found


def is_alive(pid: int) -> bool:
    """Whether there is such a process, zombies left out."""
    try:
        return not _is_zombie(Path(f"/proc/{pid}"))
    except OSError:
        return False


def wait_until(condition: Callable[[], object], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Return once `condition` holds; fail with `what` when it does not in `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds} s in vain: {what}")
        time.sleep(0.05)


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody has, and that no outgoing connection is given meanwhile."""
    while True:
        port = secrets.choice(PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def answers(port: int) -> bool:
    """Whether something listens on `port` of 127.0.0.1."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == os.EX_OK


def is_root() -> bool:
    """Whether the tests run as root."""
    return os.geteuid() == 0


class Running:
    """A real process, tied to the test run; a drill may kill it and start it again.

    `with Running(…)` starts it, waits until `is_ready`, and ends it with all of its group.
    """

    def __init__(
        self,
        command: list[str],
        *,
        is_ready: Callable[[], bool],
        log: Path,
        environment: Mapping[str, str] | None = None,
        user: str | None = None,
    ) -> None:
        self._command = command
        self._is_ready = is_ready
        self._log = log
        self._environment = {**os.environ, **(environment or {})}
        self._user = user

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start it and wait until it is ready; when it is not, fail with its last words."""
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                self._command,
                cwd="/" if self._user else ROOT,
                env=self._environment,
                user=self._user,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=parent_death.die_with_parent,
            )
        try:
            wait_until(self._is_up, f"{self._command} to be ready")
        except AssertionError as error:
            self.stop()
            raise AssertionError(f"{error}\n{self._log.read_text()[-4000:]}") from None

    def _is_up(self) -> bool:
        if self.process.poll() is not None:
            raise AssertionError(f"{self._command} ended with {self.process.returncode}")
        return self._is_ready()

    def stop(self) -> None:
        """End it in good order, and by force what does not follow."""
        if self.process.poll() is None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(GRACE_SECONDS)
        self.kill()

    def pause(self) -> None:
        """Let it hang: it keeps its connections, and answers no one."""
        os.kill(self.process.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        os.kill(self.process.pid, signal.SIGCONT)

    def kill(self) -> None:
        """End it and its group without a chance to tidy up."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
