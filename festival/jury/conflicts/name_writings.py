"""Other writings of one name: Müller and Mueller, Ольга and Olga, محمد and Mohamed, Robert Downey and his Jr.

They may be two people. So each is only perhaps the juror, and says why; an organizer decides.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from festival.kernel import people_names
from festival.kernel.folding import fold
from festival.kernel.words import N_

OTHER_SCRIPT = N_("in another script")
OTHER_SPELLING = N_("spelled in another way")
SUFFIX = N_("with or without Jr., Sr. or a title")

# Scripts that leave vowels out: what is left of a name are its consonants.
_WITHOUT_VOWELS = frozenset({"ARABIC", "HEBREW"})
_SHORTEST = 4  # consonants of a whole name; fewer are many people's

# One sound, several letters: how one language or another writes it in Latin letters. In this order.
_SOUNDS = (
    ("tsch|shch|sch|tch|ch|sh", "s"),
    ("zh", "z"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("dj", "j"),
    ("ts|tz", "c"),
    ("ck|q|c(?=[aoukr]|$)", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("ou|oo|ue", "u"),
    ("ee|ie", "i"),
    ("oe", "o"),
    ("ae|aa", "a"),
    ("[yj]", "i"),
    ("e", "a"),
    ("o", "u"),
    (r"(.)\1+", r"\1"),
)
_SPELLED = tuple((re.compile(pattern), sound) for pattern, sound in _SOUNDS)
_CONSONANTS = (
    *((re.compile(pattern), sound) for pattern, sound in _SOUNDS[:10]),
    (re.compile(r"h(?=\s|$)|[aeiouywv]"), ""),
    (re.compile(r"[gj]"), "j"),
    (re.compile(r"\s"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)

# Given names of Arabic that are written with other vowels, or fewer, from country to country.
_ONE_NAME = """
    mohamed mohammed muhammad mohamad mohammad muhammed mohamud mehmed mehmet;
    youssef yousef yusuf yussuf yosef; khaled khalid haled; fatima fatma fatema fatimah;
    abdel abdul abdal abd; salem salim saleem; aisha aicha ayesha; osman othman uthman usman;
    ismail esmail ismael; ibrahim ebrahim brahim; mustafa mostafa moustapha mustapha
"""
_NAMES = {word: group.split()[0] for group in _ONE_NAME.split(";") for word in group.split()}


@dataclass(frozen=True)
class Writings:
    """How a name may be written otherwise. `own` is found where another name `sought` it."""

    own: frozenset[str]
    sought: frozenset[str]


@lru_cache(maxsize=16_384)
def of(name: str) -> Writings:
    """The other writings of a name; none for one that says nothing."""
    spelled = _spelled(name)
    consonants = _consonants(name)
    shapes = frozenset({f"spelled {words}" for words in spelled})
    if len(consonants) < _SHORTEST:
        return Writings(shapes, shapes)
    mine, other = ("bare", "full") if scripts(name) & _WITHOUT_VOWELS else ("full", "bare")
    return Writings(shapes | {f"{mine} {consonants}"}, shapes | {f"{other} {consonants}"})


def why(name: str, other: str) -> str:
    """What tells two writings of a name apart, as a msgid."""
    if scripts(name) != scripts(other):
        return OTHER_SCRIPT
    if any(
        people_names.without_suffix(each) != " ".join(re.split(r"[,\s]+", each)) for each in (name, other)
    ):
        return SUFFIX
    return OTHER_SPELLING


@lru_cache(maxsize=16_384)
def scripts(text: str) -> frozenset[str]:
    """The scripts of its letters: LATIN, CYRILLIC, ARABIC."""
    letters = (char for char in text if char.isalpha())
    return frozenset(unicodedata.name(char, "").partition(" ")[0] for char in letters)


def _spelled(name: str) -> set[str]:
    words = [_sound(word) for word in _latin(name).split()]
    words = [word for word in words if word]
    if not words:
        return set()
    return {" ".join(sorted(words)), f"{words[0]} … {words[-1]}"} if len(words) > 1 else {words[0]}


def _sound(word: str) -> str:
    sound = _NAMES.get(word, word)
    for pattern, plain in _SPELLED:
        sound = pattern.sub(plain, sound)
    return sound


def _consonants(name: str) -> str:
    left = _latin(name)
    for pattern, plain in _CONSONANTS:
        left = pattern.sub(plain, left)
    return left


def _latin(name: str) -> str:
    """The name in a to z, without what is a title or a son's: Müller as muller, Щукин as shchukin."""
    plain = fold(people_names.without_suffix(name))
    words = anyascii(plain).lower()
    if "GREEK" in scripts(name):
        words = words.replace("gg", "ng").replace("oy", "ou")
    return re.sub(r"[^a-z ]", "", words)
