"""The box in which strangers' films are read: no network, one file to read, one folder to write, bounded.

Bubblewrap where it truly works; otherwise Landlock; otherwise resource limits alone. `best()` says which,
for the status page. Everything started here dies with its worker, and with the call that started it.
"""

import contextlib
import functools
import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, cast

from festival.adapters import sandbox_launcher

GIB = 2**30
LONGEST_LINE = 2**20
LOOK_AT_OUTPUT_EVERY = 2.0
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/sbin", "/nix/store", "/etc/ld.so.cache", "/etc/alternatives")
PYTHON = tuple({sys.prefix, sys.base_prefix, str(Path(sys.executable).resolve().parent.parent)})
ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}

Line = Callable[[bytes], None]


class Mode(StrEnum):
    """How closed the box is, from best to least."""

    BUBBLEWRAP = "bubblewrap"
    LANDLOCK = "landlock"
    LIMITS = "limits"


@dataclass(frozen=True)
class Limits:
    """What one program in the box may use, in bytes and in seconds."""

    memory_bytes: int = 4 * GIB
    cpu_seconds: int = 600
    output_bytes: int = GIB
    wall_seconds: float = 600


@dataclass(frozen=True)
class Box:
    """How one program's box is closed, what it may see (files to read, one folder to write), its limits."""

    mode: Mode
    reads: tuple[Path, ...]
    writes: Path | None = None
    limits: Limits = Limits()


class OverLimitError(Exception):
    """The program took longer, or wrote more, than its box allows; it was killed."""


def chosen(setting: str) -> Mode:
    """The mode that a setting asks for; "auto" is the best that works here."""
    return best() if setting == "auto" else Mode(setting)


@functools.cache
def best() -> Mode:
    """The best way of closing the box that works here; tried once, with a real program."""
    for mode in (Mode.BUBBLEWRAP, Mode.LANDLOCK):
        with contextlib.suppress(OSError, OverLimitError):
            if run(["true"], Box(mode, reads=())) == 0:
                return mode
    return Mode.LIMITS


def run(
    command: list[str],
    inside: Box,
    *,
    on_output: Line = lambda line: None,
    on_error: Line = lambda line: None,
) -> int:
    """Run a command in the box, release each line, return its exit code; leave nothing behind."""
    process = subprocess.Popen(  # noqa: S603  (a list, no shell; the command is ours)
        wrapped(command, inside),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        cwd="/",
        process_group=0,
    )
    try:
        listen(process, inside, on_output, on_error)
        return process.wait(timeout=10)
    finally:
        kill(process)


def wrapped(command: list[str], inside: Box) -> list[str]:
    """The command line that steps into the box first."""
    reads, writes = visible(command, inside), [str(inside.writes)] if inside.writes else []
    spec = {
        "parent": os.getpid(),
        "memory": inside.limits.memory_bytes,
        "cpu": inside.limits.cpu_seconds,
        "output": inside.limits.output_bytes,
        "landlock": {"reads": reads, "writes": [*writes, "/dev/null"]}
        if inside.mode is Mode.LANDLOCK
        else None,
    }
    step_in = [sys.executable, "-I", "-S", sandbox_launcher.__file__, json.dumps(spec), "--"]
    return [*step_in, *(bubblewrap(reads, writes) if inside.mode is Mode.BUBBLEWRAP else []), *command]


def visible(command: list[str], inside: Box) -> list[str]:
    """Everything the program needs to see: the system, Python, the program itself and its input."""
    program = shutil.which(command[0]) or command[0]
    return outermost([*SYSTEM, *PYTHON, program, str(Path(program).resolve()), *map(str, inside.reads)])


def outermost(paths: list[str]) -> list[str]:
    """The paths that lie beneath no other: bubblewrap cannot bind into what is read-only already."""
    return [path for path in paths if not any(other in map(str, Path(path).parents) for other in paths)]


def bubblewrap(reads: list[str], writes: list[str]) -> list[str]:
    """The bubblewrap command: own namespaces (so no network), an empty root, only the named paths in it."""
    command = [shutil.which("bwrap") or "bwrap", "--unshare-all", "--die-with-parent", "--new-session"]
    command += ["--cap-drop", "ALL", "--dev", "/dev"]
    for path in reads:
        command += ["--ro-bind-try", path, path]
    for path in writes:
        command += ["--bind", path, path]
    return [*command, "--remount-ro", "/", "--"]


def listen(process: subprocess.Popen[bytes], inside: Box, on_output: Line, on_error: Line) -> None:
    """Yield lines until both pipes end; raise OverLimitError past the wall time or the output size."""
    started = looked = time.monotonic()
    with selectors.DefaultSelector() as selector:
        for pipe, heard in ((process.stdout, on_output), (process.stderr, on_error)):
            selector.register(cast("IO[bytes]", pipe), selectors.EVENT_READ, splitter(heard))
        while selector.get_map():
            for key, _ in selector.select(timeout=0.5):
                if not key.data(os.read(key.fd, 65536)):
                    selector.unregister(key.fileobj)
            now = time.monotonic()
            if now - started > inside.limits.wall_seconds:
                raise OverLimitError(f"took longer than {inside.limits.wall_seconds:.0f} s")
            if inside.writes and now - looked > LOOK_AT_OUTPUT_EVERY:
                looked = now
                refuse_too_much_output(inside.writes, inside.limits.output_bytes)


def splitter(heard: Line) -> Callable[[bytes], bool]:
    """A function to feed with bytes: calls `heard` with each line, is false once the stream has ended."""
    rest = bytearray()

    def feed(block: bytes) -> bool:
        rest.extend(block)
        *lines, last = rest.split(b"\n")
        for line in lines if block else filter(None, [*lines, last]):
            heard(bytes(line))
        rest[:] = last[-LONGEST_LINE:] if block else b""
        return bool(block)

    return feed


def refuse_too_much_output(folder: Path, most: int) -> None:
    """Raise OverLimitError when a folder holds too many bytes (each single file is bounded by the kernel)."""
    if sum(sizes(folder)) > most:
        raise OverLimitError(f"wrote more than {most} bytes")


def sizes(folder: Path) -> Iterator[int]:
    """The size of every file beneath a folder; files may come and go meanwhile."""
    for path in folder.rglob("*"):
        with contextlib.suppress(FileNotFoundError):
            yield path.stat().st_size


def kill(process: subprocess.Popen[bytes]) -> None:
    """End the whole process group, and leave no open pipe and no zombie."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdout, process.stderr):
        close(pipe)


def close(pipe: IO[bytes] | None) -> None:
    """Close one end of a pipe, if there is one."""
    if pipe:
        pipe.close()
