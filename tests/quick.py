"""`make quick`: the linters, and what is soon tested of the packages that changed since `main`.

A package changed when a file of `festival/<package>`, `workers/<package>.py`, `templates/<package>` or
`tests/<package>` did, in a commit that `main` does not have or not committed yet. Its tests run but for those
that need a browser, a process or PostgreSQL. What lies in no package is tested by `tests/test_*.py`. The
packages that stand above a change do not run: `make test` runs all.
"""

import subprocess
import sys
from pathlib import Path, PurePosixPath

import click

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
SOURCES = ("festival", "workers", "templates", "tests")
SOON = "not process and not browser and not drill"
NO_TESTS = 5  # how pytest ends when everything was left out


def main() -> int:
    """Say what changed, look at it and test it; gives what the shell is to be given."""
    changed = changed_files()
    if not changed:
        click.echo("Nothing changed since main.")
        return 0
    packages = sorted({name for path in changed if (name := package_of(path))})
    click.echo(f"Changed: {', '.join(packages) or 'no package'}.")
    for words in (["check", "--quiet"], ["format", "--check", "--quiet"]):
        if ended := run("ruff", *words):
            return ended
    places = [f"tests/{name}" for name in packages if (ROOT / "tests" / name).is_dir()]
    if any(path.parent.name in ("festival", "tests") and path.suffix == ".py" for path in changed):
        places += [str(path.relative_to(ROOT)) for path in sorted((ROOT / "tests").glob("test_*.py"))]
    if not places:
        return 0
    ended = run("pytest", "-q", "--numprocesses", "auto", "--maxprocesses", "4", "-m", SOON, *places)
    return 0 if ended == NO_TESTS else ended


def changed_files() -> list[PurePosixPath]:
    """What differs from where this branch left `main`, committed or not, also what git does not know."""
    since = git("merge-base", "HEAD", "main") or git("merge-base", "HEAD", "origin/main") or ["HEAD"]
    names = git("diff", "--name-only", since[0]) + git("ls-files", "--others", "--exclude-standard")
    return [PurePosixPath(name) for name in names]


def package_of(path: PurePosixPath) -> str | None:
    """The package that a file belongs to: `jury` for tests/jury/panels/test_rules.py and workers/jury.py."""
    if path.parts[0] not in SOURCES:
        return None
    if path.parts[0] == "workers":
        return path.stem
    return path.parts[1] if len(path.parts) > 2 else None


def git(*words: str) -> list[str]:
    """The lines that git answers; none where it finds no answer."""
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()


def run(program: str, *words: str) -> int:
    """Run a program of this environment."""
    return subprocess.run([BIN / program, *words], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
