"""Steps into the box: takes its own rights away, then becomes the program that reads a stranger's film.

A program of its own (`python -I -S box.py SPEC -- COMMAND…`) with the standard library alone: nothing of ours
is loaded, and nothing has to run between fork and exec in a worker that may have threads.
"""

import ctypes
import json
import os
import resource
import signal
import struct
import sys

PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
LANDLOCK_CREATE_RULESET, LANDLOCK_ADD_RULE, LANDLOCK_RESTRICT_SELF = 444, 445, 446
LANDLOCK_PATH_BENEATH = 1
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
ALL_SINCE_ABI_1 = (1 << 13) - 1
REFER, TRUNCATE, NET_BIND_AND_CONNECT = 1 << 13, 1 << 14, 3

libc = ctypes.CDLL(None, use_errno=True)


def main(arguments: list[str]) -> None:
    """Read the specification (JSON: parent, memory, cpu, output, landlock), step in, become the command."""
    spec = json.loads(arguments[0])
    die_with(spec["parent"])
    limit(spec["memory"], spec["cpu"], spec["output"])
    if spec["landlock"]:
        restrict(spec["landlock"]["reads"], spec["landlock"]["writes"])
    command = arguments[2:]
    os.execvp(command[0], command)  # noqa: S606  (becoming the command is the whole purpose)


def die_with(parent: int) -> None:
    """End when the worker ends, however it ends (on Linux); it may have ended before we could ask."""
    if sys.platform == "linux":
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)


def limit(memory: int, cpu: int, output: int) -> None:
    """Bound address space (bytes), processor time (seconds) and the size of any one file (bytes)."""
    if sys.platform == "linux":  # elsewhere address space cannot be bounded
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def landlock_version() -> int:
    """The kernel's Landlock ABI; 0 or less where there is none."""
    return int(libc.syscall(LANDLOCK_CREATE_RULESET, None, ctypes.c_size_t(0), 1))


def restrict(reads: list[str], writes: list[str]) -> None:
    """Forbid every file but the named ones, and every TCP connection where the kernel can (ABI 4)."""
    version = landlock_version()
    files = ALL_SINCE_ABI_1 | (REFER if version >= 2 else 0) | (TRUNCATE if version >= 3 else 0)
    fields = struct.pack("=QQ", files, NET_BIND_AND_CONNECT) if version >= 4 else struct.pack("=Q", files)
    ruleset = checked(libc.syscall(LANDLOCK_CREATE_RULESET, fields, ctypes.c_size_t(len(fields)), 0))
    for path in reads:
        allow(ruleset, path, EXECUTE | READ_FILE | READ_DIR)
    for path in writes:
        allow(ruleset, path, files)
    checked(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    checked(libc.syscall(LANDLOCK_RESTRICT_SELF, ruleset, 0))


def allow(ruleset: int, path: str, rights: int) -> None:
    """Open one file, or one folder with all beneath it; a path that does not exist needs no rule."""
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    if not os.path.isdir(path):
        rights &= EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE
    rule = struct.pack("=Qi", rights, handle)
    checked(libc.syscall(LANDLOCK_ADD_RULE, ruleset, LANDLOCK_PATH_BENEATH, rule, 0))
    os.close(handle)


def checked(result: int) -> int:
    """Pass a system call's result on, or raise the error it stands for."""
    if result < 0:
        raise OSError(ctypes.get_errno(), "the sandbox could not be closed")
    return result


if __name__ == "__main__":
    main(sys.argv[1:])
