"""What languages and countries are called at home: from CLDR, by a file that a test compares with it."""

import json
from functools import lru_cache
from importlib.resources import files


def of_languages() -> dict[str, list[str]]:
    """Names in the language itself, by its tag: Deutsch, فارسی, kurdî."""
    return _kept()["languages"]


def of_countries() -> dict[str, list[str]]:
    """Names in the languages that are official in a country, by its code: Schweiz, Suisse, Svizzera."""
    return _kept()["countries"]


@lru_cache(maxsize=1)
def _kept() -> dict[str, dict[str, list[str]]]:
    text = files("festival.kernel.registers").joinpath("own_names.json").read_text(encoding="utf-8")
    kept: dict[str, dict[str, list[str]]] = json.loads(text)
    return kept
