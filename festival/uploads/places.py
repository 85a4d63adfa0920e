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
