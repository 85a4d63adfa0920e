"""A frozen shortlist as bytes: the same content gives the same bytes and hash on every machine."""

import hashlib
import json
from typing import Any

FORMAT = "laurel-shortlist/4"

Document = dict[str, Any]
"""Plain words, numbers and lists, as `document_shape` says: all that a shortlist was decided by."""


def written(document: Document) -> str:
    """Canonical JSON: keys sorted, no spaces, UTF-8 text as it is, no NaN."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> Document:
    """The document that was written so."""
    found: Document = json.loads(text)
    return found


def fingerprint(text: str) -> str:
    """The SHA-256 of a document's bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
