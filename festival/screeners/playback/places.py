"""Where this installation keeps what was made of films."""

from pathlib import Path

from festival import settings


def screeners() -> Path:
    """The folder of all screeners; on a disk that workers and web share."""
    return (settings.current().home / "screeners").resolve()


def folder(key: str) -> Path:
    """The folder of one screener."""
    return screeners() / key
