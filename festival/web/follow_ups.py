"""Follow-ups: what a higher package does, in the same transaction, after an act of a lower one."""

from collections.abc import Callable
from typing import Any

import flask

EXTENSION = "festival.follow_ups"
FollowUp = Callable[..., None]


def offer(app: flask.Flask, act: str, follow_up: FollowUp) -> None:
    """Call `follow_up` after every `act`, named as in the journal; `blueprints.register` calls this."""
    app.extensions.setdefault(EXTENSION, {}).setdefault(act, []).append(follow_up)


def after(act: str, *things: Any) -> None:
    """Let the packages above follow an act with these things, before it is committed."""
    offered: dict[str, list[FollowUp]] = flask.current_app.extensions.get(EXTENSION, {})
    for follow_up in offered.get(act, []):
        follow_up(*things)
