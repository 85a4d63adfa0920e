"""Slots: places on a page of a lower package in which higher ones, that it does not know, show something."""

from collections.abc import Callable
from typing import Any

import flask
from markupsafe import Markup

EXTENSION = "festival.panels"
Panel = Callable[[Any], Markup]


def offer(app: flask.Flask, page: str, panel: Panel) -> None:
    """Show `panel(thing)` on every page with the slot `page`; a feature's `blueprints.register` calls it."""
    app.extensions.setdefault(EXTENSION, {}).setdefault(page, []).append(panel)


def panels_of(page: str, thing: Any) -> list[Markup]:
    """What the packages above show about a thing, in their order."""
    offered: dict[str, list[Panel]] = flask.current_app.extensions.get(EXTENSION, {})
    return [panel(thing) for panel in offered.get(page, [])]


def init_app(app: flask.Flask) -> None:
    """Let templates ask."""
    app.add_template_global(panels_of)
