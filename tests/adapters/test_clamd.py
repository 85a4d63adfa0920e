"""A virus scanner is asked, and believed only where it has looked."""

import os
import socketserver
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from festival.adapters import clamd
from festival.adapters.clamd import Scan, Verdict

VIRUS = b"EICAR"
LIMIT = 2**20


class Scanner(socketserver.StreamRequestHandler):
    """Answers as clamd does; a file with the word in it is infected, one past its limit is cut off."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        heard = b""
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            heard += self.rfile.read(length)
            if len(heard) > LIMIT:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        if heard == b"odd":
            self.wfile.write(b"I have a headache ERROR\0")
        else:
            self.wfile.write(b"stream: Eicar-Test FOUND\0" if VIRUS in heard else b"stream: OK\0")


@pytest.fixture
def scanner() -> Iterator[str]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Scanner) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def scanned(address: str, path: Path, content: bytes) -> Scan:
    path.write_bytes(content)
    return clamd.scan(address, path)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a film", Scan(Verdict.CLEAN)),
        (b"", Scan(Verdict.CLEAN)),
        (b"film" * 100_000 + VIRUS, Scan(Verdict.INFECTED, "Eicar-Test")),
        (bytes(LIMIT + 2**19), Scan(Verdict.TOO_LARGE)),
    ],
)
def test_the_scanner_is_asked(scanner: str, tmp_path: Path, content: bytes, expected: Scan) -> None:
    assert scanned(scanner, tmp_path / "film", content) == expected


def test_beyond_two_gigabytes_it_is_not_called_clean(scanner: str, tmp_path: Path) -> None:
    path = tmp_path / "film"
    path.touch()
    os.truncate(path, 2**31)
    assert clamd.scan(scanner, path) == Scan(Verdict.TOO_LARGE)


def test_without_a_scanner_nothing_is_asked(tmp_path: Path) -> None:
    assert scanned("", tmp_path / "film", VIRUS) == Scan(Verdict.NOT_ASKED)


def test_an_answer_nobody_understands_is_an_error(scanner: str, tmp_path: Path) -> None:
    with pytest.raises(clamd.ClamdError, match="headache"):
        scanned(scanner, tmp_path / "film", b"odd")


@pytest.mark.parametrize("address", ["127.0.0.1:1", "nowhere", "localhost:http?"])
def test_a_scanner_that_is_away_is_an_error(address: str, tmp_path: Path) -> None:
    with pytest.raises(clamd.ClamdError, match="could not be asked"):
        scanned(address, tmp_path / "film", b"a film")
