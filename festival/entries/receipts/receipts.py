"""The signed receipt of a submission: proof, for the filmmaker, of what arrived and when.

A receipt is one line of text, its code. It tells the number, the instant, the title and a fingerprint of what
was submitted, and nothing else. The festival signs it (Ed25519): anyone who has the published key can check
it, the festival cannot deny it, and nobody can invent one.

    LR1.<name of the key>.<what is said: JSON in base64url>.<signature of all before it, in base64url>
"""

import hashlib
import json
import re
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from festival.kernel.invalid import Invalid

VERSION = "LR1"
SHORTEST_SECRET = 32

_CODE = re.compile(
    rf"(?P<signed>{VERSION}\.(?P<key>[0-9a-f]{{8}})\.(?P<said>[\w-]+))\.(?P<signature>[\w-]{{86}})", re.ASCII
)


@dataclass(frozen=True)
class Receipt:
    """What a receipt says. `submitted_at` is aware; `zone` is the festival's, by its IANA name."""

    number: str
    submitted_at: datetime
    zone: str
    title: str
    content_hash: str


@dataclass(frozen=True)
class Signer:
    """The festival's secret key, made from 32 random bytes. A new one may follow; old receipts stay good."""

    seed: bytes = field(repr=False)

    @classmethod
    def from_secret(cls, secret: str) -> Self:
        """The key that belongs to a setting. Raises ValueError when it is short enough to be guessed."""
        if len(secret) < SHORTEST_SECRET:
            raise ValueError(f"the key of receipts needs {SHORTEST_SECRET} random characters")
        return cls(hashlib.sha256(f"laurel receipts {secret}".encode()).digest())

    @cached_property
    def public_key(self) -> bytes:
        """The 32 bytes to publish."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()

    @property
    def key_id(self) -> str:
        return key_id(self.public_key)

    def sign(self, message: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)


def key_id(public_key: bytes) -> str:
    """The short name of a key, as a receipt carries it: eight hexadecimal digits."""
    return hashlib.sha256(public_key).hexdigest()[:8]


def receipt_number(prefix: str, count: int) -> str:
    """The number that people quote: `GM5-0412`, from the edition's prefix and a running count."""
    return f"{prefix}-{count:04}"


def canonical(content: Mapping[str, object]) -> bytes:
    """The one way to write `content` down: JSON in UTF-8 and NFC, keys sorted, no spaces.

    Takes text, whole numbers, booleans, None, lists and mappings with text keys. Raises TypeError
    otherwise: a float has more than one writing, and an object has none.
    """
    plain = _plain(content)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def content_hash(content: Mapping[str, object]) -> str:
    """SHA-256 of the canonical content, in hexadecimal."""
    return hashlib.sha256(canonical(content)).hexdigest()


def issue(receipt: Receipt, signer: Signer) -> str:
    """The code of a receipt: one line of ASCII that `check` reads."""
    instant = receipt.submitted_at.astimezone(UTC).isoformat()
    said = [receipt.number, instant, receipt.zone, receipt.title, receipt.content_hash]
    encoded = _encode(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode())
    signed = f"{VERSION}.{signer.key_id}.{encoded}"
    return f"{signed}.{_encode(signer.sign(signed.encode()))}"


def check(code: str, public_keys: Mapping[str, bytes]) -> Receipt:
    """What a code says, once its signature is known to be good. Line breaks from a mail program are ignored.

    `public_keys` has every key that the festival ever published, by its name (`key_id`). Raises Invalid:
    `receipt_unreadable`, `receipt_key_unknown` (signed by somebody else), `receipt_forged` (changed since).
    """
    match = _CODE.fullmatch("".join(code.split()))
    if match is None:
        raise _unreadable()
    if match["key"] not in public_keys:
        raise Invalid("receipt_key_unknown", "This receipt was not signed by this festival.")
    try:
        verifier = Ed25519PublicKey.from_public_bytes(public_keys[match["key"]])
        verifier.verify(_decode(match["signature"]), match["signed"].encode())
    except InvalidSignature:
        raise Invalid(
            "receipt_forged", "This receipt has been changed: its signature does not fit it."
        ) from None
    number, instant, zone, title, fingerprint = json.loads(_decode(match["said"]))
    return Receipt(number, datetime.fromisoformat(instant), zone, title, fingerprint)


def _plain(value: object) -> object:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return {_plain(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no place in a receipt")


def _encode(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _decode(text: str) -> bytes:
    """The bytes of a base64url text, refused unless it is written in the one canonical way."""
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        raise _unreadable() from None
    if _encode(raw) != text:
        raise _unreadable()
    return raw


def _unreadable() -> Invalid:
    return Invalid("receipt_unreadable", "This is not a receipt code. Copy it whole, from LR1 to its end.")
