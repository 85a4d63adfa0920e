"""Where this installation keeps the bytes on their way in, and how many may flow at once."""

import threading
from dataclasses import dataclass
from typing import cast

import flask

from festival import settings
from festival.uploads.parts import Parts
from festival.uploads.rules import Limits

EXTENSION = "festival.uploads"


class BusyError(Exception):
    """As many uploads flow as this process carries: try again in a moment."""


@dataclass(frozen=True)
class Intake:
    """The parts of this machine, what they may grow to, and the seats of this process."""

    parts: Parts
    limits: Limits
    seats: threading.BoundedSemaphore

    def take_seat(self) -> None:
        """Room for one stream of bytes until `seats.release()`; raises BusyError when all are taken."""
        if not self.seats.acquire(blocking=False):
            raise BusyError


def intake() -> Intake:
    return cast(Intake, flask.current_app.extensions[EXTENSION])


def init_app(app: flask.Flask) -> None:
    config = settings.of(app)
    app.extensions[EXTENSION] = Intake(
        Parts(config.home / "uploads", spare=config.upload_reserve),
        Limits(config.upload_limit, config.upload_quota_person, config.upload_quota_entry),
        threading.BoundedSemaphore(config.upload_requests),
    )
