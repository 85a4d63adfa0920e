"""The IANA registry of languages as `language-tags` keeps it, with the names of ISO 639-3 beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pycountry
from language_tags import data

# "Several" and "unknown" are no languages, and codes for private use mean something else to everybody.
_SPECIAL = frozenset({"mis", "mul", "und", "zxx"})


@dataclass(frozen=True, slots=True)
class Registered:
    """A language: its names, the one in force if it was replaced, and the larger language it belongs to."""

    names: tuple[str, ...]
    replaced_by: str | None
    macrolanguage: str | None


@lru_cache(maxsize=1)
def languages() -> Mapping[str, Registered]:
    """Every language and group of languages by its code of two or three letters."""
    return {
        record["Subtag"]: Registered(
            _names(record), record.get("Preferred-Value"), record.get("Macrolanguage")
        )
        for record in data.get("registry")
        if record.get("Type") == "language" and _is_language(record)
    }


@lru_cache(maxsize=1)
def signed() -> Mapping[str, str]:
    """The sign languages with their English name, and `sgn` for one that nobody named."""
    named = {
        code: next((name for name in record.names if "Sign" in name.split()), "")
        for code, record in languages().items()
        if record.replaced_by is None and not record.names[0].startswith("Sign lang")
    }
    return {code: name for code, name in named.items() if name} | {"sgn": "Sign language"}


def _is_language(record: dict[str, Any]) -> bool:
    return ".." not in record["Subtag"] and record["Subtag"] not in _SPECIAL


def _names(record: dict[str, Any]) -> tuple[str, ...]:
    """The registry's names, then those of ISO 639-3: “Kurdish, Northern” beside “Northern Kurdish”."""
    code = record["Subtag"]
    listed = pycountry.languages.get(**{"alpha_2" if len(code) == 2 else "alpha_3": code})
    others = (getattr(listed, kind, None) for kind in ("name", "common_name", "inverted_name"))
    return tuple(dict.fromkeys([*record["Description"], *(name for name in others if name)]))
