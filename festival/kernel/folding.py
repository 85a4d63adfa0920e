"""How words are compared: without case, punctuation and accents, in the scripts that have accents.

One way for search, for films entered twice and for conflicts of interest. In Hindi, Thai, Bengali, Burmese,
Khmer or Japanese the marks are vowels and voices: they stay, since a word without them is another word.
"""

import unicodedata
from functools import lru_cache
from types import MappingProxyType

# Where a mark is an accent, a point or a vowel that people leave out as they search.
_MARKED_SCRIPTS = frozenset({"LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW"})

# Letters that Unicode does not take apart, and that keyboards elsewhere do not have.
_LETTERS = MappingProxyType(
    str.maketrans(
        {
            "ł": "l",
            "ø": "o",
            "đ": "d",
            "ð": "d",
            "ɖ": "d",
            "ɗ": "d",
            "ɓ": "b",
            "ƙ": "k",
            "ƴ": "y",
            "ħ": "h",
            "ŧ": "t",
            "ŋ": "n",
            "ı": "i",
            "ə": "e",
            "ɛ": "e",
            "ɔ": "o",
            "æ": "ae",
            "œ": "oe",
            "þ": "th",
            # Arabic and Persian keyboards have a letter of their own for the same one.
            "ی": "ي",
            "ى": "ي",
            "ک": "ك",
            "ة": "ه",
            "ہ": "ه",
            # An apostrophe by another name, as in Hawaiʻi; and a stroke that only makes a word longer.
            "ʻ": "'",
            "ʼ": "'",
            "ʹ": "'",
            "ʾ": "'",
            "ʿ": "'",
            "\u0640": "",
        }
    )
)
_JOINER = "\u200d"
_BREAKS = frozenset("\u200b\u200c")  # between words of Persian; inside those of Bengali and Khmer


def fold(text: str) -> str:
    """The text as people search for it: "Über die Brücke!" and "uber die brucke" fold to the same."""
    lower = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept: list[str] = []
    base = ""
    for char in lower.translate(_LETTERS):
        if char == _JOINER or (char in _BREAKS and base == "letter"):
            continue
        if _kind(char) != "mark":
            base = _kind(char)
            kept.append(_plain(char))
        elif base == "letter":
            kept.append(char)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


@lru_cache(maxsize=4096)
def _kind(char: str) -> str:
    """What a character is to the marks behind it: "letter" keeps them, "accented" and "other" lose them."""
    category = unicodedata.category(char)
    if category[0] == "M":
        return "mark"
    if category[0] != "L":
        return "other"
    return "accented" if unicodedata.name(char, "").partition(" ")[0] in _MARKED_SCRIPTS else "letter"


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """A letter, or a digit as 0 to 9; a space for anything else."""
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    return char if char.isalnum() else " "
