"""A frozen shortlist as bytes: the same content gives the same bytes and hash on every machine."""

import hashlib
import json
from typing import Any

FORMAT = "laurel-shortlist/1"


def written(document: dict[str, Any]) -> str:
    """Canonical JSON: keys sorted, no spaces, UTF-8 text as it is, no NaN."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def fingerprint(text: str) -> str:
    """The SHA-256 of a document's bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
