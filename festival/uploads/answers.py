"""What is said when an upload is in trouble: a status for programs, a sentence for people."""

import flask
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import TooManyRequests

from festival.kernel.refusals import Refused
from festival.uploads import parts, protocol
from festival.uploads.seats import BusyError
from festival.web import wording

RETRY_SECONDS = "5"

_STATUS_OF_REFUSAL = {
    "hidden": 404,
    "upload_too_large": 413,
    "upload_quota": 413,
    "upload_expired": 410,
    "upload_gone": 410,
    "upload_too_many": 429,
    "upload_pieces": 400,
}
_OF_PARTS: dict[type[parts.PartError], tuple[int, str, object]] = {
    parts.ConflictError: (
        409,
        "upload_conflict",
        _("Another connection was faster. Continuing from there."),
    ),
    parts.TooLongError: (
        413,
        "upload_longer",
        _("More bytes arrived than the announced size of the file."),
    ),
    parts.NoRoomError: (
        507,
        "upload_no_room",
        _("The festival's disk is full. What arrived so far is kept."),
    ),
    parts.MismatchError: (
        460,
        "upload_damaged",
        _("This part of the file was damaged on its way. It is sent again."),
    ),
    parts.MissingError: (410, "upload_gone", _("This file was removed. Choose it again to send it.")),
}


def refused(error: Refused) -> flask.Response:
    status = _STATUS_OF_REFUSAL.get(error.refusal.code, 403)
    return _answer(status, error.refusal.code, wording.explain(error.refusal))


def part_failed(error: parts.PartError) -> flask.Response:
    answer = _answer(*_OF_PARTS[type(error)])
    if isinstance(error, parts.ConflictError):
        answer.headers["Upload-Offset"] = str(error.offset)
    return answer


def not_allowed(error: protocol.ProtocolError) -> flask.Response:
    answer = _answer(error.status, "upload_protocol", error.text)
    if error.status == 412:
        answer.headers["Tus-Version"] = protocol.VERSION
    return answer


def busy(error: BusyError) -> flask.Response:
    if error.is_own:
        text = _("Other files of yours are being sent. This one waits its turn, and continues by itself.")
    else:
        text = _("Many films are arriving just now. Yours waits its turn, and continues in a moment.")
    answer = _answer(503, "upload_busy", text)
    answer.headers["Retry-After"] = RETRY_SECONDS
    return answer


def too_often(_error: TooManyRequests) -> flask.Response:
    return _answer(429, "upload_too_often", _("You began very many uploads. Wait an hour and go on."))


def _answer(status: int, code: str, text: object) -> flask.Response:
    answer = flask.jsonify(code=code, error=str(text))
    answer.status = f"{status} Checksum Mismatch" if status == 460 else str(status)
    return answer


def attach(files: flask.Blueprint) -> None:
    files.register_error_handler(Refused, refused)
    files.register_error_handler(parts.PartError, part_failed)
    files.register_error_handler(protocol.ProtocolError, not_allowed)
    files.register_error_handler(BusyError, busy)
    files.register_error_handler(TooManyRequests, too_often)
