"""A frozen shortlist as bytes: the same content gives the same bytes and hash on every machine."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

FORMAT = "laurel-shortlist/4"
HOW_SEEN = frozenset({"coverage", "declared", "film_seconds", "seconds_seen"})

Document = dict[str, Any]
"""Plain words, numbers and lists, as `document_shape` says: all that a shortlist was decided by."""


def written(document: Document) -> str:
    """Canonical JSON: keys sorted, no spaces, UTF-8 text as it is, no NaN."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def read(text: str) -> Document:
    """The document that was written so."""
    found: Document = json.loads(text)
    return found


def stands(document: Document) -> str:
    """The fingerprint of what decides in a document: films, scores, marks, places, rules.

    How much of the films was played is left out. A juror may watch a scored film again: the file keeps what
    was so when it was written, but the shortlist stands as it did.
    """
    films = [_unwatched(film) for film in document["films"]]
    return fingerprint(written({**document, "films": films}))


def fingerprint(text: str) -> str:
    """The SHA-256 of a document's bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _unwatched(film: Document) -> Document:
    scores = [_without(score, HOW_SEEN) for score in film["scores"]]
    return {**_without(film, HOW_SEEN), "scores": scores}


def _without(facts: Mapping[str, Any], names: frozenset[str]) -> Document:
    return {name: fact for name, fact in facts.items() if name not in names}
