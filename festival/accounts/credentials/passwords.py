"""Passwords: kept so that nobody can read them, compared so that the time it takes tells nothing."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 10, 200
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


def is_outdated(kept: str) -> bool:
    """Whether today's settings would keep it better."""
    return HASHER.check_needs_rehash(kept)


@cache
def _nobody() -> str:
    return HASHER.hash("nobody's password")


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)
