"""The bytes of one request, read as they come and kept up to the moment the line breaks."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

from flask import request
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import ClientDisconnected

from festival import db
from festival.kernel.refusals import Refusal, enforce
from festival.uploads import pacing, protocol, queries, rules
from festival.uploads.models import Upload
from festival.uploads.parts import ConflictError, Part, TooLongError
from festival.uploads.places import intake
from festival.uploads.protocol import ProtocolError
from festival.uploads.seats import Seat
from festival.web import vetoes

SILENT_SECONDS = 60.0  # a line that says nothing for so long is dead, and its seat is given away
BITE = 64 * 1024  # so much of a file is enough to know what it is
STRIDE = 256 * 1024 * 1024  # at most so many bytes come between two questions whether more may come


def take(part: Part, at: int, *, person_id: int, seconds_left: float) -> int:
    """Append the body of this request at offset `at` and return the new offset.

    Raises what the part raises, and BusyError when this process has no seat for the person. A broken line is
    no error: what came is kept, and the offset says how much. After `seconds_left`, or when the seat is lost,
    no more bytes are taken.
    """
    arrived = intake().parts.offset(part)
    if at != arrived:
        raise ConflictError(arrived)
    if at + (request.content_length or 0) > part.length:
        raise TooLongError(part.key)
    checksum = protocol.parse_checksum(request.headers.get("Upload-Checksum"))
    with intake().seats.taken(person_id, part.key, _close_line()) as seat:
        blocks = _in_time(_seated(pacing.blocks(_unbroken(request.stream.read)), seat), seconds_left)
        blocks = _unless_forbidden(part, at, blocks)
        if checksum:
            return intake().parts.append_verified(part, at, blocks, checksum)
        return intake().parts.append(part, at, blocks)


def needs_room(upload: Upload, until: int) -> Refusal | None:
    """A file whose length is told later finds out on its way whether its owner has room for so many bytes."""
    if not upload.is_length_deferred:
        return None
    return rules.grow(queries.bytes_of(upload.owner_id, but=upload.key), until, intake().limits)


def _unless_forbidden(part: Part, at: int, blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Asks the features above after the first bite, and again each time that twice as much has come.

    Whoever claims the upload meanwhile is so asked soon. Raises Refused; what came before is kept.
    """
    due = min(BITE, part.length)
    while due < at:
        due = min(2 * due, due + STRIDE)
    if at >= BITE:
        _enforce_vetoes(part, at)
    for block in blocks:
        yield block
        at += len(block)
        if at >= due:
            due = max(min(2 * due, due + STRIDE), at + 1)
            _enforce_vetoes(part, at)


def _enforce_vetoes(part: Part, at: int) -> None:
    upload = queries.by_key(part.key)
    refusal = (vetoes.to("uploads.append", upload) or needs_room(upload, at)) if upload else None
    db.session().rollback()  # nobody waits for a database connection while bytes flow
    enforce(refusal)


def _unbroken(read: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """A line that breaks looks like one that ended. Raises ProtocolError where a body is not HTTP any more.

    What was good of it comes first: of chunks some may be here that were not given out yet. Then the line is
    closed, since nobody knows where its next request begins.
    """
    ended: list[Exception] = []

    def read_or_end(size: int) -> bytes:
        if not ended:
            try:
                return read(size)
            except (OSError, ClientDisconnected, ParseException) as error:
                ended.append(error)
            if request.headers.get("Transfer-Encoding") and (rest := _rest(read, size)):
                return rest
        if isinstance(ended[0], ParseException):
            _close_line()()
            raise ProtocolError(400, "The chunks of this request cannot be read.") from ended[0]
        return b""

    return read_or_end


def _rest(read: Callable[[int], bytes], size: int) -> bytes:
    try:
        return read(size)
    except (OSError, ClientDisconnected, ParseException):
        return b""


def _in_time(blocks: Iterator[bytes], seconds_left: float) -> Iterator[bytes]:
    ends = time.monotonic() + seconds_left
    for block in blocks:
        if time.monotonic() >= ends:
            return
        yield block


def _seated(blocks: Iterator[bytes], seat: Seat) -> Iterator[bytes]:
    for block in blocks:
        if seat.is_lost:
            return
        seat.arrived += len(block)
        yield block


def _close_line() -> Callable[[], None]:
    """What wakes the thread of this request when it waits for bytes of a line that is no longer wanted."""
    connection = request.environ.get("gunicorn.socket")
    if connection is None:
        return lambda: None
    connection.settimeout(SILENT_SECONDS)

    def close() -> None:
        with suppress(OSError):  # the other side was faster
            connection.shutdown(socket.SHUT_RD)

    return close
