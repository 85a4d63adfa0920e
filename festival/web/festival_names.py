"""What the festival is called, for lower packages that must know it and not the edition that says so."""

from collections.abc import Callable, Collection

import flask

EXTENSION = "festival.names"
Names = Callable[[], Collection[str]]


def offer(app: flask.Flask, names: Names) -> None:
    """Let `names` answer from now on; a feature's `blueprints.register` calls it."""
    app.extensions[EXTENSION] = names


def names() -> Collection[str]:
    """The festival's names and its place, as they are written; none where no feature knows any."""
    offered: Names | None = flask.current_app.extensions.get(EXTENSION)
    return offered() if offered else ()
