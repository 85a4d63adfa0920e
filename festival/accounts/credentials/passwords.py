"""Passwords: kept so that nobody can read them, compared so that the time it takes tells nothing."""

import re
import unicodedata
from collections.abc import Collection
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

SHORTEST, LONGEST = 10, 200
SAFE_SCORE = 3  # of 4, as zxcvbn counts
LOOKED_AT = 72  # characters: zxcvbn takes long for more, and nobody guesses them
WORD = re.compile(r"\w+")
HASHER = PasswordHasher()


def hashed(password: str) -> str:
    """What is kept of a password. Takes about a twentieth of a second: call it outside a transaction."""
    return HASHER.hash(_normal(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether this is the password; takes as long when there is none to compare with."""
    try:
        HASHER.verify(kept or _nobody(), _normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def is_easily_guessed(text: str, known: Collection[str]) -> bool:
    """Whether a guesser is done within a hundred million tries, who knows the usual passwords and `known`.

    zxcvbn brings lists of passwords, words and names, and sees keyboard rows, years and 0 for o. `known` are
    names of the person and the festival: their words count, also without spaces.
    """
    names = [WORD.findall(name.casefold()) for name in known]
    joined = ["".join(words) for words in names]
    words = [word for words in names for word in words]
    looked_at = _normal(text)[:LOOKED_AT]
    return bool(zxcvbn(looked_at, user_inputs=[*known, *words, *joined])["score"] < SAFE_SCORE)


def is_outdated(kept: str) -> bool:
    """Whether today's settings would keep it better."""
    return HASHER.check_needs_rehash(kept)


@cache
def _nobody() -> str:
    return HASHER.hash("nobody's password")


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)
