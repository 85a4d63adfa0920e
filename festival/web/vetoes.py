"""Objections: what a higher package has against an act of a lower one, which need not know that room."""

from collections.abc import Callable
from typing import Any

import flask

from festival.kernel.refusals import Refusal

EXTENSION = "festival.objections"
Veto = Callable[..., Refusal | None]


def offer(app: flask.Flask, act: str, veto: Veto) -> None:
    """Ask `objection` before every `act`, named as in the journal; a feature's init_app calls it."""
    app.extensions.setdefault(EXTENSION, {}).setdefault(act, []).append(veto)


def to(act: str, *things: Any) -> Refusal | None:
    """Why the packages above would not have it, with these things; None where none of them minds."""
    offered: dict[str, list[Veto]] = flask.current_app.extensions.get(EXTENSION, {})
    refusals = (veto(*things) for veto in offered.get(act, []))
    return next((refusal for refusal in refusals if refusal), None)
