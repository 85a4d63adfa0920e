"""Vetoes: why a higher package forbids an act of a lower one, which does not know it."""

from collections.abc import Callable
from typing import Any

import flask

from festival.kernel.refusals import Refusal

EXTENSION = "festival.objections"
Veto = Callable[..., Refusal | None]


def offer(app: flask.Flask, act: str, veto: Veto) -> None:
    """Ask `veto` before every `act`, named as in the journal; a feature's `blueprints.register` calls it."""
    app.extensions.setdefault(EXTENSION, {}).setdefault(act, []).append(veto)


def to(act: str, *things: Any) -> Refusal | None:
    """Why a package above forbids it, with these things; None where none does."""
    offered: dict[str, list[Veto]] = flask.current_app.extensions.get(EXTENSION, {})
    refusals = (veto(*things) for veto in offered.get(act, []))
    return next((refusal for refusal in refusals if refusal), None)
