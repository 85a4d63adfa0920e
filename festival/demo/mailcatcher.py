"""Takes every letter that the demo sends and keeps it as a file, so that nothing leaves the machine.

`python -m festival.demo.mailcatcher FOLDER PORT` runs it; `letters` and `letter` read what it caught.
"""

import re
import secrets
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(frozen=True)
class Letter:
    """A letter as caught. `name` is its file's, without suffix; names sort by arrival."""

    name: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        """Its subject line, decoded."""
        return str(self.message["Subject"] or "")

    @property
    def sender(self) -> str:
        """Who it says it is from."""
        return str(self.message["From"] or "")

    @property
    def recipients(self) -> list[str]:
        """The bare addresses it is to."""
        return [address for _, address in getaddresses([str(self.message["To"] or "")])]

    @property
    def text(self) -> str:
        """What it says, as plain text."""
        body = self.message.get_body(("plain",))
        return str(body.get_content()).replace("\r\n", "\n") if body else ""

    @property
    def number(self) -> int:
        """Its number in the outbox, which its Message-ID says; 0 for a letter that is not from there."""
        found = re.match(r"<letter-(\d{1,18})@", str(self.message["Message-ID"] or ""))
        return int(found[1]) if found else 0

    @property
    def caught_at(self) -> datetime:
        """When it came, by the machine's clock."""
        return datetime.fromtimestamp(int(self.name.split("-")[0]) / 1e9, UTC)


def letters(folder: Path, limit: int | None = None) -> Iterator[Letter]:
    """The letters in `folder`, the newest first; at most `limit` of them."""
    for path in sorted(folder.glob("*.eml"), reverse=True)[:limit]:
        yield _read(path)


def letter(folder: Path, name: str) -> Letter | None:
    """The letter called `name`, or None."""
    return next((_read(path) for path in folder.glob("*.eml") if path.stem == name), None)


def keep(folder: Path, content: bytes) -> Path:
    """Write a letter down, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{time.time_ns()}-{secrets.token_hex(4)}"
    part = folder / f"{name}.part"
    part.write_bytes(content)
    return part.rename(folder / f"{name}.eml")


def _read(path: Path) -> Letter:
    return Letter(path.stem, message_from_bytes(path.read_bytes(), policy=policy.default))


class _Keeper:
    """What the SMTP server does with a letter."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        keep(self._folder, cast(bytes, envelope.original_content))
        return "250 OK"


def run(folder: Path, port: int) -> None:
    """Catch letters on 127.0.0.1:`port` until a signal ends it."""
    controller = Controller(_Keeper(folder), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        signal.sigwait({signal.SIGTERM, signal.SIGINT})
    finally:
        controller.stop()


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    run(Path(sys.argv[1]), int(sys.argv[2]))
