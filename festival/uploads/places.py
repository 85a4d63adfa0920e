"""Where this installation keeps the bytes on their way in, and how many may flow at once."""

from dataclasses import dataclass
from typing import cast

import flask

from festival import settings
from festival.uploads.parts import Parts
from festival.uploads.rules import Limits
from festival.uploads.seats import Seats

EXTENSION = "festival.uploads"


@dataclass(frozen=True)
class Intake:
    """The parts of this machine, what they may grow to, and the seats of this process."""

    parts: Parts
    limits: Limits
    seats: Seats


def intake() -> Intake:
    return cast(Intake, flask.current_app.extensions[EXTENSION])


def init_app(app: flask.Flask) -> None:
    config = settings.of(app)
    app.extensions[EXTENSION] = Intake(
        Parts(config.home / "uploads", spare=config.upload_reserve),
        Limits(config.upload_limit, config.upload_quota_person, config.upload_quota_entry),
        Seats(config.upload_requests),
    )
