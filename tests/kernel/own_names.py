"""Writes the names that languages and countries have at home into a file, from CLDR by way of babel.

    python -m tests.kernel.own_names

Babel keeps each language's words in a file of its own: all of them take seconds and much memory to open, too
much for a form that looks up one word. `test_own_names` says when the file has to be written again.
"""

import json
from pathlib import Path

from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers

PLACE = Path(__file__).resolve().parents[2] / "festival/kernel/registers/own_names.json"


def languages() -> dict[str, list[str]]:
    """What each language calls itself, by its tag: Deutsch, فارسی, kurdî."""
    found: dict[str, set[str]] = {}
    for identifier in locale_identifiers():
        tag, *rest = identifier.split("_")
        if not rest or [len(part) for part in rest] == [len("Latn")]:
            name = Locale.parse(identifier).languages.get(tag)
            found.setdefault(tag, set()).update({name} if name else set())
    return {tag: sorted(names) for tag, names in sorted(found.items()) if names}


def countries() -> dict[str, list[str]]:
    """What each country is called in the languages that are official there: Deutschland, Suisse, Schweiz."""
    known = set(locale_identifiers())
    found: dict[str, list[str]] = {}
    for code, spoken in sorted(get_global("territory_languages").items()):
        official = sorted(tag for tag, of in spoken.items() if of.get("official_status"))
        names = [Locale.parse(tag).territories.get(code) for tag in official if tag in known]
        if any(names):
            found[code] = sorted({name for name in names if name})
    return found


def text() -> str:
    """The file as it should be."""
    parts = {"languages": languages(), "countries": countries()}
    return json.dumps(parts, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    PLACE.write_text(text(), encoding="utf-8")
