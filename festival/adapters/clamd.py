"""Asks a virus scanner (clamd) about a file. What it could not look at is never called clean."""

import socket
import struct
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

LARGEST_BYTES = 2**31 - 1  # beyond this clamd answers OK without having looked
BLOCK_BYTES = 2**18
TIMEOUT_SECONDS = 120.0
LONGEST_ANSWER = 4096


class Verdict(StrEnum):
    """What became of a scan."""

    NOT_ASKED = "not asked"
    CLEAN = "clean"
    INFECTED = "infected"
    TOO_LARGE = "too large"


@dataclass(frozen=True)
class Scan:
    """The scanner's word; the virus's name where it found one."""

    verdict: Verdict
    virus: str = ""


class ClamdError(Exception):
    """The scanner could not be asked, or answered what nobody understands."""


def scan(address: str, path: Path) -> Scan:
    """Have the scanner at host:port read a file; no address, no question. Raises ClamdError."""
    if not address:
        return Scan(Verdict.NOT_ASKED)
    if path.stat().st_size > LARGEST_BYTES:
        return Scan(Verdict.TOO_LARGE)
    host, _, port = address.rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=TIMEOUT_SECONDS) as connection:
            return understood(ask(connection, path))
    except (OSError, ValueError) as error:
        raise ClamdError(f"The virus scanner at {address} could not be asked: {error}") from error


def ask(connection: socket.socket, path: Path) -> str:
    """Send a file in blocks, each with its length before it, and read the one line of the answer."""
    connection.sendall(b"zINSTREAM\0")
    try:
        with path.open("rb") as film:
            while block := film.read(BLOCK_BYTES):
                connection.sendall(struct.pack(">I", len(block)) + block)
        connection.sendall(struct.pack(">I", 0))
    except (BrokenPipeError, ConnectionResetError):
        pass  # it has heard enough, and its answer says why
    return connection.recv(LONGEST_ANSWER).rstrip(b"\0\n").decode("utf-8", "replace")


def understood(answer: str) -> Scan:
    """The scan behind an answer."""
    if answer == "stream: OK":
        return Scan(Verdict.CLEAN)
    if answer.endswith(" FOUND"):
        return Scan(Verdict.INFECTED, answer.removeprefix("stream: ").removesuffix(" FOUND"))
    if "size limit exceeded" in answer:
        return Scan(Verdict.TOO_LARGE)
    raise ClamdError(f"The virus scanner said: {answer or 'nothing'}")
