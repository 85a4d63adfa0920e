"""The box: what a program in it can see, write and use up."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from festival.adapters import sandbox, sandbox_launcher
from festival.adapters.sandbox import Box, Limits, Mode, OverLimitError

pytestmark = pytest.mark.process

CLOSED = sorted(
    {sandbox.best(), *([Mode.LANDLOCK] if sandbox_launcher.landlock_version() > 0 else [])} - {Mode.LIMITS}
)
ALL = [*CLOSED, Mode.LIMITS]
PYTHON = [sys.executable, "-I", "-c"]


def run(code: str, inside: Box) -> tuple[int, bytes, bytes]:
    """Run a line of Python in a box; its exit code and what it printed."""
    output: list[bytes] = []
    errors: list[bytes] = []
    ended = sandbox.run([*PYTHON, code], inside, on_output=output.append, on_error=errors.append)
    return ended, b"\n".join(output), b"\n".join(errors)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "films" / "mine"
    path.parent.mkdir()
    path.write_text("my film")
    (path.parent / "theirs").write_text("their film")
    return path


@pytest.mark.parametrize("mode", ALL)
def test_the_program_reads_its_film_and_writes_its_folder(mode: Mode, film: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    code = f"open({str(out / 'copy')!r}, 'w').write(open({str(film)!r}).read()); print('done')"
    assert run(code, Box(mode, (film,), out)) == (0, b"done", b"")
    assert (out / "copy").read_text() == "my film"


@pytest.mark.parametrize("mode", CLOSED)
def test_the_program_sees_no_other_film(mode: Mode, film: Path) -> None:
    theirs = film.parent / "theirs"
    ended, _, errors = run(f"print(open({str(theirs)!r}).read())", Box(mode, (film,)))
    assert (ended, errors.splitlines()[-1].partition(b":")[0]) in (
        (1, b"FileNotFoundError"),
        (1, b"PermissionError"),
    )


@pytest.mark.parametrize("mode", CLOSED)
def test_the_program_writes_nowhere_else(mode: Mode, film: Path) -> None:
    new = film.parent / "new"
    ended, _, _ = run(f"open({str(new)!r}, 'w')", Box(mode, (film,)))
    assert (ended, new.exists()) == (1, False)
    ended, _, _ = run(f"open({str(film)!r}, 'w')", Box(mode, (film,)))
    assert (ended, film.read_text()) == (1, "my film")


@pytest.mark.parametrize("mode", CLOSED)
def test_the_program_reaches_no_network(mode: Mode, film: Path) -> None:
    code = (
        "import socket, sys; s = socket.create_server(('127.0.0.1', 0));"
        "socket.create_connection(s.getsockname()); print(len(socket.if_nameindex()))"
    )
    ended, output, _ = run(code, Box(mode, (film,)))
    assert (ended, output) in ((1, b""), (0, b"1"))  # refused, or alone in a network of its own


@pytest.mark.parametrize("mode", ALL)
def test_memory_is_bounded(mode: Mode) -> None:
    inside = Box(mode, (), limits=Limits(memory_bytes=256 * 2**20))
    ended, _, errors = run("bytearray(2**30)", inside)
    assert (ended, errors.splitlines()[-1]) == (1, b"MemoryError")


@pytest.mark.parametrize("mode", ALL)
def test_a_program_that_never_ends_is_killed(mode: Mode) -> None:
    pids: list[bytes] = []
    with pytest.raises(OverLimitError):
        sandbox.run(
            [*PYTHON, "import os, time; print(os.getpid(), flush=True); time.sleep(600)"],
            Box(mode, (), limits=Limits(wall_seconds=1)),
            on_output=pids.append,
        )
    assert len(pids) == 1
    assert mode is Mode.BUBBLEWRAP or not Path(f"/proc/{int(pids[0])}").exists()


@pytest.mark.parametrize("mode", ALL)
def test_a_program_that_fills_the_disk_is_killed(mode: Mode, tmp_path: Path) -> None:
    inside = Box(mode, (), tmp_path, Limits(output_bytes=2**20, wall_seconds=60))
    code = f"import time; [open({str(tmp_path)!r} + '/%d' % n, 'wb').write(bytes(2**19)) for n in range(4)]"
    with pytest.raises(OverLimitError):
        run(f"{code}; time.sleep(600)", inside)


def test_one_file_is_bounded_by_the_kernel(tmp_path: Path) -> None:
    inside = Box(sandbox.best(), (), tmp_path, Limits(output_bytes=2**20))
    ended, _, _ = run(f"open({str(tmp_path)!r} + '/large', 'wb').write(bytes(2**22))", inside)
    assert (ended, (tmp_path / "large").stat().st_size) == (1, 2**20)


def test_an_error_in_the_listener_leaves_nothing_running() -> None:
    pids: list[int] = []

    def give_up(line: bytes) -> None:
        pids.append(int(line))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sandbox.run(
            [*PYTHON, "import os, time; print(os.getpid(), flush=True); time.sleep(600)"],
            Box(Mode.LIMITS, ()),
            on_output=give_up,
        )
    assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == []


def test_the_program_dies_with_its_worker(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    program = f"import os, time; open({str(told)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    worker = (
        "import sys; from pathlib import Path; from festival.adapters.sandbox import Box, Mode, run;"
        f"run([sys.executable, '-I', '-c', {program!r}], Box(Mode.LIMITS, (), Path({str(tmp_path)!r})))"
    )
    child = subprocess.Popen([sys.executable, "-c", worker])
    waited = time.monotonic() + 30
    while not (told.exists() and told.read_text()) and time.monotonic() < waited:
        time.sleep(0.05)
    pid = int(told.read_text())
    child.kill()
    child.wait()
    while Path(f"/proc/{pid}").exists() and time.monotonic() < waited:
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists()


def test_long_lines_and_a_last_line_without_end_are_heard() -> None:
    ended, output, _ = run("print('a' * 200_000); print('b', end='')", Box(Mode.LIMITS, ()))
    assert (ended, output) == (0, b"a" * 200_000 + b"\nb")


def test_a_setting_chooses_how_the_box_is_closed() -> None:
    assert (sandbox.chosen("limits"), sandbox.chosen("auto")) == (Mode.LIMITS, sandbox.best())
