"""Whether a text looks like one that somebody wrote, or like bytes that were read in the wrong encoding."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from festival.screeners.media.subtitles import scripts

SAME = str.maketrans("şţŞŢ", "șțȘȚ")  # Romanian with cedillas, because old fonts have no commas below
LONGEST_SAMPLE = 100_000  # characters
_WORD = re.compile(r"[^\W\d_]+")
_JOINED = re.compile(r"(?<=[^\W\d_])[^\w\s](?=[^\W\d_])")
_USUAL_IN_WORDS = frozenset("'’‘`´ʼʹ·-‐‑–—./&@:*,…\u200c\u200d\u00ad״׳\"!?;()[]<>{}|=+_~^%#\\")


def strangeness(text: str) -> float:
    """The share of what nobody writes, among all that is not ASCII: 0 is a text, 0.1 is none."""
    sample = text[:LONGEST_SAMPLE]
    beyond = sum(each > "\x7f" for each in sample)
    if not beyond:
        return 0
    strange: int = sum(_is_strange(each) for each in sample if each > "\x7f")
    strange += sum(_is_no_word(word) for word in _WORD.findall(sample))
    strange += sum(each > "\x7f" and each not in _USUAL_IN_WORDS for each in _JOINED.findall(sample))
    return round(strange / beyond, 3)


@lru_cache(maxsize=65_536)
def _is_strange(letter: str) -> bool:
    """Signs of control, unassigned and private ones, lines of boxes, signs of calculation, loose accents."""
    kind = unicodedata.category(letter)
    return (
        kind in ("Cc", "Cn", "Co", "Cs", "Sk")
        or "\u2500" <= letter <= "\u25ff"
        or (kind == "Sm" and letter not in "±×÷¬")
        or letter in "\ufffdƒ∂∆¤¦"
    )


def _is_no_word(word: str) -> bool:
    """Letters of two alphabets in one word, or a capital behind a small letter that is none of ASCII."""
    if word.isascii():
        return False
    if any(one.islower() and two.isupper() and two > "\x7f" for one, two in pairwise(word)):
        return True
    found = {script for each in word if (script := scripts.of_letter(each))}
    return len(found - {"Hani", "Kana", "Hang"}) > 1
