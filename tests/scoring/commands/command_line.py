"""Commands as anybody runs them: the real process, in a folder of tables, without an environment."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CODE = "from festival.cli import main; main(prog_name='festival')"

Run = Callable[..., subprocess.CompletedProcess[str]]


def beside(folder: Path, group: str = "jury", **tables: str) -> Run:
    """Lay these tables as CSV files into the folder; returns what runs `festival jury …` there.

    With `group`, another group of commands.
    """
    for name, words in tables.items():
        (folder / f"{name}.csv").write_text(words)

    def festival(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", CODE, group, *words],
            cwd=folder,
            env={"PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    return festival
