"""Which script a text is written in, and which scripts a language is written in (ISO 15924)."""

import unicodedata
from collections import Counter
from functools import lru_cache

from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers

from festival.kernel import languages
from festival.kernel.invalid import Invalid

LONGEST_SAMPLE = 200_000  # characters
SHARE_OF_A_SCRIPT = 0.2  # of the letters: less are names and signs
RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm"})
# The first word of a letter's name in Unicode, where it is not a script's own name in `_named`.
_BY_WORD = {
    "CJK": "Hani",
    "IDEOGRAPHIC": "Hani",
    "HIRAGANA": "Kana",
    "KATAKANA": "Kana",
    "KATAKANA-HIRAGANA": "Kana",
    "HALFWIDTH": "Kana",
    "FULLWIDTH": "Latn",
    "HANGUL": "Hang",
    "NKO": "Nkoo",
    "BENGALI": "Beng",
    "ORIYA": "Orya",
    "CANADIAN": "Cans",
}
_MADE_OF = {
    "Jpan": ("Kana", "Hani"),
    "Kore": ("Hang",),
    "Hans": ("Hani",),
    "Hant": ("Hani",),
    "Hrkt": ("Kana",),
}
_WHOLE = {"Kana": "Jpan", "Hang": "Kore", "Hani": "Hans"}
_SAYS_LITTLE = frozenset({"Latn", "Cyrl"})


def of_text(text: str) -> tuple[str, ...]:
    """The scripts of a text's letters, the most frequent first, without those that hardly occur.

    Japanese is named by its kana, though most of its letters may be Chinese ones.
    """
    counted = Counter(
        script for each in text[:LONGEST_SAMPLE] if each.isalpha() and (script := of_letter(each))
    )
    total = sum(counted.values())
    found = [script for script, count in counted.most_common() if count >= SHARE_OF_A_SCRIPT * total]
    if "Kana" in counted and "Hani" in found and counted["Kana"] >= 0.05 * total:
        found = ["Kana", *(script for script in found if script != "Kana")]
    return tuple(found)


@lru_cache(maxsize=65_536)
def of_letter(letter: str) -> str:
    """The script of one letter; "" where it has none, as the signs of phonetics."""
    word = unicodedata.name(letter, "").partition(" ")[0]
    return _BY_WORD.get(word) or _named().get(word, "")


@lru_cache(maxsize=512)
def of_language(tag: str) -> frozenset[str]:
    """The scripts that a language is written in; none if that is not known. A script in the tag decides."""
    try:
        language = languages.parse(tag)
    except Invalid:
        return frozenset()
    written = {language.script} if language.script else _usual(language.language, language.region)
    return frozenset(part for script in written for part in _MADE_OF.get(script, (script,)))


def fits(tag: str, scripts: tuple[str, ...]) -> bool:
    """Whether a text in these scripts can be in this language; also where one of both is not known."""
    usual = of_language(tag)
    if not usual or not scripts:
        return True
    if "Kana" in scripts:
        return "Kana" in usual
    return bool(usual & set(scripts))


def commonest_language(script: str) -> str | None:
    """The language that most texts in a script are in; None where the script says too little."""
    likely = get_global("likely_subtags").get(f"und_{_WHOLE.get(script, script)}")
    return likely.split("_")[0] if likely and script not in _SAYS_LITTLE else None


def is_right_to_left(scripts: tuple[str, ...]) -> bool:
    """Whether a text is read from the right."""
    return bool(scripts) and scripts[0] in RIGHT_TO_LEFT


def _usual(base: str, region: str | None) -> set[str]:
    likely = get_global("likely_subtags")
    if region and f"{base}_{region}" in likely:
        return {likely[f"{base}_{region}"].split("_")[1]}
    keys = [key for key in (*likely, *locale_identifiers()) if key.split("_")[0] == base]
    found = {part for key in keys for part in key.split("_")[1:2] if len(part) == 4}
    return found | {likely[key].split("_")[1] for key in keys if key in likely}


@lru_cache(maxsize=1)
def _named() -> dict[str, str]:
    """Codes of scripts by the word that begins the names of their letters: CYRILLIC is Cyrl."""
    names = Locale.parse("en").scripts
    return {name.upper(): code for code, name in names.items() if name.isalpha()}
