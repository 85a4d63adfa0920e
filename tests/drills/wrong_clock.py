"""Runs a Python program on a machine whose clock is wrong: `wrong_clock.py SECONDS MODULE ARGUMENTS…`.

Everything that the program asks Python for the time is that far off, also in the processes it forks; the
database, the workers and the kernel keep the right time.
"""

import runpy
import sys
from datetime import UTC, datetime, timedelta

import time_machine


def main() -> None:
    """Become the module, in another hour."""
    seconds, module = float(sys.argv[1]), sys.argv[2]
    sys.argv = sys.argv[2:]
    sys.path.insert(0, "")
    time_machine.travel(datetime.now(UTC) + timedelta(seconds=seconds)).start()
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
