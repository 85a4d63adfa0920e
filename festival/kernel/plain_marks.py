"""Digits, quotation marks and hyphens as a keyboard has them, whatever a phone or a printer made of them."""

import re
import unicodedata

_HYPHENS = re.compile("[\u00ad\u058a\u2010-\u2015\u2043\u207b\u208b\u2212\ufe58\ufe63\uff0d]")
_MINUTES = re.compile("[\u2018\u2019\u201b\u2032\u02b9\u02bc\u00b4`\uff07]")
_SECONDS = re.compile("[\u201c\u201d\u201f\u2033\u02ba\uff02]|''")
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u061c]")


def plain(text: str) -> str:
    """The text with 0 to 9, ', \", - and single spaces for all that mean the same: ٩٠’ is 90'."""
    digits = "".join(_digit(char) for char in unicodedata.normalize("NFKC", _before(text)))
    return " ".join(digits.split())


def _before(text: str) -> str:
    """What NFKC would take apart into something else is made plain first: ″ would become two ′."""
    without = _UNSEEN.sub("", text)
    return _SECONDS.sub('"', _MINUTES.sub("'", _HYPHENS.sub("-", without)))


def _digit(char: str) -> str:
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)
