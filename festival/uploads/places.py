"""Where this installation keeps the bytes on their way in, and how many may flow at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

import flask

from festival import settings
from festival.kernel.clock import machine_now
from festival.uploads.models import Upload
from festival.uploads.parts import Arrival, Parts
from festival.uploads.rules import Limits
from festival.uploads.seats import Seats
from festival.uploads.states import UploadState

EXTENSION = "festival.uploads"


@dataclass(frozen=True)
class Intake:
    """The parts of this machine, what they may grow to, and the seats of this process."""

    parts: Parts
    limits: Limits
    seats: Seats


def intake() -> Intake:
    return cast(Intake, flask.current_app.extensions[EXTENSION])


def arrivals(uploads: Iterable[Upload]) -> dict[int, Arrival]:
    """How far those of these uploads have come that are on their way in, by their id."""
    parts, now = intake().parts, machine_now()
    found = {
        upload.id: parts.arrival(upload.part, now)
        for upload in uploads
        if upload.state is UploadState.RECEIVING
    }
    return {upload_id: arrival for upload_id, arrival in found.items() if arrival is not None}


def init_app(app: flask.Flask) -> None:
    config = settings.of(app)
    app.extensions[EXTENSION] = Intake(
        Parts(config.home / "uploads", spare=config.upload_reserve),
        Limits(config.upload_limit, config.upload_quota_person, config.upload_quota_entry),
        Seats(config.upload_requests),
    )
