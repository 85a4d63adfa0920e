"""Where this installation keeps what was made of films."""

from pathlib import Path

import flask

from festival.config import Config


def screeners() -> Path:
    """The folder of all screeners; on a disk that workers and web share."""
    config: Config = flask.current_app.config["FESTIVAL"]
    return (config.home / "screeners").resolve()


def folder(key: str) -> Path:
    """The folder of one screener."""
    return screeners() / key
