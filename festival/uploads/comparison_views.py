"""The address that says what has arrived of an upload, block by block, to its owner and to nobody else."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import flask
from flask import request

from festival import clock, db
from festival.accounts import current
from festival.kernel.refusals import Refused, enforce, hide
from festival.uploads import answers, blocks, callers, protocol, queries, rules
from festival.uploads.models import Upload
from festival.uploads.parts import MissingError, Part
from festival.uploads.places import intake
from festival.uploads.seats import BusyError
from festival.uploads.states import UploadState
from festival.web import access

comparison = flask.Blueprint("comparison", __name__, url_prefix="/files")
answers.attach(comparison)

_turns = threading.BoundedSemaphore(2)
"""Hashing at once in this process: it must not slow down the pages."""


@comparison.before_request
def check() -> None:
    callers.check()


@comparison.get("/<string(length=32):key>/blocks")
@access.machine
def arrived(key: str) -> flask.Response:
    """How far it came, and the hashes of some blocks from block `from` on; none when all of it is here.

    `modified` is when the file had last been changed as it was begun, in milliseconds, 0 if nobody said so.
    """
    upload = queries.by_key(key)
    if upload is None:
        raise Refused(hide())
    enforce(rules.compare(current.person(), upload, clock.now()))
    is_whole, part, modified = upload.state is UploadState.RECEIVED, upload.part, _modified(upload)
    db.session().rollback()  # nobody waits for a database connection while a disk is read
    offset, hashes = part.length, list[str]()
    if not is_whole:
        with _turn():
            offset, hashes = _hashes(part, max(0, request.args.get("from", 0, type=int)))
    return flask.jsonify(
        block=blocks.SIZE, offset=offset, is_whole=is_whole, hashes=hashes, modified=modified
    )


def _hashes(part: Part, first: int) -> tuple[int, list[str]]:
    parts = intake().parts
    offset = parts.offset(part)
    try:
        return offset, blocks.hashes(parts.path(part), offset, first)
    except FileNotFoundError as error:
        raise MissingError(part.key) from error


def _modified(upload: Upload) -> int:
    said = protocol.parse_metadata(upload.metadata_header).get("lastmodified", "")
    return int(said) if said.isascii() and said.isdigit() else 0


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=2):
        raise BusyError
    try:
        yield
    finally:
        _turns.release()
