"""The numbers by which the film trade knows a film: EIDR and ISAN."""

import re

from festival.kernel.invalid import Invalid
from festival.kernel.plain_marks import plain

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_EIDR_PREFIX = re.compile(r"\A(?:.*?\b)?10\.5240[/:]", re.IGNORECASE)
_EIDR = re.compile(r"[0-9A-F]{20}[0-9A-Z]", re.ASCII)
_ISAN_PREFIX = re.compile(r"\A.*\bv?-?isan(?:\.org)?[:/\s]+", re.IGNORECASE)
_ISAN = re.compile(
    r"(?P<work>[0-9A-F]{16})(?P<check>[0-9A-Z])(?:(?P<version>[0-9A-F]{8})(?P<last>[0-9A-Z]))?", re.ASCII
)


def check_character(digits: str) -> str:
    """The check character of ISO 7064 MOD 37,36 for upper-case letters and digits."""
    carry = 36
    for digit in digits:
        carry = (carry + _DIGITS.index(digit)) % 36 or 36
        carry = carry * 2 % 37
    return _DIGITS[(37 - carry) % 36]


def eidr(text: str) -> str:
    """The EIDR of a film in its normal form, 10.5240/7791-8534-2C23-9030-8610-5, from any usual writing.

    Raises Invalid: `eidr_unreadable` (the shape), `eidr_mistyped` (the check character).
    """
    body = re.sub(r"[\s-]", "", _EIDR_PREFIX.sub("", plain(text), count=1)).upper()
    if not _EIDR.fullmatch(body):
        raise Invalid(
            "eidr_unreadable",
            "“{text}” is not an EIDR. One looks like 10.5240/7791-8534-2C23-9030-8610-5.",
            text=text.strip()[:60],
        )
    if check_character(body[:20]) != body[20]:
        raise Invalid(
            "eidr_mistyped",
            "The EIDR {text} has a typing error: its last character does not fit the rest. Please check it.",
            text=f"10.5240/{_in_fours(body[:20])}-{body[20]}",
        )
    return f"10.5240/{_in_fours(body[:20])}-{body[20]}"


def isan(text: str) -> str:
    """The ISAN of a work or a version in its normal form, 0000-0000-D07A-0090-Q-0000-0000-X.

    Raises Invalid: `isan_unreadable` (the shape), `isan_mistyped` (a check character).
    """
    body = re.sub(r"[\s-]", "", _ISAN_PREFIX.sub("", plain(text), count=1)).upper()
    match = _ISAN.fullmatch(body)
    if match is None:
        raise Invalid(
            "isan_unreadable",
            "“{text}” is not an ISAN. One looks like 0000-0000-D07A-0090-Q-0000-0000-X, letters included.",
            text=text.strip()[:60],
        )
    work, check, version, last = match.group("work", "check", "version", "last")
    normal = f"{_in_fours(work)}-{check}" + (f"-{_in_fours(version)}-{last}" if version else "")
    if check_character(work) != check or (version and check_character(work + version) != last):
        raise Invalid(
            "isan_mistyped",
            "The ISAN {text} has a typing error: a check character does not fit the rest. Please check it.",
            text=normal,
        )
    return normal


def _in_fours(digits: str) -> str:
    return "-".join(digits[start : start + 4] for start in range(0, len(digits), 4))
