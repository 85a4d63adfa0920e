"""The words that an uploading program and Laurel exchange: the headers of the tus protocol, version 1.0.0.

https://tus.io/protocols/resumable-upload. Only headers are read and written here; nothing is stored.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Protocol
from urllib.parse import urlsplit

from festival.uploads.checksums import ALGORITHMS, Checksum

VERSION = "1.0.0"
EXTENSIONS = (
    "creation",
    "creation-defer-length",
    "creation-with-upload",
    "expiration",
    "checksum",
    "termination",
    "concatenation",
    "concatenation-unfinished",
)
CONTENT_TYPE = "application/offset+octet-stream"
LONGEST_METADATA = 4096

_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)
_METADATA_KEY = re.compile(r"[!-+\--~]+", re.ASCII)  # printable ASCII without space and comma
_METHODS_OVERRIDDEN = {"PATCH", "DELETE", "HEAD", "OPTIONS"}


class Headers(Protocol):
    """The headers of a request, whose names are found in any case."""

    def get(self, name: str, /) -> str | None: ...


class ProtocolError(Exception):
    """A request that the protocol does not allow, with the HTTP status that says so."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


@dataclass(frozen=True)
class Announcement:
    """What a request to begin an upload says; an upload made of others names their keys, in order.

    `length` is in bytes, or None when the sender does not know it yet. `metadata` and `concat` are the
    headers as they came, since they are given back unchanged.
    """

    length: int | None
    metadata: str
    words: dict[str, str]
    concat: str | None
    pieces: tuple[str, ...]


def discovery(max_size: int) -> dict[str, str]:
    """The headers that answer OPTIONS: what this server speaks, and the largest file in bytes."""
    return {
        "Tus-Version": VERSION,
        "Tus-Extension": ",".join(EXTENSIONS),
        "Tus-Max-Size": str(max_size),
        "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
    }


def method(sent: str, override: str | None) -> str:
    """The method that is meant: some networks let only POST through, and a header says what it stands for."""
    wanted = (override or "").upper()
    return wanted if sent == "POST" and wanted in _METHODS_OVERRIDDEN else sent


def check_version(value: str | None) -> None:
    if value != VERSION:
        raise ProtocolError(412, f"Send the header Tus-Resumable: {VERSION}.")


def check_content_type(value: str | None) -> None:
    if (value or "").partition(";")[0].strip().lower() != CONTENT_TYPE:
        raise ProtocolError(415, f"The bytes of an upload are sent as {CONTENT_TYPE}.")


def brings_bytes(headers: Headers) -> bool:
    """Whether a request that begins an upload already carries bytes of it."""
    if headers.get("Content-Length") in (None, "0") and headers.get("Transfer-Encoding") is None:
        return False
    check_content_type(headers.get("Content-Type"))
    return True


def parse_offset(value: str | None) -> int:
    return _number("Upload-Offset", value)


def parse_length(headers: Headers) -> int | None:
    """The length of a new upload in bytes; None when it is to be told later."""
    deferred, length = headers.get("Upload-Defer-Length"), headers.get("Upload-Length")
    if deferred is None:
        return _number("Upload-Length", length)
    if deferred != "1" or length is not None:
        raise ProtocolError(400, "Send either Upload-Length, or Upload-Defer-Length: 1.")
    return None


def parse_declared_length(value: str | None) -> int | None:
    """The length that comes with bytes, when it was not known before."""
    return None if value is None else _number("Upload-Length", value)


def parse_metadata(value: str | None) -> dict[str, str]:
    """Upload-Metadata as words; a value that is not UTF-8 is kept with its bad bytes replaced."""
    if len(value or "") > LONGEST_METADATA:
        raise ProtocolError(400, f"Upload-Metadata is longer than {LONGEST_METADATA} characters.")
    words: dict[str, str] = {}
    for pair in filter(None, (value or "").split(",")):
        key, _, encoded = pair.strip().partition(" ")
        if not _METADATA_KEY.fullmatch(key) or key in words:
            raise ProtocolError(400, "Upload-Metadata needs keys of printable ASCII, each once.")
        words[key] = _base64("Upload-Metadata", encoded).decode("utf-8", "replace")
    return words


def parse_announcement(headers: Headers, under: str) -> Announcement:
    """The headers of a POST; `under` is the path below which our uploads live, such as "/files/"."""
    concat = headers.get("Upload-Concat")
    pieces = parse_pieces(concat, under)
    if pieces and headers.get("Upload-Length") is not None:
        raise ProtocolError(400, "An upload made of others has their length: leave out Upload-Length.")
    return Announcement(
        length=0 if pieces else parse_length(headers),
        metadata=headers.get("Upload-Metadata") or "",
        words=parse_metadata(headers.get("Upload-Metadata")),
        concat=concat,
        pieces=pieces,
    )


def parse_pieces(concat: str | None, under: str) -> tuple[str, ...]:
    """The keys that Upload-Concat names; none for an upload that is not made of others."""
    if concat is None or concat == "partial":
        return ()
    kind, _, addresses = concat.partition(";")
    if kind != "final" or not addresses.strip():
        raise ProtocolError(400, "Upload-Concat is either “partial” or “final;” with the pieces.")
    return tuple(_key_of(address, under) for address in addresses.split())


def keys_in(concat: str) -> list[str]:
    """The keys of the pieces that an Upload-Concat named, once it was read as ours."""
    return [address.rpartition("/")[2] for address in concat.removeprefix("final;").split()]


def parse_checksum(value: str | None) -> Checksum | None:
    if value is None:
        return None
    algorithm, _, encoded = value.strip().partition(" ")
    if algorithm not in ALGORITHMS:
        raise ProtocolError(400, f"Upload-Checksum knows {', '.join(ALGORITHMS)}.")
    digest = _base64("Upload-Checksum", encoded)
    if not digest:
        raise ProtocolError(400, "Upload-Checksum has no checksum.")
    return Checksum(algorithm, digest)


def format_expires(instant: datetime) -> str:
    """Upload-Expires, from an instant in UTC."""
    return format_datetime(instant, usegmt=True)


def _number(name: str, value: str | None) -> int:
    if value is None or not _NUMBER.fullmatch(value):
        raise ProtocolError(400, f"{name} must be a whole number of bytes.")
    return int(value)


def _base64(name: str, encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ProtocolError(400, f"{name} is not base64.") from error


def _key_of(address: str, under: str) -> str:
    """The key at the end of a piece's address, which may be a path or a whole URL."""
    try:
        path = urlsplit(address).path
    except ValueError as error:
        raise ProtocolError(400, "Upload-Concat holds an address that cannot be read.") from error
    folder, _, key = path.rpartition("/")
    if f"{folder}/" != under or not (key.isascii() and key.isalnum()):
        raise ProtocolError(400, "Upload-Concat may only name uploads of this server.")
    return key
