"""The address that films are sent to: the tus protocol, spoken to our pages and to any tus program."""

from typing import Any
from urllib.parse import urlsplit

import flask
from flask import request

from festival import clock, db, settings
from festival.accounts import current
from festival.kernel.refusals import Refused, enforce, hide
from festival.uploads import answers, callers, operations, protocol, queries, rules, streams
from festival.uploads.models import Upload
from festival.uploads.parts import ConflictError, MissingError, NoRoomError, TooLongError
from festival.uploads.places import intake
from festival.uploads.protocol import Announcement, ProtocolError
from festival.uploads.states import UploadState
from festival.web import access
from festival.web.security import limits

files = flask.Blueprint("files", __name__, url_prefix="/files")
ONE = "/<string(length=32):key>"
answers.attach(files)


@files.before_request
def greet() -> None:
    """Anyone who wants more than to know what we speak says who they are, and speaks tus 1.0.0."""
    if request.method == "OPTIONS":
        return
    if request.endpoint != "files.unfinished":
        protocol.check_version(request.headers.get("Tus-Resumable"))
    callers.check()
    request.max_content_length = intake().limits.file


@files.after_request
def sign(response: flask.Response) -> flask.Response:
    response.headers["Tus-Resumable"] = protocol.VERSION
    return response


@files.route("/", methods=["OPTIONS"], strict_slashes=False)
@files.route(ONE, methods=["OPTIONS"])
@access.machine
def discover(key: str = "") -> flask.Response:
    """What this server speaks."""
    return _empty(200, protocol.discovery(intake().limits.file))


@files.get("/unfinished")
@access.machine
def unfinished() -> flask.Response:
    """What the caller began and may still finish, so that any device can go on with it."""
    uploads = queries.unfinished(current.person().id, clock.now())
    parts = intake().parts
    return flask.jsonify(uploads=[_described(upload) for upload in uploads if parts.exists(upload.part)])


@files.post("/", strict_slashes=False)
@access.machine
@limits.per("600 per hour", callers.sender)
def start() -> flask.Response:
    """Begin an upload, with its first bytes when they come along; or join pieces to a whole."""
    announced = protocol.parse_announcement(request.headers, flask.url_for("files.start"))
    if announced.pieces:
        return _join(announced)
    brings_bytes = protocol.brings_bytes(request.headers)
    with db.transaction():
        upload = operations.start(announced, actor=current.person(), now=clock.now())
        key, headers = upload.key, _expiry(upload)
    headers["Location"] = _location(key)
    if brings_bytes:
        headers["Upload-Offset"] = str(_take(key, 0))
    return _empty(201, headers)


@files.route(ONE, methods=["HEAD"])
@access.machine
def progress(key: str) -> flask.Response:
    """How far an upload has come."""
    upload = _found(key)
    enforce(rules.resume(current.person(), upload, clock.now()))
    _join_when_complete(upload)
    headers = _length(upload) | _expiry(upload) | _as_announced(upload)
    if not upload.is_whole_of_pieces or upload.state is UploadState.RECEIVED:
        headers["Upload-Offset"] = str(_offset(upload))
        _receive_when_whole(upload, _offset(upload))
    return _empty(200, headers)


@files.route(ONE, methods=["PATCH"])
@access.machine
def append(key: str) -> flask.Response:
    """More bytes, from the offset that both sides agree on."""
    protocol.check_content_type(request.headers.get("Content-Type"))
    at = protocol.parse_offset(request.headers.get("Upload-Offset"))
    _declare_length(key, protocol.parse_declared_length(request.headers.get("Upload-Length")))
    headers = _expiry(_found(key))
    headers["Upload-Offset"] = str(_take(key, at))
    return _empty(204, headers)


@files.delete(ONE)
@access.machine
def terminate(key: str) -> flask.Response:
    """Its owner no longer wants it."""
    with db.transaction():
        operations.terminate(_held(key), actor=current.person(), now=clock.now())
    return _empty(204, {})


@files.post(ONE)
@access.machine
def overridden(key: str) -> flask.Response:
    """The other verbs, for networks that let only POST through."""
    verbs = {"PATCH": append, "DELETE": terminate, "HEAD": progress, "OPTIONS": discover}
    meant = protocol.method(request.method, request.headers.get("X-HTTP-Method-Override"))
    if meant not in verbs:
        raise ProtocolError(405, "POST here only stands for another verb: say which.")
    return verbs[meant](key)


def _take(key: str, at: int) -> int:
    """Let the body of this request flow into the upload; returns the offset it reached."""
    now = clock.now()
    upload = _found(key)
    enforce(rules.append(current.person(), upload, now))
    if upload.state is UploadState.RECEIVED:
        return _nothing_more(upload, at)
    enforce(streams.needs_room(upload, at + (request.content_length or 0)))
    part, person_id, seconds_left = upload.part, upload.owner_id, (upload.accept_until - now).total_seconds()
    db.session().rollback()  # nobody waits for a database connection while bytes flow
    offset = streams.take(part, at, person_id=person_id, seconds_left=seconds_left)
    _receive_when_whole(_found(key), offset)
    return offset


def _nothing_more(upload: Upload, at: int) -> int:
    if at != upload.length:
        raise ConflictError(upload.length)
    if request.content_length:
        raise TooLongError("received")
    return at


def _receive_when_whole(upload: Upload, offset: int) -> None:
    """Said after the last byte, and again whenever somebody asks: a crash may have come between."""
    if offset < upload.length or upload.state is not UploadState.RECEIVING or upload.is_length_deferred:
        return
    is_piece = upload.is_piece
    with db.transaction():
        operations.receive(_held(upload.key), now=clock.now())
    if is_piece:
        whole = queries.waiting_for(_found(upload.key))
        if whole:
            _join_when_complete(whole)


def _declare_length(key: str, length: int | None) -> None:
    if length is None:
        return
    with db.transaction():
        upload = _held(key)
        enforce(rules.append(current.person(), upload, clock.now()))
        operations.declare_length(upload, length)


def _join(announced: Announcement) -> flask.Response:
    with db.transaction():
        pieces = queries.pieces(announced.pieces)
        key = operations.start_whole(announced, pieces, actor=current.person(), now=clock.now()).key
    _join_when_complete(_found(key))
    return _empty(201, {"Location": _location(key)})


def _join_when_complete(upload: Upload) -> None:
    """Make a whole of its pieces once the last of them is complete; a crash in between is made good here."""
    if not upload.is_whole_of_pieces or upload.state is not UploadState.RECEIVING:
        return
    if rules.join(upload, clock.now()):
        return
    key, whole = upload.key, upload.part
    keys = protocol.keys_in(upload.concat_header or "")
    pieces = [piece for piece in queries.pieces(keys) if piece and piece.state is UploadState.RECEIVED]
    parts = [piece.part for piece in pieces]
    db.session().rollback()  # nobody waits for these rows while bytes are copied
    if len(parts) < len(keys):
        return
    try:
        intake().parts.concatenate(whole, parts)
    except (FileExistsError, ConflictError, MissingError):  # another request does the same, or has done it
        return
    except NoRoomError:
        with db.transaction():
            operations.terminate(_held(key), actor=current.person(), now=clock.now())
        raise
    with db.transaction():
        operations.receive(_held(key), now=clock.now())
        operations.retire_pieces(queries.pieces(keys))


def _found(key: str) -> Upload:
    return _known(queries.by_key(key))


def _held(key: str) -> Upload:
    return _known(queries.held_by_key(key))


def _known(upload: Upload | None) -> Upload:
    if upload is None:
        raise Refused(hide())
    return upload


def _offset(upload: Upload) -> int:
    if upload.state is UploadState.RECEIVED:
        return upload.length
    return intake().parts.offset(upload.part)


def _location(key: str) -> str:
    """The whole address of an upload, by the public address that the festival is known by."""
    path, public = flask.url_for("files.append", key=key), urlsplit(settings.current().public_url)
    scheme = public.scheme if public.netloc == request.host else request.scheme
    return f"{scheme}://{request.host}{path}"


def _length(upload: Upload) -> dict[str, str]:
    return (
        {"Upload-Defer-Length": "1"} if upload.is_length_deferred else {"Upload-Length": str(upload.length)}
    )


def _expiry(upload: Upload) -> dict[str, str]:
    if upload.state is not UploadState.RECEIVING:
        return {}
    return {"Upload-Expires": protocol.format_expires(upload.accept_until)}


def _as_announced(upload: Upload) -> dict[str, str]:
    headers = {"Upload-Metadata": upload.metadata_header, "Upload-Concat": upload.concat_header}
    return {name: value for name, value in headers.items() if value}


def _described(upload: Upload) -> dict[str, Any]:
    return {
        "url": flask.url_for("files.append", key=upload.key),
        "filename": upload.filename,
        "fingerprint": upload.fingerprint,
        "length": None if upload.is_length_deferred else upload.length,
        "offset": _offset(upload),
        "claimed_for": upload.claimed_for,
        "accept_until": upload.accept_until.isoformat(),
    }


def _empty(status: int, headers: dict[str, str]) -> flask.Response:
    return flask.Response(status=status, headers=headers)
