"""A process tied to its parent: when the parent dies, however it dies, the child goes with it.

Linux alone offers this (prctl); elsewhere the child merely runs on, and an orderly stop is what ends it.
`python -m festival.adapters.parent_death PARENT COMMAND…` ties itself to PARENT and becomes COMMAND.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # from <linux/prctl.h>


def die_with_parent(with_signal: signal.Signals = signal.SIGKILL) -> None:
    """Have the kernel send this process `with_signal` when the thread that started it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(with_signal))


def die_with(parent: int) -> None:
    """The same for a child of this parent, which may have died before the child could ask: then end now."""
    die_with_parent()
    if os.getppid() != parent:
        os._exit(1)


def tied(command: list[str]) -> list[str]:
    """The command that runs `command` tied to the calling process."""
    return [sys.executable, "-m", __name__, str(os.getpid()), *command]


def _become(parent: int, command: list[str]) -> None:
    die_with(parent)
    os.execvp(command[0], command)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    _become(int(sys.argv[1]), sys.argv[2:])
