"""Objections: what a higher room has against an act of a lower one, which need not know that room."""

from collections.abc import Callable
from typing import Any

import flask

from festival.kernel.refusals import Refusal

EXTENSION = "festival.objections"
Objection = Callable[..., Refusal | None]


def offer(app: flask.Flask, act: str, objection: Objection) -> None:
    """Ask `objection` before every `act`, named as in the journal; a feature's init_app calls it."""
    app.extensions.setdefault(EXTENSION, {}).setdefault(act, []).append(objection)


def to(act: str, *things: Any) -> Refusal | None:
    """Why the rooms above would not have it, with these things; None where none of them minds."""
    offered: dict[str, list[Objection]] = flask.current_app.extensions.get(EXTENSION, {})
    refusals = (objection(*things) for objection in offered.get(act, []))
    return next((refusal for refusal in refusals if refusal), None)
