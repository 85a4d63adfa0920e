"""The bytes of one request, read as they come and kept up to the moment the line breaks."""

import time
from collections.abc import Callable, Iterator

from flask import request
from werkzeug.exceptions import ClientDisconnected

from festival.uploads import pacing, protocol
from festival.uploads.parts import Part, TooLongError
from festival.uploads.places import intake

SILENT_SECONDS = 60.0  # a line that says nothing for so long is dead, and its seat is given away


def take(part: Part, at: int, *, seconds_left: float) -> int:
    """Append the body of this request at offset `at` and return the new offset.

    Raises what the part raises. A broken line is no error: what came is kept, and the offset says how
    much. After `seconds_left` no more bytes are taken.
    """
    if at + (request.content_length or 0) > part.length:
        raise TooLongError(part.key)
    checksum = protocol.parse_checksum(request.headers.get("Upload-Checksum"))
    _do_not_wait_for_ever()
    blocks = _in_time(pacing.blocks(_unbroken(request.stream.read)), seconds_left)
    if checksum:
        return intake().parts.append_verified(part, at, blocks, checksum)
    return intake().parts.append(part, at, blocks)


def _unbroken(read: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """A line that breaks looks like one that ended."""

    def read_or_end(size: int) -> bytes:
        try:
            return read(size)
        except (OSError, ClientDisconnected):
            return b""

    return read_or_end


def _in_time(blocks: Iterator[bytes], seconds_left: float) -> Iterator[bytes]:
    ends = time.monotonic() + seconds_left
    for block in blocks:
        if time.monotonic() >= ends:
            return
        yield block


def _do_not_wait_for_ever() -> None:
    connection = request.environ.get("gunicorn.socket")
    if connection is not None:
        connection.settimeout(SILENT_SECONDS)
